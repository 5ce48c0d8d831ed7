import { announceTopic, draftTopic } from '../features/deliberations/contract.ts';
import { addMaterial, addTopicPicture } from '../features/deliberations/material-contract.ts';
import { postingPart } from '../features/deliberations/rules.ts';
import { type Calendar, minutesAfter } from './calendar.ts';
import { docxOf, pdfOf, xlsxOf } from './documents.ts';
import { drawn } from './drawings.ts';
import type { Cast } from './people.ts';
import type { Scene } from './play.ts';
import type { Material, Stage } from './stage.ts';
import { type Moment, materialTexts, type TopicText } from './texts.ts';

/** A topic of the demo as far as its scenes need it: its id is known once it was drafted. */
export interface TopicOnStage {
  readonly text: TopicText;
  readonly opens: Date;
  readonly closes: Date;
  readonly announced: Date;
  id(): string;
  drafted(id: string, materials: readonly Material[]): void;
  materials(): readonly Material[];
}
export function onStage(text: TopicText, days: Calendar): TopicOnStage {
  let known: { id: string; materials: readonly Material[] } | undefined;
  const { startsAt, endsAt } = postingPart(partsOf(text, days));
  const it = () => {
    if (!known) throw new Error(`${text.key} is not drafted yet`);
    return known;
  };
  return {
    text,
    opens: startsAt,
    closes: endsAt,
    announced: days.at(text.announced, '10:00'),
    id: () => it().id,
    drafted: (id, materials) => {
      known = { id, materials };
    },
    materials: () => it().materials,
  };
}
const partsOf = (text: TopicText, days: Calendar) => {
  const at = ([before, time]: Moment) => days.at(before, time);
  return text.parts.map(({ kind, from, to }) => ({ kind, startsAt: at(from), endsAt: at(to) }));
};

/** Drafted with its pictures and materials, announced, opened and closed by its dates. */
export function topicScenes(stage: Stage, cast: Cast, topic: TopicOnStage, days: Calendar): Scene[] {
  const { editor } = cast.staff[topic.text.committee];
  return [
    { at: minutesAfter(topic.announced, -180), run: (at) => draft(stage, cast, topic, days, at) },
    { at: topic.announced, run: async (at) => void (await stage.act(announceTopic, editor, at, { id: topic.id() })) },
    // The ticker opens and closes.
    { at: topic.opens, run: () => stage.settle() },
    { at: topic.closes, run: () => stage.settle() },
  ];
}

async function draft(stage: Stage, cast: Cast, topic: TopicOnStage, days: Calendar, at: Date): Promise<void> {
  const { text } = topic;
  const { editor } = cast.staff[text.committee];
  const place = cast.places[text.committee];
  const hostId = place.bodies.get(text.host);
  if (hostId === undefined) throw new Error(`no host ${text.host}`);
  const { title, summary, membersRead, publicRead, figuresSource } = text;
  const parts = partsOf(text, days).map(({ kind, startsAt, endsAt }) => ({
    kind,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  }));
  const { id } = await stage.act(draftTopic, editor, at, {
    committeeId: place.id,
    hostId,
    title,
    summary,
    focus: text.focus.join('\n\n'),
    figures: [...text.figures],
    figuresSource,
    membersRead,
    publicRead,
    parts,
  });
  for (const { drawing, caption } of text.pictures) {
    const fileId = await stage.upload(editor, at, `${drawing}.png`, await drawn(drawing));
    await stage.act(addTopicPicture, editor, at, { id, fileId, caption });
  }
  const materials: Material[] = [];
  for (const { kind, title } of text.materials) {
    const fileId = await stage.upload(editor, at, `${title}.${kind}`, await documentOf(kind, title, at));
    materials.push(await stage.act(addMaterial, editor, at, { id, fileId, title }));
  }
  topic.drafted(id, materials);
}

async function documentOf(kind: 'pdf' | 'docx' | 'xlsx', title: string, at: Date): Promise<Buffer> {
  const text = materialTexts()[title];
  if (!text) throw new Error(`no text for ${title}`);
  if ('head' in text) return xlsxOf({ title, ...text }, at);
  return kind === 'pdf' ? pdfOf({ title, ...text }) : docxOf({ title, ...text });
}
