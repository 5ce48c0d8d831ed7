import type { draftTopic, PartKind, readTopic } from '../../../features/deliberations/contract.ts';
import { ORDER } from '../../../features/deliberations/rules.ts';
import type { Input, Reply } from '../../../kit/endpoint.ts';
import { localOf, momentOf } from './zone.ts';

export type Topic = Reply<typeof readTopic>;
export type Written = Input<typeof draftTopic>;
type Reading = Topic['membersRead'];

export interface PartDraft {
  readonly on: boolean;
  /** As the date fields hold them: on the calendar of the house. */
  readonly starts: string;
  readonly ends: string;
}
export interface FigureDraft {
  readonly value: string;
  readonly label: string;
}
/** A topic as it stands in the form: everything as typed, right or wrong. */
export interface TopicDraft {
  readonly committeeId: string;
  readonly title: string;
  readonly summary: string;
  readonly hostId: string;
  readonly focus: string;
  readonly figures: readonly FigureDraft[];
  readonly figuresSource: string;
  readonly membersRead: Reading;
  readonly publicRead: Reading;
  readonly parts: Readonly<Record<PartKind, PartDraft>>;
}

const noPart: PartDraft = { on: false, starts: '', ends: '' };
const noParts: TopicDraft['parts'] = {
  posting: { ...noPart, on: true },
  collation: noPart,
  meeting: noPart,
  answers: noPart,
  followUp: noPart,
};

export const emptyDraft = (committeeId: string): TopicDraft => ({
  committeeId,
  title: '',
  summary: '',
  hostId: '',
  focus: '',
  figures: [],
  figuresSource: '',
  membersRead: 'after',
  publicRead: 'before',
  parts: noParts,
});

export function draftOf(topic: Topic, zone: string): TopicDraft {
  const { committeeId, title, summary, focus, figures, figuresSource, membersRead, publicRead } = topic;
  const local = (at: string | null) => (at === null ? '' : localOf(new Date(at), zone));
  const dates = Object.fromEntries(
    topic.parts.map(({ kind, startsAt, endsAt }) => [kind, { on: true, starts: local(startsAt), ends: local(endsAt) }]),
  );
  const parts = { ...noParts, ...dates };
  return { committeeId, title, summary, hostId: topic.hostId ?? '', focus, figures, figuresSource, membersRead, publicRead, parts };
}

/** A row in which nothing was typed is no figure. */
export const isBegun = ({ value, label }: FigureDraft): boolean => value.trim() !== '' || label.trim() !== '';

/** What is sent: a field that is not filled is null. Times that were not touched keep their seconds. */
export function writtenOf({ parts, figures, ...draft }: TopicDraft, zone: string, saved?: Topic): Written {
  const moment = (local: string, before: string | null | undefined) =>
    before && localOf(new Date(before), zone) === local ? before : (momentOf(local, zone)?.toISOString() ?? null);
  return {
    ...draft,
    hostId: draft.hostId === '' ? null : draft.hostId,
    figures: figures.filter(isBegun).map(({ value, label }) => ({ value: value.trim(), label: label.trim() })),
    parts: ORDER.filter((kind) => parts[kind].on).map((kind) => {
      const before = saved?.parts.find((part) => part.kind === kind);
      const { starts, ends } = parts[kind];
      return { kind, startsAt: moment(starts, before?.startsAt), endsAt: moment(ends, before?.endsAt) };
    }),
  };
}

export const fields = [
  'title',
  'summary',
  'hostId',
  'focus',
  'figures',
  'figuresSource',
  'membersRead',
  'publicRead',
  'parts',
] as const satisfies readonly (keyof TopicDraft)[];
export type FieldName = (typeof fields)[number];

/** Fields in which two drafts differ. */
export const differing = (a: TopicDraft, b: TopicDraft): FieldName[] =>
  fields.filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]));
export const isSame = (a: TopicDraft, b: TopicDraft): boolean => differing(a, b).length === 0 && a.committeeId === b.committeeId;
