import { Button, Buttons } from '../../ui/Button.tsx';
import { useWords } from '../frame/around.ts';

interface MoreProps {
  list: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
  /** Otherwise: more. */
  label?: string | undefined;
}

/** The way to the next rows of a list; nothing at its end. */
export function More({ list, label }: MoreProps) {
  const words = useWords();
  if (!list.hasNextPage) return null;
  return (
    <Buttons>
      <Button look="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {label ?? words.desk.more}
      </Button>
    </Buttons>
  );
}
