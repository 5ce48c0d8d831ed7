import type { ReactNode } from 'react';
import { ChartFrame, type ChartText } from './ChartFrame.tsx';
import { type Marker, Plot } from './Plot.tsx';
import { percent } from './scale.ts';

export interface DayBar {
  /** Under the bar: 7月2日, then only the day. */
  label: string;
  members: number;
  others: number;
}

interface StackedBarsProps extends ChartText {
  days: readonly DayBar[];
  legend: { members: string; others: string };
  /** What a screen reader hears: the finding with its numbers. */
  spoken: string;
  number: (value: number) => string;
  marker?: Marker | undefined;
  height?: number | undefined;
  twin: ReactNode;
}

/** Bars are never wider than if there were so many. */
const FEWEST = 8;

/** Members below, public above, one bar a day; the peak carries its number. */
export function StackedBars({ days, legend, spoken, number, marker, height = 240, twin, ...text }: StackedBarsProps) {
  const greatest = Math.max(0, ...days.map(({ members, others }) => members + others));
  const peak = greatest ? days.findIndex(({ members, others }) => members + others === greatest) : -1;
  return (
    <ChartFrame
      {...text}
      legend={[
        { tone: 'members', label: legend.members },
        { tone: 'public', label: legend.others },
      ]}
      twin={twin}
    >
      <Plot spoken={spoken} labels={days.map(({ label }) => label)} greatest={greatest} height={height} number={number} marker={marker}>
        {(y) =>
          days.map(({ label, members, others }, index) => {
            // Few days are no slabs.
            const share = Math.min(0.74, (days.length * 0.74) / FEWEST);
            const x = percent(index + (1 - share) / 2, days.length);
            const width = percent(share, days.length);
            const seam = members && others ? 1.5 : 0;
            const joint = y(members);
            return (
              <g key={label} fill="currentColor">
                <rect className="tone-members" x={x} width={width} y={joint} height={y(0) - joint} />
                <rect
                  className="tone-public"
                  x={x}
                  width={width}
                  y={y(members + others)}
                  height={Math.max(0, joint - y(members + others) - seam)}
                />
                {index === peak ? (
                  <text className="peak" x={percent(index + 0.5, days.length)} y={y(greatest) - 6} textAnchor="middle">
                    {number(greatest)}
                  </text>
                ) : null}
              </g>
            );
          })
        }
      </Plot>
    </ChartFrame>
  );
}
