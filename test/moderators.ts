import { sql } from 'kysely';
import { type Answer, type Browser, committee, netizen, once, openTopic, type Place, signedIn, staff, type World } from './world.ts';

export interface Row {
  readonly id: string;
  readonly excerpt: string;
}
/** A committee with a topic, two moderators and a citizen, and what tests of moderation say in one word. */
export interface Moderating {
  readonly place: Place;
  readonly topic: string;
  readonly citizen: Browser;
  readonly citizenId: string;
  readonly fang: Browser;
  readonly fangId: string;
  readonly zhou: Browser;
}
export async function moderating(w: World): Promise<Moderating> {
  const place = await committee(w, '清渚市政协');
  const fangId = await staff(w, place, '方舒', 'editor', 'moderator');
  const fang = await signedIn(w, fangId);
  const zhou = await signedIn(w, await staff(w, place, '周砚', 'moderator'));
  const citizenId = await netizen(w, '鼓山脚下');
  const citizen = await signedIn(w, citizenId);
  return { place, fangId, fang, zhou, citizenId, citizen, topic: await openTopic(w, place, fang) };
}

export const later = (w: World, seconds: number): Promise<void> => w.at(new Date(w.clock.now().getTime() + seconds * 1000).toISOString());
/** The next Monday at nine, Beijing time: from then on, minutes are working minutes. */
export function nextMonday(w: World): string {
  const day = new Date(w.clock.now().getTime() + 8 * 3_600_000);
  const days = (8 - day.getUTCDay()) % 7 || 7;
  return `${new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10)}T09:00:00+08:00`;
}
export async function submit(by: Browser, topic: string, text = '建议每班配一台照度计，班长每周记录一次。'): Promise<string> {
  const done = await by.send('POST', `/api/topics/${topic}/posts`, { text }, once());
  if (done.status !== 200) throw new Error(done.body);
  return done.json<{ id: string }>().id;
}
export const list = async (by: Browser, query = 'tab=waiting') =>
  (await by.send('GET', `/api/readings?${query}`)).json<{ rows: Row[]; next: string | null }>();
/** The id of what waits longest. */
export const firstOf = async (by: Browser, tab = 'waiting'): Promise<string> => (await list(by, `tab=${tab}`)).rows[0]?.id ?? '';
export const decide = (by: Browser, id: string, decision: string, more: object = {}): Promise<Answer> =>
  by.send('POST', `/api/readings/${id}/decision`, { decision, ...more }, once());
export const takeDown = (by: Browser, id: string, more: object = { reason: 'othersData' }): Promise<Answer> =>
  by.send('POST', `/api/readings/${id}/take-down`, more, once());
export const undo = (by: Browser, id: string): Promise<Answer> => by.send('DELETE', `/api/readings/${id}/decision`);
export const appeal = (by: Browser, id: string, words = '这是公开的号码。'): Promise<Answer> =>
  by.send('POST', `/api/readings/${id}/appeal`, { words }, once());
export const decideAppeal = (by: Browser, id: string, decision: string, more: object = {}): Promise<Answer> =>
  by.send('POST', `/api/readings/${id}/appeal/decision`, { decision, ...more }, once());

/** Whether strangers see a post. */
export const isSeen = async (w: World, post: string): Promise<boolean> =>
  (await w.browser().send('GET', `/api/posts/${post}`)).status === 200;
export async function factsOf(w: World, kind: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ body: Record<string, unknown> }>`select body from fact where kind = ${kind} order by number`.execute(
    w.house.db,
  );
  return rows.map(({ body }) => body);
}
