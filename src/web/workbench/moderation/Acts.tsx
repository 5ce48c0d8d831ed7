import { Button } from '../../ui/Button.tsx';
import { KeyHint } from '../../ui/desk/DeskShell.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import type { Command, useDeciding } from './deciding.ts';
import type { Reading } from './queries.ts';

interface ActsProps {
  reading: Reading;
  deciding: ReturnType<typeof useDeciding>;
  onHelp: () => void;
}
const letters: Readonly<Record<Command, string>> = { accept: 'A', refuse: 'R', hold: 'H', grant: 'A', uphold: 'R', takeDown: 'R' };

/** What may be done about the thing on the screen, each with the key that does it. */
export function Acts({ reading, deciding, onHelp }: ActsProps) {
  const words = useWords().desk.moderation;
  const { now } = useStandpoint();
  const commands = (['accept', 'refuse', 'hold', 'grant', 'uphold', 'takeDown'] as const).filter((one) => reading.offers.includes(one));
  const undoable = reading.undoUntil !== null && new Date(reading.undoUntil) > now;
  return (
    <>
      {commands.map((command) => (
        <Button
          key={command}
          look={command === 'refuse' || command === 'uphold' || command === 'takeDown' ? 'ink' : 'secondary'}
          shortcut={letters[command]}
          busy={deciding.busy === command}
          onClick={() => deciding.decide(command)}
        >
          {labelOf(command, reading, words)}
        </Button>
      ))}
      {undoable && commands.length === 0 ? <Button onClick={() => deciding.undo(reading.id)}>{words.undo}</Button> : null}
      <span className="second">
        {commands.includes('accept') ? (
          <>
            {words.next} <KeyHint>Z</KeyHint>
          </>
        ) : null}
        <button type="button" className="key-help" onClick={onHelp}>
          {words.short.help} <KeyHint>?</KeyHint>
        </button>
      </span>
    </>
  );
}

/** The same key does what is meant here: publishing, taking down, or a change of what is public. */
function labelOf(command: Command, { isChange, mode }: Reading, words: ReturnType<typeof useWords>['desk']['moderation']): string {
  if (command === 'grant' || command === 'uphold') return words.appeal[command];
  if (command === 'hold') return words.hold;
  if (command === 'takeDown') return words.refuseAfter;
  if (isChange) return command === 'accept' ? words.acceptChange : words.refuseChange;
  if (mode === 'after') return command === 'accept' ? words.acceptAfter : words.refuseAfter;
  return words[command];
}
