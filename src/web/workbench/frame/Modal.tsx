import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';

interface ModalProps {
  title: string;
  children: ReactNode;
  /** Left out where there is no way around: the sign-in. */
  onClose?: (() => void) | undefined;
  /** What gets the focus; otherwise the first control. */
  focus?: string | undefined;
}

/** The ground of every dialog: keeps the focus inside, gives it back, Esc closes. Looks as the pieces' Dialog. */
export function Modal({ title, children, onClose, focus }: ModalProps) {
  const popup = useRef<HTMLDivElement>(null);
  const firstFocus = () => (focus && popup.current?.querySelector<HTMLElement>(focus)) || true;
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose?.()} disablePointerDismissal={!onClose}>
      <Dialog.Portal>
        <Dialog.Viewport className="veil centred">
          <Dialog.Popup className="dialog" ref={popup} initialFocus={firstFocus}>
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            {children}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
