import { createContext, useContext, useEffect, useState } from 'react';
import type { Duty, readDesk } from '../../../features/desk/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import type { DeskWords } from '../../words/desk.ts';
import type { Standpoint } from '../../words/format.ts';

export type Desk = Reply<typeof readDesk>;
/** What every screen stands in. */
export interface Around {
  readonly desk: Desk;
  readonly words: DeskWords;
  /** The server's clock against this computer's, in milliseconds. */
  readonly ahead: number;
}
export const AroundContext = createContext<Around | null>(null);

export function useAround(): Around {
  const around = useContext(AroundContext);
  if (!around) throw new Error('a screen of the desk stands in the desk');
  return around;
}
export const useWords = (): DeskWords => useAround().words;

/** Committees at which this person has the duty. */
export const useBodies = (...anyOf: readonly Duty[]): Desk['bodies'] =>
  useAround().desk.bodies.filter(({ duties }) => duties.some((duty) => anyOf.includes(duty)));

const AGES_MS = 10_000;
/** From where times are looked at: the server's now, on the calendar of the house. Moves on by itself, since ages grow. */
export function useStandpoint(): Standpoint & { readonly timeZone: string } {
  const { desk, words, ahead } = useAround();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), AGES_MS);
    return () => clearInterval(timer);
  }, []);
  return { locale: words.locale, now: new Date(Date.now() + ahead), timeZone: desk.zone };
}
