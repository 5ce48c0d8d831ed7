import { lifecycle } from '../../kit/lifecycle.ts';

/**
 * One file on its way in. `mapping`: which column is what is being said. `checked`: each row was looked at. `importing`: it is being
 * written, all or nothing. What is not finished within a day goes, with every row of the file.
 */
export const importLife = lifecycle({
  states: ['mapping', 'checked', 'importing', 'done', 'cancelled', 'expired'],
  initial: ['mapping'],
  final: ['done', 'cancelled', 'expired'],
  commands: {
    // Another sheet of the same workbook.
    choose: { from: ['mapping', 'checked'], to: 'mapping', by: ['liaison'], needs: ['sheet'], fact: 'roster.sheetChosen' },
    check: { from: ['mapping', 'checked'], to: 'checked', by: ['liaison'], needs: ['mapping'], fact: 'roster.checked' },
    begin: { from: ['checked'], to: 'importing', by: ['liaison'], when: 'nothingWrong', fact: 'roster.begun', starts: 'importDue' },
    finish: { from: ['importing'], to: 'done', by: ['system'], fact: 'roster.imported' },
    // The world moved on since the preview, or the writing broke off: nothing was written, look again.
    giveBack: { from: ['importing'], to: 'checked', by: ['system'], fact: 'roster.givenBack' },
    cancel: { from: ['mapping', 'checked', 'importing'], to: 'cancelled', by: ['liaison'], fact: 'roster.cancelled' },
    expire: { from: ['mapping', 'checked'], to: 'expired', by: ['system'], fact: 'roster.expired' },
  },
});
export type ImportState = (typeof importLife.states)[number];
