import { graphemes } from '../../kit/text.ts';
import { ORG, type OrgKind, TERM } from './org-contract.ts';

/** A name of a body as it is stored: folded forms, one space at most. */
export const normalTitle = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ');
/** Too long, empty, or with characters that nobody sees. */
export function titleFault(name: string, most: number = ORG.name): 'short' | 'long' | 'characters' | undefined {
  const plain = normalTitle(name);
  if (plain === '') return 'short';
  if (graphemes(plain) > most) return 'long';
  return /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(plain) ? 'characters' : undefined;
}
export const sectorFault = (name: string) => titleFault(name, TERM.sector);

/** 科教卫体委员会 → 科教卫体委; others keep their name. */
export const shortTitle = (name: string): string => normalTitle(name).replace(/委员会$/, '委');

/** What a kind must say beside its name. */
export function orgFault(
  kind: OrgKind,
  given: { party?: string | null; partyLevel?: string | null; system?: string | null },
): 'party-needed' | 'system-needed' | undefined {
  if (kind === 'partyOrg' && (given.party == null || given.partyLevel == null)) return 'party-needed';
  if ((kind === 'unit' || kind === 'handoverOffice') && given.system == null) return 'system-needed';
  return undefined;
}

export interface TermDates {
  readonly startsOn: string;
  readonly endsOn: string;
}
/** A term lasts from its first to its last day, five years by the statutes (章程 art. 41); at most six here. */
export function termDatesFit({ startsOn, endsOn }: TermDates): boolean {
  const years = (Date.parse(endsOn) - Date.parse(startsOn)) / (365.25 * 24 * 3_600_000);
  return years > 0 && years <= 6;
}
export const overlap = (a: TermDates, b: TermDates): boolean => a.startsOn <= b.endsOn && b.startsOn <= a.endsOn;
export const termState = ({ startsOn, endsOn }: TermDates, today: string): 'toCome' | 'now' | 'over' =>
  today < startsOn ? 'toCome' : today > endsOn ? 'over' : 'now';
export const firstTwice = (names: readonly string[]): string | undefined => names.find((name, at) => names.indexOf(name) !== at);
