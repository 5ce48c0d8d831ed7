import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { Toast, ToastRegion } from '../../ui/Messages.tsx';

const SHOWN_MS = 8_000;
interface Said {
  readonly key: number;
  readonly text: string;
  readonly undo?: { readonly label: (seconds: number) => string; readonly act: () => void } | undefined;
}
interface Toasts {
  say(text: string, undo?: Said['undo']): void;
  /** What the last act offers to take back, as long as its count-down runs. */
  readonly undo: (() => void) | null;
}
const ToastContext = createContext<Toasts>({ say: () => undefined, undo: null });
export const useToasts = (): Toasts => useContext(ToastContext);

/** One sentence at the foot for eight seconds; the newest replaces the one before. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<Said | null>(null);
  const [left, setLeft] = useState(0);
  const say = useCallback<Toasts['say']>((text, undo) => {
    setSaid((before) => ({ key: (before?.key ?? 0) + 1, text, undo }));
    setLeft(SHOWN_MS / 1000);
  }, []);
  useEffect(() => {
    if (!said) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    const end = setTimeout(() => setSaid((now) => (now === said ? null : now)), SHOWN_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [said]);
  const undo = useMemo(() => {
    const act = said?.undo?.act;
    if (!act) return null;
    return () => {
      setSaid(null);
      act();
    };
  }, [said]);
  const toasts = useMemo(() => ({ say, undo }), [say, undo]);
  return (
    <ToastContext value={toasts}>
      {children}
      <ToastRegion>
        {said ? (
          <Toast key={said.key} undo={said.undo && undo ? { label: said.undo.label(Math.max(1, left)), onPress: undo } : undefined}>
            {said.text}
          </Toast>
        ) : null}
      </ToastRegion>
    </ToastContext>
  );
}
