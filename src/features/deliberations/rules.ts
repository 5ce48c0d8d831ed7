import { Refusal } from '../../kit/refusal.ts';
import { graphemes, isBroken } from '../../kit/text.ts';
import { refuseClassified } from '../oversight/secrecy-rules.ts';
import { type PartKind, TOPIC } from './contract.ts';
import { post as postLife } from './lifecycle.ts';
import { POST, type PostState } from './post-contract.ts';

export interface PartDates {
  readonly kind: PartKind;
  readonly startsAt: Date;
  readonly endsAt: Date;
}
export interface TopicDates {
  readonly state: string;
  readonly parts: readonly PartDates[];
}
/** As an editor typed it: in a draft a date may be missing, or come before the other. */
export interface PartTyped {
  readonly kind: PartKind;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}
export const isDated = (part: PartTyped): part is PartDates => part.startsAt !== null && part.endsAt !== null;
/** The order in which a deliberation goes (DOMAIN §8). */
export const ORDER: readonly PartKind[] = ['posting', 'collation', 'meeting', 'answers', 'followUp'];

const inOrder = <P extends { readonly kind: PartKind }>(parts: readonly P[]) =>
  ORDER.flatMap((kind) => parts.filter((part) => part.kind === kind));

/** The phase rail: what is done, what runs now, what is to come. A closed topic's posting is done, whatever its date said. */
export function stations({ state, parts }: TopicDates, now: Date) {
  return inOrder(parts).map((part) => {
    const over = part.endsAt <= now || (part.kind === 'posting' && state === 'closed');
    const running = !over && part.startsAt <= now && !(part.kind === 'posting' && state !== 'open');
    return { ...part, state: over ? ('done' as const) : running ? ('now' as const) : ('toCome' as const) };
  });
}

/** The posting window, which every announced topic has (checkWhole). */
export const postingPart = (parts: readonly PartDates[]): PartDates => {
  const found = parts.find(({ kind }) => kind === 'posting');
  if (!found) throw new Error('a topic without its posting window');
  return found;
};

/** Each part once, in drafts too. */
export function checkKinds(parts: readonly PartTyped[]): void {
  if (parts.length !== new Set(parts.map(({ kind }) => kind)).size) throw new Refusal('parts-out-of-order', 409);
}
/** Dates that contradict each other are refused before anyone sees them. */
export function checkParts(parts: readonly PartDates[]): void {
  checkKinds(parts);
  const sorted = inOrder(parts);
  for (const part of sorted) if (part.endsAt <= part.startsAt) throw new Refusal('part-ends-before-it-starts', 409, { part: part.kind });
  sorted.forEach((part, i) => {
    const before = sorted[i - 1];
    if (before && part.startsAt < before.startsAt) throw new Refusal('parts-out-of-order', 409, { part: part.kind });
  });
}

/** A topic as far as it is written. */
export interface TopicTyped {
  readonly title: string;
  readonly summary: string;
  readonly hostId: string | null;
  readonly focus: string;
  readonly figures: readonly { readonly value: string; readonly label: string }[];
  readonly figuresSource: string;
  /** A date as it stands where it is asked: a moment, or what a form holds. */
  readonly parts: readonly { readonly kind: PartKind; readonly startsAt: Date | string | null; readonly endsAt: Date | string | null }[];
}
/** What keeps a topic from being announced. `field`: `title`, `figures.0.label`, `parts.posting.startsAt`. */
export interface Gap {
  readonly field: string;
  readonly fault: 'missing' | 'short' | 'long';
  /** The least or most characters, and how many there are. */
  readonly limit: number;
  readonly now: number;
}

/** Everything that is missing, too short or too long, in the order of the form; the desk and the server ask the same. */
export function gapsOf(topic: TopicTyped): Gap[] {
  const { figures, parts } = topic;
  const planned = parts.some(({ kind }) => kind === 'posting')
    ? parts
    : [{ kind: 'posting' as const, startsAt: null, endsAt: null }, ...parts];
  return [
    ...(topic.hostId === null ? [missing('hostId')] : []),
    ...textGap('title', topic.title, TOPIC.least, TOPIC.title),
    ...textGap('summary', topic.summary, TOPIC.least, TOPIC.summary),
    ...textGap('focus', topic.focus, 1, TOPIC.focus),
    ...figures.flatMap(({ value, label }, i) => [
      ...textGap(`figures.${i}.value`, value, 1, TOPIC.figure),
      ...textGap(`figures.${i}.label`, label, 1, TOPIC.figureLabel),
    ]),
    ...textGap('figuresSource', topic.figuresSource, 0, TOPIC.source),
    ...inOrder(planned).flatMap(({ kind, startsAt, endsAt }) => [
      ...(startsAt === null ? [missing(`parts.${kind}.startsAt`)] : []),
      ...(endsAt === null ? [missing(`parts.${kind}.endsAt`)] : []),
    ]),
  ];
}
const missing = (field: string): Gap => ({ field, fault: 'missing', limit: 1, now: 0 });
function textGap(field: string, text: string, least: number, most: number): Gap[] {
  const now = [...text].length;
  if (least > 0 && text.trim() === '') return [missing(field)];
  if (now < least) return [{ field, fault: 'short', limit: least, now }];
  return now > most ? [{ field, fault: 'long', limit: most, now }] : [];
}

