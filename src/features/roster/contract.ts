import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer();

export const rosterKinds = ['members', 'partyMembers', 'units'] as const;
export type RosterKind = (typeof rosterKinds)[number];
export const importStates = ['mapping', 'checked', 'importing', 'done', 'cancelled', 'expired'] as const;
export const sheetTroubles = ['empty', 'no-heads', 'too-many-rows'] as const;
export const outcomes = ['new', 'changed', 'same', 'wrong'] as const;
export type Outcome = (typeof outcomes)[number];
/** Largest file, in MB. */
export const ROSTER = { fileMb: 10, hours: 24, page: 50 } as const;

const Counts = Type.Object({ new: Count, changed: Count, same: Count, wrong: Count }, closed);
const Columns = Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,30}$' }), Type.Integer({ minimum: 0, maximum: 59 }), { title: '列对应' });

const SheetView = Type.Object(
  {
    name: Type.String(),
    hidden: Type.Boolean(),
    rows: Count,
    /** How many of its heads are known words. */
    known: Count,
    /** Every column is there without which nobody is imported. */
    whole: Type.Boolean(),
    /** Why it cannot be taken. */
    trouble: Maybe(oneOf(sheetTroubles)),
  },
  closed,
);
export const ImportView = Type.Object(
  {
    id: Id('导入编号'),
    committeeId: Id('委员会编号'),
    kind: oneOf(rosterKinds),
    state: oneOf(importStates),
    fileName: Type.String(),
    /** Every sheet of the workbook, in its order, and which of them was taken. */
    sheets: Type.Array(SheetView),
    sheet: Count,
    /** Rows of totals and notes, which list nobody: by their number in the file. */
    leftOut: Type.Array(Count),
    /** The row of the file in which the heads stand. */
    headRow: Count,
    heads: Type.Array(Type.String()),
    /** Of the first rows, column by column: what helps to say which column is which. Numbers of people are masked. */
    samples: Type.Array(Type.Array(Type.String())),
    mapping: Columns,
    termId: Id('届次编号'),
    terms: Type.Array(Type.Object({ id: Id('届次编号'), ordinal: Count, startsOn: Type.String(), endsOn: Type.String() }, closed)),
    rows: Count,
    /** Null before the first check. */
    counts: Maybe(Counts),
    /** Rows written so far: while it is importing. */
    done: Count,
    trouble: Maybe(oneOf(['moved-on', 'broke-off'])),
    createdAt: Moment,
    endedAt: Maybe(Moment),
    /** Until when it waits to be finished. */
    until: Maybe(Moment),
  },
  closed,
);

const refusalsOfSheet = [
  'file-with-macros',
  'roster-old-xls',
  'roster-locked',
  'roster-csv',
  'roster-not-xlsx',
  'roster-broken',
  'roster-swells',
  'roster-too-many-rows',
  'roster-empty',
  'roster-no-heads',
  'busy',
  'disk-full',
] as const;
const refusalsOfFile = ['file-missing', 'file-too-large', 'roster-no-term', ...refusalsOfSheet] as const;
const upload = (path: string) =>
  endpoint({
    method: 'POST',
    path,
    input: Type.Object({ id: Id('委员会编号') }, closed),
    reply: Type.Object({ id: Id('导入编号') }, closed),
    refusals: refusalsOfFile,
    by: ['liaison'],
    thing: 'committee',
    perMinute: 10,
  });
/** 上传名册: one .xlsx as multipart/form-data in the field `file`; members, 社员, 承办单位. */
export const uploadMembers = upload('/committees/:id/member-rosters');
export const uploadPartyMembers = upload('/committees/:id/party-rosters');
export const uploadUnits = upload('/committees/:id/unit-rosters');

export const ImportRow = Type.Object(
  {
    id: Id('导入编号'),
    kind: oneOf(rosterKinds),
    state: oneOf(importStates),
    fileName: Type.String(),
    rows: Count,
    counts: Maybe(Counts),
    by: Type.String(),
    createdAt: Moment,
    endedAt: Maybe(Moment),
  },
  closed,
);
/** 导入记录, newest first. */
export const listImports = endpoint({
  method: 'GET',
  path: '/committees/:id/roster-imports',
  input: Type.Object({ id: Id('委员会编号'), after: Type.Optional(Id('上一页最后一条')) }, closed),
  reply: PageOf(ImportRow),
  refusals: ['unknown-thing'],
  by: ['liaison'],
  thing: 'committee',
});

