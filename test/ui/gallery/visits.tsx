import { TableTwin } from '../../../src/web/ui/charts/ChartFrame.tsx';
import { StackedBars } from '../../../src/web/ui/charts/StackedBars.tsx';
import { common, days, number } from './sample.ts';

export function VisitsByDay({ height, level }: { height?: number; level?: 2 | 3 }) {
  return (
    <StackedBars
      title="协商会当天访问最多"
      subtitle="每日访问次数，7月2日至25日"
      days={days}
      legend={{ members: '委员', others: '公众' }}
      spoken="7月24日访问最多，708 次"
      number={number}
      marker={{ after: 19, label: '征集截止 7月20日' }}
      height={height}
      level={level}
      twin={
        <TableTwin
          summary={common.chart.asTable}
          caption="每日访问次数"
          columns={[
            { key: 'day', label: '日期' },
            { key: 'members', label: '委员', number: true },
            { key: 'others', label: '公众', number: true },
          ]}
          rows={days.map(({ label, members, others }) => ({ day: label, members: number(members), others: number(others) }))}
          total={{ day: '合计', members: '3,304', others: '4,024' }}
        />
      }
    />
  );
}
