import type { Tx } from '../../kit/db.ts';

/** What is asked to be read. The text is looked at for flags and not kept. */
export interface Asked {
  readonly kind: string;
  readonly thingId: string;
  readonly version: number;
  readonly committeeId: string;
  readonly topicId: string;
  readonly authorId: string;
  readonly authorKind: 'member' | 'netizen';
  readonly mode: 'before' | 'after';
  readonly text: string;
}
export async function ask(_tx: Tx, _asked: Asked, _now: Date): Promise<void> {}
export async function withdrawAsked(_tx: Tx, _kind: string, _thingId: string, _now: Date): Promise<void> {}
export async function restoreAsked(_tx: Tx, _kind: string, _thingId: string, _now: Date): Promise<void> {}
