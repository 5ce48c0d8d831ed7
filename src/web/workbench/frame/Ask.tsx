import type { FormEvent, ReactNode } from 'react';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Modal } from './Modal.tsx';

interface AskProps {
  /** A question. */
  title: string;
  /** The consequence, with its number; fields when something has to be said. */
  children?: ReactNode;
  /** The act: a verb with its object. */
  act: {
    label: string;
    busyLabel?: string | undefined;
    look?: 'primary' | 'danger' | undefined;
    busy?: boolean | undefined;
    onAct: () => void;
  };
  /** The mild way out: Esc and a press beside the dialog do the same. */
  mild: { label: string; onMild: () => void };
  /** Where a question needs an answer in words, the focus goes there; otherwise to the mild button. */
  focusField?: boolean | undefined;
}

/** For what cannot be undone or needs a choice: a question, its consequence, two verbs. */
export function Ask({ title, children, act, mild, focusField }: AskProps) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!act.busy) act.onAct();
  };
  return (
    <Modal title={title} onClose={mild.onMild} focus={focusField ? 'input, textarea, select' : '[data-mild]'}>
      <form onSubmit={send} noValidate>
        {typeof children === 'string' ? <p>{children}</p> : children}
        <Buttons>
          <Button type="submit" look={act.look ?? 'primary'} busy={act.busy}>
            {act.busy ? (act.busyLabel ?? act.label) : act.label}
          </Button>
          <Button data-mild onClick={mild.onMild}>
            {mild.label}
          </Button>
        </Buttons>
      </form>
    </Modal>
  );
}
