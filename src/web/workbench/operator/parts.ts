import type { Static } from 'typebox';
import type { Health, Standing } from '../../../features/desk/operator-contract.ts';
import type { DeskWords } from '../../words/desk.ts';
import { exactMoment, fileSize, number, percent, type Standpoint } from '../../words/format.ts';

export type HealthView = Static<typeof Health>;
export interface PartLine {
  readonly key: string;
  readonly name: string;
  readonly standing: Standing;
  readonly sentence: string;
  /** What to do; only where something is to be done. */
  readonly advice?: string | undefined;
}
interface Seen {
  readonly words: DeskWords;
  readonly from: Standpoint;
  /** Seconds between the server's clock and this computer's. */
  readonly here: number;
}
const rank: Readonly<Record<Standing, number>> = { bad: 0, look: 1, good: 2 };
// An office computer a minute off is noticed by nobody; more makes deadlines look wrong.
const NOTICED = 60;

/** Every part in words; what fails stands first. */
export function partsOf(health: HealthView, seen: Seen): PartLine[] {
  const makers = [databaseLine, backupLine, diskLine, factsLine, noticesLine, mailsLine, factorsLine, weChatLine, clockLine, versionLine];
  return makers.map((make) => make(health, seen)).sort((a, b) => rank[a.standing] - rank[b.standing]);
}

type Maker = (health: HealthView, seen: Seen) => PartLine;
const whenOf = (time: string | null, { from }: Seen): string => (time === null ? '' : exactMoment(new Date(time), from));

const databaseLine: Maker = ({ database }, { words: { operator } }) => ({
  key: 'database',
  name: operator.database.name,
  standing: database.standing,
  sentence: operator.database.good(database.version, fileSize(database.bytes)),
});

const backupLine: Maker = ({ backup, clock }, seen) => {
  const say = seen.words.operator.backup;
  const line = { key: 'backup', name: say.name, standing: backup.standing };
  const when = whenOf(backup.at, seen);
  if (!backup.nightly)
    return { ...line, sentence: say.off(backup.at === null ? null : when), advice: clock.manual ? say.adviceManual : say.adviceOff };
  const late = backup.standing === 'bad';
  const last = backup.at === null ? (late ? say.noneLate : say.none) : late ? say.late(when) : say.good(when);
  const { problem, failedAt } = backup;
  if (problem) {
    const failed = say.failed(whenOf(failedAt, seen), problem[seen.from.locale]);
    return { ...line, sentence: `${failed} ${last}`, advice: say.advice };
  }
  return { ...line, sentence: last, advice: late ? say.advice : backup.at === null ? say.adviceNone : undefined };
};

const diskLine: Maker = ({ disk }, { words: { operator } }) => ({
  key: 'disk',
  name: operator.disk.name,
  standing: disk.standing,
  sentence: operator.disk.good(fileSize(disk.free), fileSize(disk.size), percent(disk.free, disk.size)),
  advice: disk.standing === 'good' ? undefined : operator.disk.advice,
});

const factsLine: Maker = ({ facts }, { words: { operator } }) => {
  const say = operator.facts;
  const sentence =
    facts.trouble !== null
      ? say.trouble(facts.trouble)
      : facts.overdue > 0
        ? say.overdue(number(facts.overdue))
        : facts.waiting > 1000
          ? say.behind(number(facts.waiting), facts.reader ?? '')
          : facts.waiting > 0
            ? say.waiting(number(facts.waiting))
            : say.good;
  const { standing } = facts;
  return { key: 'facts', name: say.name, standing, sentence, advice: standing === 'good' ? undefined : say.advice };
};

const noticesLine: Maker = ({ notices }, seen) => {
  const say = seen.words.operator.notices;
  const sentence = notices.waiting === 0 ? say.good : say.waiting(number(notices.waiting), whenOf(notices.since, seen));
  const { standing } = notices;
  return { key: 'notices', name: say.name, standing, sentence, advice: standing === 'good' ? undefined : say.advice };
};

const mailsLine: Maker = ({ mails }, seen) => {
  const say = seen.words.operator.mails;
  const { standing, on, waiting, gaveUp } = mails;
  const parts = [
    ...(waiting > 0 ? [say.waiting(number(waiting), whenOf(mails.since, seen))] : []),
    ...(gaveUp > 0 ? [say.gaveUp(number(gaveUp))] : []),
  ];
  const sentence = on ? parts.join('；') || say.good : say.off;
  return { key: 'mails', name: say.name, standing, sentence, advice: standing === 'good' ? undefined : say.advice };
};

const factorsLine: Maker = ({ factors }, seen) => {
  const say = seen.words.operator.factors;
  const line = { key: 'factors', name: say.name, standing: factors.standing };
  if (!factors.required) return { ...line, sentence: say.off, advice: say.adviceOff };
  if (factors.admins === 0) return { ...line, sentence: say.demo };
  if (factors.without > 0) return { ...line, sentence: say.without(number(factors.without)), advice: say.advice };
  return { ...line, sentence: say.good(number(factors.admins)) };
};

const weChatLine: Maker = ({ wechat }, seen) => {
  const say = seen.words.operator.wechat;
  const line = { key: 'wechat', name: say.name, standing: wechat.standing };
  if (!wechat.on) return { ...line, sentence: say.off };
  if (wechat.trouble === null) return { ...line, sentence: say.good };
  return { ...line, sentence: say.trouble(wechat.trouble, whenOf(wechat.since, seen)), advice: say.advice };
};

const clockLine: Maker = ({ clock }, { words: { operator }, here }) => {
  const say = operator.clock;
  const line = { key: 'clock', name: say.name };
  const shown = (seconds: number) => number(Math.round(Math.abs(seconds) * 10) / 10);
  if (clock.manual) return { ...line, standing: clock.standing, sentence: say.manual };
  if (clock.standing !== 'good')
    return { ...line, standing: clock.standing, sentence: say.bad(shown(clock.difference)), advice: say.advice };
  if (Math.abs(here) > NOTICED)
    return { ...line, standing: 'look', sentence: say.here(number(Math.round(Math.abs(here)))), advice: say.adviceHere };
  return { ...line, standing: 'good', sentence: say.good(shown(clock.difference), number(Math.round(Math.abs(here)))) };
};

const versionLine: Maker = ({ version }, seen) => ({
  key: 'version',
  name: seen.words.operator.version.name,
  standing: version.standing,
  sentence: seen.words.operator.version.good(version.version, version.node.replace('v', ''), whenOf(version.startedAt, seen)),
});
