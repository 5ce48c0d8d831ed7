import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { useWords } from '../frame/around.ts';

interface RowToolsProps {
  /** What the row is called. */
  name: string;
  index: number;
  /** How many rows there are. */
  of: number;
  onMove: (by: -1 | 1) => void;
  /** The way to take the row off. */
  children: ReactNode;
}

/** At the end of a row whose place is chosen: up, down, away. */
export function RowTools({ name, index, of, onMove, children }: RowToolsProps) {
  const { up, down } = useWords().desk.editor;
  return (
    <div className="row-tools">
      {index > 0 ? <IconButton icon="up" label={up(name)} onClick={() => onMove(-1)} /> : null}
      {index < of - 1 ? <IconButton icon="down" label={down(name)} onClick={() => onMove(1)} /> : null}
      {children}
    </div>
  );
}
