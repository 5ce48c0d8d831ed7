import { Button, Buttons } from '../../ui/Button.tsx';
import { KeyHint } from '../../ui/desk/DeskShell.tsx';
import { useWords } from '../frame/around.ts';
import { Modal } from '../frame/Modal.tsx';

/** Every key of the queue; the key shown is the key that works. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const words = useWords().desk;
  const { keys } = words.moderation;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['A'], keys.accept],
    [['R'], keys.refuse],
    [['H'], keys.hold],
    [['J', 'K'], keys.move],
    [['1', '9'], keys.reason],
    [['Z'], keys.undo],
    [['Ctrl', 'Enter'], keys.send],
    [['Esc'], keys.leave],
    [['?'], keys.help],
  ];
  return (
    <Modal title={words.keys.title} onClose={onClose}>
      <dl className="key-list">
        {rows.map(([boxes, does]) => (
          <div key={does}>
            <dt>
              {boxes.map((box) => (
                <KeyHint key={box}>{box}</KeyHint>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="second">{keys.appeal}</p>
      <Buttons>
        <Button onClick={onClose}>{words.keys.close}</Button>
      </Buttons>
    </Modal>
  );
}
