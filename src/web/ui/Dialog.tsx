import type { ReactNode } from 'react';
import { Buttons } from './Button.tsx';

interface DialogProps {
  id: string;
  /** A question. */
  title: string;
  /** The consequence, with its number. */
  children: ReactNode;
  /** Verbs; the mild one last. */
  acts: ReactNode;
}

/** For what cannot be undone or needs a choice. Safari 13 has no <dialog>: whoever shows it moves the focus in and back, and lets Esc be the mild act. */
export function Dialog({ id, title, children, acts }: DialogProps) {
  return (
    <div className="veil centred">
      <div className="dialog" role="dialog" aria-modal="true" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
        <h2 className="dialog-title" id={`${id}-title`}>
          {title}
        </h2>
        {children}
        <Buttons>{acts}</Buttons>
      </div>
    </div>
  );
}

interface BottomSheetProps {
  id: string;
  title: string;
  /** 收起: a link where the page works without script, a button in an island. */
  putAway: ReactNode;
  children: ReactNode;
}

/** A sheet from below over a page that stays in sight: composer, reply. Goes into the page's `overlay`. */
export function BottomSheet({ id, title, putAway, children }: BottomSheetProps) {
  return (
    <div className="veil">
      <div className="dialog" role="dialog" aria-modal="true" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
        <div className="dialog-head">
          {putAway}
          <h2 id={`${id}-title`}>{title}</h2>
        </div>
        {children}
      </div>
    </div>
  );
}

/** Last line of a sheet: under whose name, and the one act. */
export function SheetFoot({ children, act }: { children: ReactNode; act: ReactNode }) {
  return (
    <div className="dialog-foot">
      <p>{children}</p>
      {act}
    </div>
  );
}
