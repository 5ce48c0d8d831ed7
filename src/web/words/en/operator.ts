import type { operator as zh } from '../zh/operator.ts';

const things = (count: string, one: string, many = `${one}s`) => `${count} ${count === '1' ? one : many}`;

export const operator: typeof zh = {
  state: (bad: number, look: number) => (bad > 0 ? `${bad} to mend now` : look > 0 ? `${look} to look after` : 'All is well'),
  checked: (when: string) => `Measured at ${when}, renewed by itself`,
  parts: 'Parts',
  standing: { good: 'Good', look: 'Look after', bad: 'Mend now' },
  database: { name: 'Database', good: (version: string, size: string) => `PostgreSQL ${version}, ${size} of data, answers` },
  backup: {
    name: 'Backup',
    good: (when: string) => `Last backup ${when}, complete`,
    late: (when: string) => `The last good backup is of ${when}, more than 26 hours ago`,
    none: 'No backup yet; the first one is made tonight',
    noneLate: 'Running for more than 26 hours without a backup',
    off: (when: string | null) =>
      when === null ? 'Nightly backups are off, and there is none' : `Nightly backups are off; the last one is of ${when}`,
    failed: (when: string, problem: string) => `The one of ${when} failed: ${problem}`,
    advice: 'Run bin/backup on the server and check disk and rights as it says',
    adviceNone: 'To have one now, run bin/backup on the server',
    adviceOff: 'Set BACKUP_AT to a time, such as 02:30, and start again',
    adviceManual: 'This is a throw-away test installation; it makes no nightly backups',
  },
  disk: {
    name: 'Disk',
    good: (free: string, size: string, share: string) => `${free} free (${share}) of ${size}`,
    advice: 'Make room or enlarge the disk: below 5 % the system reports that it is not ready',
  },
  facts: {
    name: 'Background work',
    good: 'Nothing waits',
    waiting: (n: string) => `${things(n, 'item')} in progress`,
    behind: (n: string, reader: string) => (reader === '' ? `${n} items wait` : `${n} items wait; the slowest reader is ${reader}`),
    overdue: (n: string) => `${things(n, 'dated task')} not done in time, such as topics that open or close by themselves`,
    trouble: (said: string) => `Background work stands still: ${said}`,
    advice: 'Run bin/start again; if it stays so, send this line to the developers',
  },
  notices: {
    name: 'Notices',
    good: 'Nothing waits',
    waiting: (n: string, when: string) => `${n} not turned into notices yet, the oldest of ${when}`,
    advice: 'See “Background work”: once it runs, notices follow by themselves',
  },
  mails: {
    name: 'Mail',
    off: 'No mail server is set; notices stay inside the site',
    good: 'Nothing waits',
    waiting: (n: string, when: string) => `${things(n, 'mail')} not sent yet, the oldest of ${when}`,
    gaveUp: (n: string) => `${things(n, 'mail')} given up after many tries in the last 7 days`,
    advice: 'Check SMTP_URL and the mail server; unsent mails are tried again',
  },
  factors: {
    name: 'Second factors',
    good: (admins) => `Administrators need a second factor; all ${admins} have one`,
    without: (n) => `Administrators without a second factor: ${n}`,
    advice: 'The next sign-in leads them to set one up before anything else',
    demo: 'Administrators need a second factor; demo accounts are shared and need none',
    off: 'Administrators need no second factor (ADMIN_FACTOR=off): for demos only',
    adviceOff: 'Drop this setting before going into production, which refuses it',
  },
  wechat: {
    name: 'WeChat',
    off: 'WeChat is not set',
    good: 'the service account is set, nothing failed',
    trouble: (code: string, when: string) => `WeChat has refused since ${when}, error ${code}`,
    advice:
      'see the error table under “WeChat” in the operator’s guide: WECHAT_APP_ID, WECHAT_APP_SECRET, IP whitelist; everybody can still sign in by phone code',
  },
  clock: {
    name: 'Clock',
    good: (database: string, here: string) => `${database} s from the database, ${here} s from this computer`,
    manual: 'Test installation: the test sets the time',
    here: (seconds: string) => `Server and this computer differ by ${seconds} s`,
    bad: (seconds: string) => `${seconds} s from the database’s clock: deadlines will be wrong`,
    advice: 'Let the server keep its time by NTP, then start again',
    adviceHere: 'Look at a clock you trust and set the one that is wrong',
  },
  version: {
    name: 'Version',
    good: (version: string, node: string, when: string) => `Heyi ${version}, Node ${node}, started ${when}`,
  },
  audit: {
    name: 'Audit record',
    text: 'Every change, export and refused act is kept in a chain in which each row seals the one before; checking walks it from the start.',
    act: 'Check the audit record',
    busy: 'Checking',
    intact: (n: string, when: string) => `${things(n, 'row')} fit together, none was changed (checked ${when})`,
    broken: (n: string) => `Row ${n} does not fit; it and later ones may have been changed`,
    advice: 'Keep everything as it is, do not delete the data folder, and call whoever is responsible for security',
  },
  demo: {
    name: 'Demo content',
    text: (committees: string, people: string, topics: string, posts: string) =>
      `${things(committees, 'committee')}, ${things(people, 'person', 'people')}, ${things(topics, 'topic')} and ${things(posts, 'post')} are a demo; every page says so. Remove them before real use.`,
    act: 'Remove the demo',
    busy: 'Removing',
    title: 'Remove the whole demo?',
    consequence: (people: string, topics: string, posts: string) =>
      `${things(people, 'person', 'people')}, ${things(topics, 'topic')}, ${things(posts, 'post')} and their documents will be deleted, with whatever was tried out in the demo committees; settings and the audit record stay. This cannot be undone. Demo accounts are signed out; then run bin/setup on the server to found the real committee with its three administrators.`,
    word: 'remove the demo',
    type: (word: string) => `Type “${word}”`,
    wrong: (word: string) => `Type exactly “${word}”`,
    keep: 'Keep it for now',
    done: 'The demo was removed: run bin/setup on the server to found the real committee',
  },
};
