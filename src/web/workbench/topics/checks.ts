import { type PartKind, TOPIC } from '../../../features/deliberations/contract.ts';
import { ORDER } from '../../../features/deliberations/rules.ts';
import type { DeskWords } from '../../words/desk.ts';
import { isBegun, type TopicDraft } from './draft.ts';

/** What has to be mended, and the id of the field where. */
export interface Problem {
  readonly field: string;
  readonly sentence: string;
}
export const partField = (kind: PartKind, edge: 'starts' | 'ends'): string => `part-${kind}-${edge}`;
export const figureField = (index: number, side: 'value' | 'label'): string => `figure-${index}-${side}`;

const length = (text: string): number => [...text].length;

/** Everything that the server would refuse, in the order of the form; the server looks again. */
export function problemsOf(draft: TopicDraft, words: DeskWords): Problem[] {
  const say = words.desk.editor;
  return [
    ...(draft.committeeId === '' ? [{ field: 'committeeId', sentence: say.problems.choose(say.committee) }] : []),
    ...(draft.hostId === '' ? [{ field: 'hostId', sentence: say.problems.choose(say.host) }] : []),
    ...textProblems('title', say.title, draft.title, 4, TOPIC.title, words),
    ...textProblems('summary', say.summary, draft.summary, 4, TOPIC.summary, words),
    ...textProblems('focus', say.focus, draft.focus, 1, TOPIC.focus, words),
    ...figureProblems(draft, words),
    ...partProblems(draft.parts, words),
  ];
}

function textProblems(field: string, label: string, text: string, least: number, most: number, words: DeskWords): Problem[] {
  const say = words.desk.editor.problems;
  const now = length(text);
  if (text.trim() === '') return [{ field, sentence: say.missing(label) }];
  if (now < least) return [{ field, sentence: say.short(label, least, now) }];
  return now > most ? [{ field, sentence: say.long(label, most, now) }] : [];
}

function figureProblems({ figures, figuresSource }: TopicDraft, words: DeskWords): Problem[] {
  const say = words.desk.editor;
  return [
    ...figures.flatMap((figure, index) => {
      if (!isBegun(figure)) return [];
      const { value, label } = figure;
      return [
        ...textProblems(figureField(index, 'value'), say.figureValue(index + 1), value, 1, 12, words),
        ...textProblems(figureField(index, 'label'), say.figureLabel(index + 1), label, 1, 20, words),
      ];
    }),
    ...(length(figuresSource) > 80
      ? [{ field: 'figuresSource', sentence: say.problems.long(say.figuresSource, 80, length(figuresSource)) }]
      : []),
  ];
}

/** Both dates of every part; each ends after it starts; none starts before the one in front of it. */
function partProblems(parts: TopicDraft['parts'], words: DeskWords): Problem[] {
  const say = words.desk.editor;
  const planned = ORDER.filter((kind) => parts[kind].on);
  return planned.flatMap((kind, index) => {
    const name = words.desk.parts[kind];
    const { starts, ends } = parts[kind];
    const missing = [
      ...(starts === '' ? [{ field: partField(kind, 'starts'), sentence: say.problems.missing(say.starts(name)) }] : []),
      ...(ends === '' ? [{ field: partField(kind, 'ends'), sentence: say.problems.missing(say.ends(name)) }] : []),
    ];
    if (missing.length > 0) return missing;
    // As they stand in the fields, dates of one calendar compare as text.
    if (ends <= starts) return [{ field: partField(kind, 'ends'), sentence: say.problems.ends(name) }];
    const before = planned[index - 1];
    return before && parts[before].starts !== '' && starts < parts[before].starts
      ? [{ field: partField(kind, 'starts'), sentence: say.problems.order(name, words.desk.parts[before]) }]
      : [];
  });
}

/** Where a refusal of the server belongs in the form; undefined when it is about none of its fields. */
export function fieldOf(serverField: string | null, code: string): string | undefined {
  if (serverField === 'figures') return figureField(0, 'value');
  if (serverField === 'parts') return partField('posting', 'starts');
  if (serverField !== null) return serverField;
  return {
    'unknown-host': 'hostId',
    'posting-part-missing': partField('posting', 'starts'),
    'part-ends-before-it-starts': partField('posting', 'ends'),
    'parts-out-of-order': partField('posting', 'starts'),
    'posting-began-already': partField('posting', 'starts'),
    'posting-is-over': partField('posting', 'ends'),
  }[code];
}
