import type { PartKind } from '../../../features/deliberations/contract.ts';
import { type Gap, gapsOf, ORDER } from '../../../features/deliberations/rules.ts';
import type { DeskWords } from '../../words/desk.ts';
import { isBegun, type TopicDraft } from './draft.ts';

/** What has to be mended, and the id of the field where. */
export interface Problem {
  readonly field: string;
  readonly sentence: string;
}
export const partField = (kind: PartKind, edge: 'starts' | 'ends'): string => `part-${kind}-${edge}`;
export const figureField = (index: number, side: 'value' | 'label'): string => `figure-${index}-${side}`;

/** What a draft needs to be saved: a title, and the committee that it belongs to. */
export function savingProblemsOf(draft: TopicDraft, words: DeskWords): Problem[] {
  const say = words.desk.editor;
  return [
    ...(draft.committeeId === '' ? [{ field: 'committeeId', sentence: say.problems.choose(say.committee) }] : []),
    ...(draft.title.trim() === '' ? [{ field: 'title', sentence: say.problems.missing(say.title) }] : []),
  ];
}

/** Everything that keeps a topic from being announced, or one that was announced from being changed so; the server looks again. */
export function problemsOf(draft: TopicDraft, words: DeskWords): Problem[] {
  const say = words.desk.editor;
  // Rows in which nothing was typed are not sent, and are no gaps.
  const rows = draft.figures.flatMap((figure, row) => (isBegun(figure) ? [row] : []));
  const gaps = gapsOf({
    ...draft,
    hostId: draft.hostId === '' ? null : draft.hostId,
    figures: draft.figures.filter(isBegun),
    parts: ORDER.filter((kind) => draft.parts[kind].on).map((kind) => {
      const { starts, ends } = draft.parts[kind];
      return { kind, startsAt: starts === '' ? null : starts, endsAt: ends === '' ? null : ends };
    }),
  });
  return [
    ...(draft.committeeId === '' ? [{ field: 'committeeId', sentence: say.problems.choose(say.committee) }] : []),
    ...gaps.map((gap) => problemOf(gap, rows, words)),
    ...dateProblems(draft.parts, words),
  ];
}

function problemOf({ field, fault, limit, now }: Gap, rows: readonly number[], words: DeskWords): Problem {
  const say = words.desk.editor;
  const at = placeOf(field, rows);
  if (field === 'hostId') return { field: at, sentence: say.problems.choose(say.host) };
  const label = labelOf(field, rows, words);
  return { field: at, sentence: fault === 'missing' ? say.problems.missing(label) : say.problems[fault](label, limit, now) };
}
/** The id of the form's field: figures by the row in which they stand. */
function placeOf(field: string, rows: readonly number[] = []): string {
  const [, index, side] = /^figures\.(\d+)\.(value|label)$/.exec(field) ?? [];
  if (index !== undefined) return figureField(rows[Number(index)] ?? Number(index), side === 'label' ? 'label' : 'value');
  const kind = ORDER.find((one) => field.startsWith(`parts.${one}.`));
  return kind ? partField(kind, field.endsWith('.endsAt') ? 'ends' : 'starts') : field;
}
function labelOf(field: string, rows: readonly number[], { desk: { editor: say, parts } }: DeskWords): string {
  const [, index, side] = /^figures\.(\d+)\.(value|label)$/.exec(field) ?? [];
  if (index !== undefined) return say[side === 'label' ? 'figureLabel' : 'figureValue']((rows[Number(index)] ?? 0) + 1);
  const kind = ORDER.find((one) => field.startsWith(`parts.${one}.`));
  if (kind) return say[field.endsWith('.endsAt') ? 'ends' : 'starts'](parts[kind]);
  const texts: Readonly<Record<string, string>> = {
    title: say.title,
    summary: say.summary,
    focus: say.focus,
    figuresSource: say.figuresSource,
  };
  return texts[field] ?? field;
}

/** Each part ends after it starts; none starts before the one in front of it. */
function dateProblems(parts: TopicDraft['parts'], words: DeskWords): Problem[] {
  const say = words.desk.editor.problems;
  const planned = ORDER.filter((kind) => parts[kind].on);
  return planned.flatMap((kind, index) => {
    const name = words.desk.parts[kind];
    const { starts, ends } = parts[kind];
    if (starts === '' || ends === '') return [];
    // As they stand in the fields, dates of one calendar compare as text.
    if (ends <= starts) return [{ field: partField(kind, 'ends'), sentence: say.ends(name) }];
    const before = planned[index - 1];
    return before && parts[before].starts !== '' && starts < parts[before].starts
      ? [{ field: partField(kind, 'starts'), sentence: say.order(name, words.desk.parts[before]) }]
      : [];
  });
}

/** Where a refusal of the server belongs in the form; undefined when it is about none of its fields. */
export function fieldOf(serverField: string | null, code: string): string | undefined {
  if (serverField === 'figures') return figureField(0, 'value');
  if (serverField === 'parts') return partField('posting', 'starts');
  if (serverField !== null) return placeOf(serverField);
  return {
    'unknown-host': 'hostId',
    'part-ends-before-it-starts': partField('posting', 'ends'),
    'parts-out-of-order': partField('posting', 'starts'),
    'posting-is-over': partField('posting', 'ends'),
  }[code];
}
