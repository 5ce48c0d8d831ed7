import { TableTwin } from '../../ui/charts/ChartFrame.tsx';
import { type DayBar, StackedBars } from '../../ui/charts/StackedBars.tsx';
import { date, dateRange, number } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { dayLabels, noonOf, peakOf } from './days.ts';
import type { Figures } from './queries.ts';

/** Of two days, one always has most: that is no finding. */
const YOUNG = 3;

/** Visits of every day; a line where posting ends. */
export function VisitsByDay({ figures }: { figures: Figures }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.statistics;
  const rows = figures.visitsByDay;
  const { named, labels, peak } = useDays(rows);
  const end = new Intl.DateTimeFormat('sv-SE', { timeZone: from.timeZone, dateStyle: 'short' }).format(new Date(figures.topic.endsAt));
  const after = rows.findIndex(({ day }) => day === end) + 1;
  const [first, last] = [rows[0]?.day, rows[rows.length - 1]?.day];
  return (
    <StackedBars
      level={2}
      title={peak < 0 ? say.byDay.none : rows.length < YOUNG ? say.byDay.young : say.byDay.title(named(rows[peak]?.day))}
      subtitle={first && last ? say.byDay.subtitle(dateRange(noonOf(first, from.timeZone), noonOf(last, from.timeZone), from)) : ''}
      spoken={peak < 0 ? say.byDay.none : say.byDay.spoken(rows.length, named(rows[peak]?.day), number(rows[peak]?.total ?? 0))}
      legend={{ members: say.members, others: say.public }}
      days={rows.map((row, index): DayBar => ({ label: labels[index] ?? '', members: row.member, others: row.public }))}
      number={number}
      height={280}
      marker={after > 0 && after < rows.length ? { after, label: say.byDay.ends(named(end)) } : undefined}
      twin={
        <VisitsTwin first={say.columns.day} lines={rows.map(({ day, ...visits }) => ({ name: named(day), visits }))} sum={figures.visits} />
      }
    />
  );
}

/** Visits by the hour of the day, all days together. */
export function VisitsByHour({ figures }: { figures: Figures }) {
  const words = useWords();
  const say = words.desk.statistics;
  const rows = figures.visitsByHour;
  const peak = peakOf(rows.map(({ total }) => total));
  const named = (index: number) => say.byHour.range(rows[index]?.hour ?? 0);
  return (
    <StackedBars
      level={2}
      title={peak < 0 ? say.byHour.none : say.byHour.title(named(peak))}
      subtitle={say.byHour.subtitle}
      spoken={peak < 0 ? say.byHour.none : say.byHour.spoken(named(peak), number(rows[peak]?.total ?? 0))}
      legend={{ members: say.members, others: say.public }}
      days={rows.map((row): DayBar => ({ label: String(row.hour), members: row.member, others: row.public }))}
      number={number}
      height={200}
      twin={
        <VisitsTwin
          first={say.columns.hour}
          lines={rows.map(({ hour, ...visits }) => ({ name: say.byHour.range(hour), visits }))}
          sum={figures.visits}
        />
      }
    />
  );
}

/** Posts by the day on which they became public. */
export function PostsByDay({ figures }: { figures: Figures }) {
  const say = useWords().desk.statistics;
  const rows = figures.postsByDay;
  const { named, labels, peak } = useDays(rows);
  const most = named(rows[peak]?.day);
  return (
    <StackedBars
      level={2}
      title={peak < 0 ? say.postsByDay.none : say.postsByDay.title(most)}
      subtitle={say.postsByDay.subtitle}
      spoken={peak < 0 ? say.postsByDay.none : say.postsByDay.spoken(rows.length, most, number(rows[peak]?.total ?? 0))}
      legend={{ members: say.members, others: say.netizens }}
      days={rows.map((row, index): DayBar => ({ label: labels[index] ?? '', members: row.member, others: row.netizen }))}
      number={number}
      height={200}
      twin={<PostsTwin figures={figures} named={named} />}
    />
  );
}

/** The days of a chart: how each is called, what stands under it, which has most. */
function useDays(rows: readonly { readonly day: string; readonly total: number }[]) {
  const from = useStandpoint();
  const days = rows.map(({ day }) => day);
  return {
    named: (day: string | undefined) => (day === undefined ? '' : date(noonOf(day, from.timeZone), from)),
    labels: dayLabels(days, from),
    peak: peakOf(rows.map(({ total }) => total)),
  };
}

function PostsTwin({ figures, named }: { figures: Figures; named: (day: string) => string }) {
  const words = useWords();
  const say = words.desk.statistics;
  const line = ({ member, netizen, total }: Figures['posts'], replies: number) => ({
    member: number(member),
    netizen: number(netizen),
    total: number(total),
    replies: number(replies),
  });
  return (
    <TableTwin
      summary={words.common.chart.asTable}
      caption={words.statistics.figures.posts}
      columns={[
        { key: 'name', label: say.columns.day },
        ...(['member', 'netizen', 'total'] as const).map((key) => ({ key, label: words.statistics.kinds[key], number: true })),
        { key: 'replies', label: say.columns.replies, number: true },
      ]}
      rows={figures.postsByDay.map(({ day, replies, ...voices }) => ({ name: named(day), ...line(voices, replies) }))}
      total={{ name: say.columns.total, ...line(figures.posts, figures.replies.total) }}
    />
  );
}

interface VisitsTwinProps {
  /** What the lines are: days or hours. */
  first: string;
  lines: readonly { readonly name: string; readonly visits: Figures['visits'] }[];
  sum: Figures['visits'];
}
function VisitsTwin({ first, lines, sum }: VisitsTwinProps) {
  const words = useWords();
  return (
    <TableTwin
      summary={words.common.chart.asTable}
      caption={words.statistics.figures.visits}
      columns={[{ key: 'name', label: first }, ...visitKinds.map((key) => ({ key, label: words.statistics.kinds[key], number: true }))]}
      rows={lines.map(({ name, visits }) => ({ name, ...cells(visits) }))}
      total={{ name: words.desk.statistics.columns.total, ...cells(sum) }}
    />
  );
}

const visitKinds = ['member', 'netizen', 'visitor', 'public', 'total', 'staff'] as const;
const cells = (visits: Figures['visits']): Record<string, string> =>
  Object.fromEntries(visitKinds.map((kind) => [kind, number(visits[kind])]));
