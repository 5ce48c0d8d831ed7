import { drawSheet } from './card-drawing.ts';

// One sheet, then the end: the font's memory goes back to the machine.
process.on(
  'message',
  (sheet: Parameters<typeof drawSheet>[0]) =>
    void drawSheet(sheet).then(
      (drawn) => process.send?.(drawn, () => process.disconnect()),
      () => process.exit(1),
    ),
);
// The parent is gone, however it went.
process.on('disconnect', () => process.exit(0));
