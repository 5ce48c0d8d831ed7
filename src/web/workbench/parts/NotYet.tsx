import { Skeleton } from '../../ui/desk/Layout.tsx';
import { useWords } from '../frame/around.ts';
import { Trouble } from '../frame/Trouble.tsx';

interface NotYetProps {
  asked: { readonly error: unknown; refetch(): unknown };
  /** So many lines stand in for what comes. */
  rows: number;
}

/** In place of what was asked for and has not come: it is on its way, or why it is not. */
export function NotYet({ asked, rows }: NotYetProps) {
  const words = useWords();
  return asked.error ? (
    <Trouble error={asked.error} onRetry={() => void asked.refetch()} />
  ) : (
    <Skeleton rows={rows} label={words.desk.loading} />
  );
}
