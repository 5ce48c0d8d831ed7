import { sql } from 'kysely';
import type { Config } from '../config/config.ts';
import { demoIds, removeWorld } from '../features/demo/index.ts';
import { listNotices, readNoticesThrough } from '../features/notices/contract.ts';
import { defaultNotice } from '../features/privacy/default-notice.ts';
import type { Db } from '../kit/db.ts';
import { newId } from '../kit/ids.ts';
import { type Calendar, calendar, minutesAfter } from './calendar.ts';
import { insertRows } from './institution.ts';
import { type Cast, insertCast } from './people.ts';
import { play, type Scene } from './play.ts';
import { postScenes } from './post-scenes.ts';
import { openStage, type Stage } from './stage.ts';
import { topicTexts } from './texts.ts';
import { onStage, topicScenes } from './topic-scenes.ts';
import { visitScenes } from './visit-scenes.ts';

const BEGUN = 'demo seeding';

/** Whether there is something to seed: nobody founded a committee or removed the demo yet, or the last seeding broke off. */
export async function isUnseeded(db: Db): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean; begun: boolean }>`
    select not exists (select from org) and not exists (select from setting where name = 'demo') as empty, exists (select from setting where name = ${BEGUN}) as begun`.execute(
    db,
  );
  return rows[0] !== undefined && (rows[0].empty || rows[0].begun);
}

/** Plays the demo world up to `now`. Broken off, it is taken away and begun anew. */
export async function seedDemo(config: Config, url: string, now: Date): Promise<void> {
  const days = calendar(now, config.timeZone);
  const texts = topicTexts();
  const from = days.at(Math.max(...texts.map(({ announced }) => announced)) + 1, '08:00');
  await using stage = openStage(config, url, from, now);
  await begin(stage);
  const cast = await insertCast(stage.house, days);
  await publishNotice(stage, cast, days);
  const scenes = texts.flatMap((text) => {
    const topic = onStage(text, days);
    return [...topicScenes(stage, cast, topic, days), ...postScenes(stage, cast, topic, days), ...visitScenes(stage, cast, topic, days)];
  });
  await play(stage, [...scenes, ...noticeScenes(stage, cast, days)], now);
  await end(stage);
}

async function begin({ house: { db, clock } }: Stage): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql`select from setting where name = ${BEGUN}`.execute(tx);
    if (rows.length > 0) await removeWorld(tx, await demoIds(tx), clock.now());
    await sql`insert into setting (name, value) values (${BEGUN}, 'true'), ('demo', 'true')
      on conflict (name) do update set value = excluded.value`.execute(tx);
  });
}
/** This commit waits for the disk, and takes all that did not with it. */
async function end({ house: { db } }: Stage): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = on`.execute(tx);
    await sql`delete from setting where name = ${BEGUN}`.execute(tx);
  });
}

/** The privacy notice of the program, in force since before everybody came; all of them agreed to it. */
async function publishNotice({ house: { db } }: Stage, { members, netizens }: Cast, days: Calendar): Promise<void> {
  const at = days.at(399, '09:00');
  const changed = { zh: '第一版。', en: 'The first version.' };
  await sql`insert into privacy_notice (version, effective_on, published_at, text, changed)
    values (1, ${days.dateOf(at)}::date, ${at}, ${JSON.stringify(defaultNotice())}::jsonb, ${JSON.stringify(changed)}::jsonb)`.execute(db);
  const agreed = [...members, ...netizens.values()].map(({ id }) => ({
    id: newId(),
    person_id: id,
    kind: 'notice',
    version: 1,
    at: minutesAfter(at, 10),
    place: 'page',
  }));
  await insertRows(db, 'consent', agreed);
}

/** Two days ago everybody read what was new to them: what came since is unread. */
function noticeScenes(stage: Stage, cast: Cast, days: Calendar): Scene[] {
  const run = async (at: Date) => {
    await stage.settle();
    for (const person of [...cast.members, ...cast.netizens.values()]) {
      const [newest] = (await stage.act(listNotices, person, at, {})).rows;
      if (newest) await stage.act(readNoticesThrough, person, at, { through: newest.id });
    }
  };
  return [{ at: minutesAfter(days.at(2, '12:30'), 1), run }];
}
