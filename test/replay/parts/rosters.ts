import { setTimeout as pause } from 'node:timers/promises';
import { multipart } from '../../multipart.ts';
import { type Caller, good } from './caller.ts';

/** An import as its endpoint tells it. */
export interface Import {
  readonly id: string;
  readonly state: string;
  readonly rows: number;
  readonly done: number;
  readonly mapping: Readonly<Record<string, number>>;
  readonly counts: { readonly new: number; readonly changed: number; readonly same: number; readonly wrong: number } | null;
  readonly trouble: string | null;
}
export type List = 'member-rosters' | 'party-rosters' | 'unit-rosters';

/** Uploads a list as the desk does. @returns the id of the import. */
export async function uploadRoster(
  liaison: Caller,
  committeeId: string,
  list: List,
  content: Uint8Array,
  name = '名册.xlsx',
): Promise<string> {
  const { payload, headers } = multipart([{ name, content }]);
  const answer = await liaison.send('POST', `/api/committees/${committeeId}/${list}`, null, { content: payload, headers });
  return good<{ id: string }>(answer, `${name} is uploaded`).id;
}
export const importOf = async (liaison: Caller, id: string): Promise<Import> =>
  good<Import>(await liaison.send('GET', `/api/roster-imports/${id}`), 'an import is read');

/** Takes the columns as they were guessed, or as said, and looks at every row. */
export async function checkRoster(liaison: Caller, id: string, termId?: string): Promise<Import> {
  const { mapping } = await importOf(liaison, id);
  const asked = { mapping, ...(termId !== undefined && { termId }) };
  return good<Import>(await liaison.send('PUT', `/api/roster-imports/${id}/mapping`, asked), 'columns are said');
}
export const beginRoster = async (liaison: Caller, id: string): Promise<void> =>
  void good(await liaison.send('POST', `/api/roster-imports/${id}/beginning`, {}, { key: `begin-${id}` }), 'an import begins');

export const cancelRoster = async (liaison: Caller, id: string): Promise<void> =>
  void good(await liaison.send('POST', `/api/roster-imports/${id}/cancellation`, {}, { key: `cancel-${id}` }), 'an import is cancelled');

/** Asks until it is no longer being written; `seen` is told each answer. */
export async function awaitRoster(liaison: Caller, id: string, seen: (it: Import) => unknown = () => undefined): Promise<Import> {
  for (;;) {
    const it = await importOf(liaison, id);
    await seen(it);
    if (it.state !== 'importing') return it;
    await pause(50);
  }
}