/** What everybody may see is whole: refuses with the fields that are not, then dates that contradict each other. */
export function checkWhole(topic: TopicTyped & { readonly parts: readonly PartTyped[] }): PartDates[] {
  const fields = gapsOf(topic).map(({ field }) => field);
  if (fields.length > 0) throw new Refusal('topic-incomplete', 409, { count: fields.length }, fields);
  const dated = topic.parts.filter(isDated);
  checkParts(dated);
  return dated;
}

/** May anyone write here now? Refuses with when it opens, or since when it is closed. */
export function checkPosting({ state, parts }: TopicDates, now: Date): void {
  if (state === 'withdrawn') throw new Refusal('topic-withdrawn', 409);
  if (state === 'draft') throw new Refusal('not-open-yet', 409);
  const { startsAt, endsAt } = postingPart(parts);
  if (state === 'closed' || now >= endsAt) throw new Refusal('closed-since', 409, { at: endsAt.toISOString() });
  if (state !== 'open') throw new Refusal('not-open-yet', 409, { at: startsAt.toISOString() });
}

/** Length as people count it; never trims or changes: the text comes back byte for byte. */
export function checkText(text: string, reply: boolean): void {
  if (isBroken(text)) throw new Refusal('text-broken', 409);
  refuseClassified(text);
  const least = reply ? POST.leastReply : POST.least;
  const count = graphemes(text);
  const inked = graphemes(text.replace(/\s/gu, ''));
  if (inked < least) throw new Refusal('text-too-short', 409, { least, now: inked });
  if (count > POST.most) throw new Refusal('text-too-long', 409, { most: POST.most, now: count, over: count - POST.most });
}
/** 草稿: of any length, but never what calls itself classified: it stays on the device where it was typed. */
export function checkDraft(text: string): void {
  if (isBroken(text)) throw new Refusal('text-broken');
  refuseClassified(text);
}

/** What somebody wrote lately. */
export interface JustSaid {
  readonly id: string;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly state: PostState;
  readonly text: string;
  readonly submittedAt: Date;
}
/** The same words at the same place within minutes are one post: Back and 发布 once more says nothing new. */
export const saidBefore = (recent: readonly JustSaid[], { text, parentId }: Pick<JustSaid, 'text' | 'parentId'>, now: Date) =>
  justSaid(recent, parentId, now).find((one) => one.text === text);
/** What still stands of it, the newest first. */
export const justSaid = (recent: readonly JustSaid[], parentId: string | null, now: Date): JustSaid[] =>
  recent.filter(
    (one) =>
      one.parentId === parentId &&
      one.state !== 'refused' &&
      one.state !== 'withdrawn' &&
      one.submittedAt <= now &&
      minutesAfter(one.submittedAt, POST.sameMinutes) > now,
  );

export interface PostTimes {
  readonly state: PostState;
  readonly submittedAt: Date;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
}
const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** Until when its author may change a post: while it waits to be read, and 15 minutes after it was published. */
export function editableUntil({ state, submittedAt, publishedAt }: PostTimes): Date | null {
  if (state === 'pending' || state === 'held') return minutesAfter(submittedAt, 60 * 24 * 365);
  if (state === 'published') return minutesAfter(publishedAt ?? submittedAt, POST.editMinutes);
  return null;
}
export const isEditable = (post: PostTimes, now: Date): boolean => (editableUntil(post)?.getTime() ?? 0) > now.getTime();

export const undoUntil = (at: Date): Date => new Date(at.getTime() + POST.undoSeconds * 1000);

/** The acts that its author is offered, by state and time. */
export function offersToAuthor(post: PostTimes, now: Date): string[] {
  return [
    ...(isEditable(post, now) ? ['edit'] : []),
    ...(postLife.commands.withdraw.from.some((state) => state === post.state) ? ['withdraw'] : []),
    ...(post.state === 'withdrawn' && post.withdrawnAt && undoUntil(post.withdrawnAt) > now ? ['restore'] : []),
  ];
}

/** What staff write to be read by all: the same marks refuse it. */
export const checkTopicTexts = (written: {
  readonly title: string;
  readonly summary: string;
  readonly focus: string;
  readonly figuresSource: string;
}): void => refuseClassified(written.title, written.summary, written.focus, written.figuresSource);
