import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';

interface RowToolsProps {
  index: number;
  /** How many rows there are. */
  of: number;
  up: string;
  down: string;
  onMove: (by: -1 | 1) => void;
  /** The way to take the row off. */
  children: ReactNode;
}

/** At the end of a row whose place is chosen: up, down, away. */
export function RowTools({ index, of, up, down, onMove, children }: RowToolsProps) {
  return (
    <div className="row-tools">
      {index > 0 ? <IconButton icon="up" label={up} onClick={() => onMove(-1)} /> : null}
      {index < of - 1 ? <IconButton icon="down" label={down} onClick={() => onMove(1)} /> : null}
      {children}
    </div>
  );
}