const ofImport = Type.Object({ id: Id('导入编号') }, closed);
/** How it stands; asked again while it is importing. */
export const readImport = endpoint({
  method: 'GET',
  path: '/roster-imports/:id',
  input: ofImport,
  reply: ImportView,
  refusals: ['unknown-thing'],
  by: ['liaison'],
  thing: 'rosterImport',
});
/** 换一张工作表: another sheet of the file that is here already; what was said of the columns of the one before goes. */
export const chooseSheet = endpoint({
  method: 'PUT',
  path: '/roster-imports/:id/sheet',
  input: Type.Object({ id: Id('导入编号'), sheet: Type.Integer({ minimum: 0, maximum: 99, title: '工作表' }) }, closed),
  reply: ImportView,
  refusals: ['unknown-thing', 'unknown-sheet', 'changed-meanwhile', ...refusalsOfSheet],
  by: ['liaison'],
  thing: 'rosterImport',
  perMinute: 20,
});
/** Says which column is which and for which term, and looks at every row. Remembered for the next file. */
export const mapColumns = endpoint({
  method: 'PUT',
  path: '/roster-imports/:id/mapping',
  input: Type.Object({ id: Id('导入编号'), mapping: Columns, termId: Type.Optional(Id('届次编号')) }, closed),
  reply: ImportView,
  refusals: ['unknown-thing', 'roster-column-missing', 'roster-column-twice', 'unknown-term', 'changed-meanwhile', 'busy'],
  by: ['liaison'],
  thing: 'rosterImport',
  perMinute: 30,
});

export const RowProblem = Type.Object({ field: Type.String(), fault: Type.String(), said: Type.Optional(Type.String()) }, closed);
export const PreviewRow = Type.Object(
  {
    number: Count,
    outcome: oneOf(outcomes),
    /** By field, as the file says it; numbers of people are masked where nothing is wrong with them. */
    said: Type.Record(Type.String(), Type.String()),
    problems: Type.Array(RowProblem),
    differences: Type.Array(Type.Object({ field: Type.String(), from: Maybe(Type.String()), to: Maybe(Type.String()) }, closed)),
    /** New in this term, known already: only what nobody said yet is added. */
    known: Type.Boolean(),
    /** 连任: known by this committee alone, from an earlier term; what the list says is taken. */
    again: Type.Boolean(),
  },
  closed,
);
/** 预览, row by row. */
export const previewRows = endpoint({
  method: 'GET',
  path: '/roster-imports/:id/rows',
  input: Type.Object(
    {
      id: Id('导入编号'),
      outcome: Type.Optional(oneOf(outcomes, '结果')),
      after: Type.Optional(Type.Integer({ minimum: 0, title: '行号' })),
    },
    closed,
  ),
  reply: Type.Object({ rows: Type.Array(PreviewRow), next: Maybe(Type.Integer()) }, closed),
  refusals: ['unknown-thing'],
  by: ['liaison'],
  thing: 'rosterImport',
});

/** 导入: all rows or none. */
export const beginImport = endpoint({
  method: 'POST',
  path: '/roster-imports/:id/beginning',
  input: ofImport,
  reply: Type.Object({ state: oneOf(importStates) }, closed),
  refusals: ['unknown-thing', 'roster-has-errors', 'roster-nothing-new', 'changed-meanwhile'],
  by: ['liaison'],
  thing: 'rosterImport',
  guarded: true,
});
/** 取消: before it is done; nothing stays, not even the file's rows. */
export const cancelImport = endpoint({
  method: 'POST',
  path: '/roster-imports/:id/cancellation',
  input: ofImport,
  reply: Type.Object({ state: oneOf(importStates) }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile'],
  by: ['liaison'],
  thing: 'rosterImport',
  guarded: true,
});
