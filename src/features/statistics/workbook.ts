import { PassThrough, type Readable } from 'node:stream';
import exceljs from 'exceljs';
import { exactMoment, type Standpoint } from '../../web/words/format.ts';
import type { Words } from '../../web/words/index.ts';
import type { FiguresView } from './figures.ts';

type Cell = string | number | Date;
interface Sheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The figures as a workbook, written while it is read. Texts are text cells whatever they begin with; none becomes a formula. */
export function workbookOf(figures: FiguresView, words: Words, from: Standpoint): Readable {
  const out = new PassThrough();
  write(out, sheetsOf(figures, words, from)).catch((error: Error) => out.destroy(error));
  return out;
}

async function write(out: PassThrough, sheets: readonly Sheet[]): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: true });
  for (const { name, columns, rows } of sheets) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ title, width }) => ({ header: title, width }));
    sheet.getRow(1).font = { bold: true };
    for (const row of rows) {
      const added = sheet.addRow([...row]);
      added.alignment = { vertical: 'top', wrapText: true };
      for (const [i, cell] of row.entries())
        if (typeof cell !== 'string') added.getCell(i + 1).numFmt = cell instanceof Date ? 'yyyy-mm-dd' : '#,##0';
      added.commit();
    }
    sheet.commit();
  }
  await book.commit();
}

const column = (title: string, width = 14) => ({ title, width });
const visitKinds = ['member', 'netizen', 'visitor', 'public', 'total', 'staff'] as const;
const likeKinds = ['member', 'netizen', 'staff', 'visitor'] as const;
/** A day as a date cell: the workbook counts in days without a zone. */
const dateCell = (day: string) => new Date(`${day}T00:00:00Z`);

const sheetsOf = (figures: FiguresView, words: Words, from: Standpoint): Sheet[] => [
  wholeSheet(figures, words, from),
  daySheet(figures, words),
  hourSheet(figures, words),
  sectorSheet(figures, words),
  likeSheet(figures, words),
  moderationSheet(figures, words),
  definitionSheet(words),
];

const visitColumns = (words: Words) => visitKinds.map((kind) => column(words.statistics.workbook.columns.visits(kindName(kind, words))));
const visitCells = (visits: FiguresView['visits']) => visitKinds.map((kind) => visits[kind]);

function daySheet({ visitsByDay, postsByDay }: FiguresView, words: Words): Sheet {
  const { kinds } = words.statistics;
  const { columns, sheets } = words.statistics.workbook;
  return {
    name: sheets.byDay,
    columns: [
      column(columns.day, 12),
      ...visitColumns(words),
      column(columns.posts(kinds.member)),
      column(columns.posts(kinds.netizen)),
      column(columns.replies),
    ],
    rows: visitsByDay.map(({ day, ...visits }, i) => {
      const posts = postsByDay[i];
      return [dateCell(day), ...visitCells(visits), posts?.member ?? 0, posts?.netizen ?? 0, posts?.replies ?? 0];
    }),
  };
}
function hourSheet({ visitsByHour }: FiguresView, words: Words): Sheet {
  const { columns, sheets, hour: hourName } = words.statistics.workbook;
  return {
    name: sheets.byHour,
    columns: [column(columns.hour, 14), ...visitColumns(words)],
    rows: visitsByHour.map(({ hour, ...visits }) => [hourName(hour), ...visitCells(visits)]),
  };
}
function sectorSheet({ sectors }: FiguresView, { statistics }: Words): Sheet {
  const { columns, sheets, own } = statistics.workbook;
  return {
    name: sheets.bySector,
    columns: [
      column(columns.sector, 26),
      column(columns.committee, 22),
      column(statistics.figures.posts),
      column(statistics.figures.replies),
    ],
    rows: sectors.map(({ name, committee, posts, replies }) => [name, committee ?? own, posts, replies]),
  };
}
function likeSheet({ likes }: FiguresView, { statistics }: Words): Sheet {
  const { columns, sheets } = statistics.workbook;
  return {
    name: sheets.likes,
    columns: [column(columns.kind, 18), column(columns.count)],
    rows: likeKinds.map((kind) => [statistics.kinds[kind], likes[kind]]),
  };
}
function definitionSheet(words: Words): Sheet {
  const { columns, sheets } = words.statistics.workbook;
  return {
    name: sheets.definitions,
    columns: [column(columns.figure, 18), column(columns.definition, 90)],
    rows: Object.entries(words.statistics.definitions).map(([figure, definition]) => [figureName(figure, words), definition]),
  };
}

const kindName = (kind: (typeof visitKinds)[number], { statistics }: Words): string =>
  `${statistics.kinds[kind]}${kind === 'staff' ? statistics.workbook.notInTotal : ''}`;
const figureName = (figure: string, { statistics }: Words): string =>
  ({ ...statistics.figures, public: statistics.kinds.public })[figure] ?? figure;

function wholeSheet(figures: FiguresView, words: Words, from: Standpoint): Sheet {
  const { statistics } = words;
  const { columns, sheets, ...said } = statistics.workbook;
  const { kinds, definitions, figures: names } = statistics;
  const time = (at: string) => exactMoment(new Date(at), from);
  return {
    name: sheets.whole,
    columns: [column(columns.figure, 30), column(columns.value, 40), column(columns.definition, 90)],
    rows: [
      [said.topic, figures.topic.title, ''],
      [said.window, `${time(figures.topic.startsAt)} – ${time(figures.topic.endsAt)}`, ''],
      [said.countedAt, time(figures.countedAt), ''],
      [said.recounted, recountSaid(figures, words, time), ''],
      ...visitKinds.map((kind): Cell[] => [`${names.visits} ${kindName(kind, words)}`, figures.visits[kind], definitions.visits]),
      ...(['member', 'netizen', 'total'] as const).map((kind): Cell[] => [
        `${names.posts} ${kinds[kind]}`,
        figures.posts[kind],
        definitions.posts,
      ]),
      ...(['member', 'netizen', 'total'] as const).map((kind): Cell[] => [
        `${names.replies} ${kinds[kind]}`,
        figures.replies[kind],
        definitions.replies,
      ]),
      [names.sectors, figures.sectorsHeard, definitions.sectors],
      ...likeKinds.map((kind): Cell[] => [`${names.likes} ${kinds[kind]}`, figures.likes[kind], definitions.likes]),
    ],
  };
}

function recountSaid({ recount }: FiguresView, { statistics }: Words, time: (at: string) => string): string {
  if (!recount) return statistics.recount.never;
  return recount.agreed
    ? statistics.recount.agreed(time(recount.at))
    : statistics.recount.differs(String(recount.differences), time(recount.at));
}

const reasonName = (reason: string, { moderation }: Words): string =>
  (moderation.reasons as Readonly<Record<string, string>>)[reason] ?? reason;

function moderationSheet({ moderation }: FiguresView, words: Words): Sheet {
  const { columns, sheets } = words.statistics.workbook;
  const { decisions } = words.statistics;
  const acts = ['accepted', 'refused', 'held', 'appealsGranted', 'appealsUpheld'] as const;
  return {
    name: sheets.moderation,
    columns: [column(columns.decision, 22), column(columns.reason, 60), column(columns.count)],
    rows: [
      ...acts.map((act): Cell[] => [decisions[act], '', moderation[act]]),
      ...moderation.reasons.map(({ reason, count }): Cell[] => [decisions.refused, reasonName(reason, words), count]),
    ],
  };
}
