import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { playing } from './fuzhou/acting.ts';
import { CLOSES, dayOf, OPENS, sessions, timeOf } from './fuzhou/calendar.ts';
import { chance } from './fuzhou/chance.ts';
import { compareFigures, compareNotices, compareTexts, differs, type Row } from './fuzhou/comparing.ts';
import { expectedFigures, expectedNotices } from './fuzhou/expected.ts';
import { type Kill, killDuring, killsOf } from './fuzhou/kills.ts';
import { moderating } from './fuzhou/moderating.ts';
import { SECTORS } from './fuzhou/people.ts';
import { type Act, makePlan } from './fuzhou/plan.ts';
import { announceTopic, appoint, makeCommittee, seatMembers, signIn, startThrowAway, type ThrowAway } from './installation.ts';

// bin/replay fuzhou [--kill] [--json] [--seed N] [--scale S]: 23 days of a deliberation through the public API, then every figure from three sides.
const { values: options } = parseArgs({
  options: {
    kill: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '2026' },
    scale: { type: 'string', default: '1' },
  },
});
const AT_ONCE = 12;
const seed = Number(options.seed);
const say = (line: string): void => console.log(line);
const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(0);

const plan = makePlan(seed, Number(options.scale));
const kills = options.kill ? killsOf(plan, chance(seed).of('kills')) : [];
await using house = await startThrowAway();
const { topicId, editor, first, second, accounts } = await prepare(house);
const played = playing({ house, topicId, accounts, chance: chance(seed).of('signing in') });
const read = moderating(plan, { first, second }, topicId, played.readings, chance(seed).of('moderators'));
say(
  `seed ${seed}: ${plan.people.length} people, ${plan.acts.length} acts, ${plan.posts.length} posts and replies, ready after ${seconds()} s`,
);
const killed = await play();
await house.moveTo(new Date(CLOSES.getTime() + 180_000));
say(`played after ${seconds()} s`);
await report();

/** Slot by slot: the clock, then everybody who does something, then the moderators if they sit. */
async function play(): Promise<{ target: string; downMs: number }[]> {
  const done: { target: string; downMs: number }[] = [];
  const bySlot = Map.groupBy(plan.acts, ({ slot }) => slot);
  const killAt = new Map<number, Kill>(kills.map((kill) => [kill.slot, kill]));
  const when = chance(seed).of('moments');
  let day = '';
  for (const slot of [...new Set([...bySlot.keys(), ...sessions])].sort((a, b) => a - b)) {
    if (dayOf(slot) !== day) {
      day = dayOf(slot);
      if (!options.json) say(`  ${day}, ${seconds()} s, ${house.traffic.requests} requests`);
    }
    await house.moveTo(timeOf(slot));
    const acts = bySlot.get(slot) ?? [];
    const kill = killAt.get(slot);
    if (kill) {
      const downMs = await killDuring(house, kill.target, when, acts, together, played.callerOf);
      done.push({ target: kill.target, downMs: Math.round(downMs) });
      say(`  ${day}: kill -9 of ${kill.target}, served again after ${(downMs / 1000).toFixed(1)} s`);
    } else await together(acts);
    if (sessions.includes(slot)) await read();
  }
  return done;
}

/** What one person does stays in its order; people act side by side. */
async function together(acts: readonly Act[]): Promise<void> {
  const people = [...Map.groupBy(acts, ({ person }) => person).values()];
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let mine = people[next++]; mine; mine = people[next++]) for (const act of mine) await played.act(act);
    }),
  );
}

async function report(): Promise<void> {
  await signIn(editor, 'editor');
  const figures = await compareFigures(house, editor, topicId, expectedFigures(plan));
  const notices = await compareNotices(played, expectedNotices(plan));
  const texts = await compareTexts(house.person(), topicId, plan);
  const differing = figures.rows.filter(differs);
  const wrong = [
    ...differing.map(({ name }) => name),
    ...notices.wrong,
    ...texts.wrong,
    ...(figures.recountAgrees ? [] : ['bin/recount differs from the statistics']),
  ];
  printFigures(figures.rows);
  say(
    `notices: ${notices.notices} of ${notices.people} people who wrote, ${notices.wrong.length} wrong; texts read back: ${texts.texts}, ${texts.wrong.length} wrong`,
  );
  say(`recount agrees with the statistics in every cell: ${figures.recountAgrees}`);
  for (const one of wrong.slice(0, 20)) say(`  differs: ${one}`);
  const { traffic } = house;
  say(
    `${traffic.requests} requests: ${traffic.twice} sent twice, ${traffic.unsent} destroyed before they were written, ${traffic.unread} between commit and reply, ${traffic.tooFast} answered 429 and repeated, ${traffic.lost} lost, ${traffic.away} answered 503`,
  );
  say(
    `${wrong.length === 0 ? 'no difference' : `${wrong.length} differences`} after ${seconds()} s, load ${loadavg()
      .map((n) => n.toFixed(1))
      .join(' ')}`,
  );
  if (options.json)
    say(
      JSON.stringify({
        seed,
        scale: Number(options.scale),
        agrees: wrong.length === 0,
        differences: wrong,
        seconds: Number(seconds()),
        load: loadavg(),
        figures: Object.fromEntries(figures.rows.map(({ name, ...row }) => [name, row])),
        notices: notices.notices,
        texts: texts.texts,
        traffic,
        kills: killed,
      }),
    );
  if (wrong.length > 0) process.exitCode = 1;
}

/** Days and sectors only where they differ: the rest is for the eye. */
function printFigures(rows: readonly Row[]): void {
  const shown = rows.filter((row) => differs(row) || !/ on | of sector /.test(row.name));
  say(`\n${'figure'.padEnd(24)}${['plan', 'statistics', 'recount'].map((head) => head.padStart(12)).join('')}`);
  for (const row of shown)
    say(
      `${row.name.padEnd(24)}${[row.plan, row.statistics, row.recount ?? '–'].map((n) => String(n).padStart(12)).join('')}${differs(row) ? '  DIFFERS' : ''}`,
    );
  say(`… and ${rows.length - shown.length} figures by day and by sector, equal\n`);
}

/** Committee, members, staff; the topic is drafted and announced as an editor does it. */
async function prepare(house: ThrowAway) {
  const members = plan.people.filter(({ kind }) => kind === 'member');
  const { place, seated } = await house.sql(async (client) => {
    const place = await makeCommittee(client, '榕城市政协', SECTORS);
    const seated = await seatMembers(
      client,
      place,
      members.map(({ name }) => name),
      house.now(),
    );
    await appoint(client, place, 'editor', ['editor'], house.now());
    for (const account of ['moderator-1', 'moderator-2']) await appoint(client, place, account, ['moderator'], house.now());
    return { place, seated };
  });
  const editor = house.person();
  await signIn(editor, 'editor');
  // The reply to its drafting is lost, too.
  const topicId = await announceTopic(editor, place, { startsAt: OPENS, endsAt: CLOSES }, undefined, { fault: 'unread' });
  return {
    topicId,
    editor,
    first: house.person(),
    second: house.person(),
    accounts: new Map(members.map((member, n) => [member, seated[n]?.account ?? ''])),
  };
}
