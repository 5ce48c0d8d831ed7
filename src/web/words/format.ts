import { grouped } from './grouped.ts';
import type { Locale } from './index.ts';

/** From where a time is looked at: whose language, at what moment, on which calendar. */
export interface Standpoint {
  locale: Locale;
  now: Date;
  timeZone?: string | undefined;
}

interface Parts {
  year: number;
  month: number;
  day: number;
  weekday: number;
  clock: string;
  /** Days since 1970 on this calendar: two of them tell how many midnights lie between. */
  dayNumber: number;
}

const minute = 60_000;
const weekdays = { zh: '日一二三四五六', en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] };
const months = 'January February March April May June July August September October November December'.split(' ');

// Making one costs more than using it a hundred times.
const readers = new Map<string, Intl.DateTimeFormat>();
function reader(timeZone: string): Intl.DateTimeFormat {
  const known = readers.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  readers.set(timeZone, made);
  return made;
}

// A page of posts names sixty moments, and the next page the same ones: they are worked out once a minute they name.
const known = new Map<string, Parts>();
const MOST_KNOWN = 5000;
function partsOf(at: Date, { timeZone = 'Asia/Shanghai' }: Standpoint): Parts {
  const key = `${Math.floor(at.getTime() / minute)} ${timeZone}`;
  const parts = known.get(key) ?? readParts(at, timeZone);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, parts);
  return parts;
}
function readParts(at: Date, timeZone: string): Parts {
  const found = Object.fromEntries(
    reader(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day] = [Number(found['year']), Number(found['month']), Number(found['day'])];
  const midnight = Date.UTC(year, month - 1, day);
  return {
    year,
    month,
    day,
    weekday: new Date(midnight).getUTCDay(),
    clock: `${found['hour']}:${found['minute']}`,
    dayNumber: midnight / 86_400_000,
  };
}

const inWords = ({ year, month, day }: Parts, withYear: boolean, locale: Locale) =>
  locale === 'zh' ? `${withYear ? `${year}年` : ''}${month}月${day}日` : `${day} ${months[month - 1]}${withYear ? ` ${year}` : ''}`;

/** 09:12. */
export const clock = (at: Date, from: Standpoint): string => partsOf(at, from).clock;

/** 7月24日; of another year only the month, where there is little room: 2027年1月. */
export function dayOrMonth(at: Date, from: Standpoint): string {
  const { year, month } = partsOf(at, from);
  if (year === partsOf(from.now, from).year) return date(at, from);
  return from.locale === 'zh' ? `${year}年\u200b${month}月` : `${months[month - 1]} ${year}`;
}

/** 7月24日; the year only if it is not this one. */
export function date(at: Date, from: Standpoint): string {
  const parts = partsOf(at, from);
  return inWords(parts, parts.year !== partsOf(from.now, from).year, from.locale);
}

/** 7月24日 星期五: for meetings. */
export function dateWithWeekday(at: Date, from: Standpoint): string {
  const { weekday } = partsOf(at, from);
  return from.locale === 'zh' ? `${date(at, from)} 星期${weekdays.zh[weekday]}` : `${weekdays.en[weekday]} ${date(at, from)}`;
}

const nearDays: Record<Locale, Record<number, string>> = {
  zh: { [-1]: '昨天', 0: '今天', 1: '明天' },
  en: { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' },
};

/** 今天, 昨天, 明天, then the date: headings of lists. */
export function day(at: Date, from: Standpoint): string {
  const distance = partsOf(at, from).dayNumber - partsOf(from.now, from).dayNumber;
  return nearDays[from.locale][distance] ?? date(at, from);
}

/** 刚刚, 今天 09:12, 昨天 21:05, then the date alone: beside a post. */
export function moment(at: Date, from: Standpoint): string {
  const since = from.now.getTime() - at.getTime();
  if (since >= 0 && since < minute) return from.locale === 'zh' ? '刚刚' : 'Just now';
  const named = day(at, from);
  return Object.values(nearDays[from.locale]).includes(named) ? `${named} ${clock(at, from)}` : named;
}

/** The same with the time of day always: deadlines, drafts, decisions. */
export const exactMoment = (at: Date, from: Standpoint): string => `${day(at, from)} ${clock(at, from)}`;

/** 7月2日至20日, 7月28日至8月3日. */
export function dateRange(first: Date, last: Date, from: Standpoint): string {
  const [a, b] = [partsOf(first, from), partsOf(last, from)];
  if (a.dayNumber === b.dayNumber) return date(first, from);
  const thisYear = partsOf(from.now, from).year;
  const withYear = a.year !== thisYear || b.year !== thisYear;
  if (from.locale === 'en') {
    const end = inWords(b, withYear, 'en');
    return a.month === b.month && a.year === b.year ? `${a.day}–${end}` : `${inWords(a, a.year !== b.year, 'en')} – ${end}`;
  }
  if (a.year !== b.year) return `${inWords(a, true, 'zh')}至${inWords(b, true, 'zh')}`;
  return `${inWords(a, withYear, 'zh')}至${a.month === b.month ? `${b.day}日` : inWords(b, false, 'zh')}`;
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** 还有 7 天 by midnights; on the last day hours, then minutes. */
export function remaining(until: Date, from: Standpoint): string {
  const zh = from.locale === 'zh';
  const left = until.getTime() - from.now.getTime();
  if (left <= 0) return zh ? '已结束' : 'Ended';
  const days = partsOf(until, from).dayNumber - partsOf(from.now, from).dayNumber;
  if (days > 0) return zh ? `还有 ${days} 天` : `${counted(days, 'day')} left`;
  const hours = Math.floor(left / (60 * minute));
  if (hours > 0) return zh ? `还有 ${hours} 小时` : `${counted(hours, 'hour')} left`;
  const minutes = Math.ceil(left / minute);
  return zh ? `还有 ${minutes} 分钟` : `${counted(minutes, 'minute')} left`;
}

/** 剩 5 天, 今天到期, 超期 2 天. The count is the caller's: only a calendar of holidays knows it. */
export function daysLeft(days: number, locale: Locale, working = false): string {
  if (days === 0) return locale === 'zh' ? '今天到期' : 'Due today';
  const over = days < 0;
  const count = Math.abs(days);
  if (locale === 'zh') return `${over ? '超期' : '剩'} ${count} ${working ? '个工作日' : '天'}`;
  return `${counted(count, working ? 'working day' : 'day')} ${over ? 'overdue' : 'left'}`;
}

/** How long something has waited: 刚刚, 22 分钟, 3 小时, 2 天. */
export function waited(since: Date, { now, locale }: Standpoint): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / minute);
  const zh = locale === 'zh';
  if (minutes < 1) return zh ? '刚刚' : 'Just now';
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return zh ? `${hours} 小时` : counted(hours, 'hour');
  const days = Math.floor(hours / 24);
  return zh ? `${days} 天` : counted(days, 'day');
}

/** 04:12, and 1:04:12 from an hour on. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const two = (value: number) => `${value}`.padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours ? `${hours}:` : ''}${two(minutes)}:${two(whole % 60)}`;
}

/** 3,363: exact, with commas, in both languages. */
export function number(value: number): string {
  const [whole = '', decimals] = `${value}`.split('.');
  return decimals === undefined ? grouped(whole) : `${grouped(whole)}.${decimals}`;
}

/** 36.0%; a share of nothing is a dash, not 0%. */
export const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`);

/** 860 KB, 1.2 MB: by 1,024, as file managers count. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
