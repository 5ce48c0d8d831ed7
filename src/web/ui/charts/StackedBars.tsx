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
  const greatest = Math.max(0, ...days.map(wholeOf));
  const peak = greatest ? days.findIndex((day) => wholeOf(day) === greatest) : -1;
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
          days.map((day, index) => (
            <g key={day.label} fill="currentColor">
              <Bar day={day} place={index} of={days.length} y={y} />
              {index === peak ? (
                <text className="peak" x={percent(index + 0.5, days.length)} y={y(greatest) - 6} textAnchor="middle">
                  {number(greatest)}
                </text>
              ) : null}
            </g>
          ))
        }
      </Plot>
    </ChartFrame>
  );
}

const wholeOf = ({ members, others }: DayBar): number => members + others;

interface BarProps {
  day: DayBar;
  place: number;
  /** How many days there are. */
  of: number;
  y: (value: number) => number;
}
function Bar({ day, place, of, y }: BarProps) {
  // Few days are no slabs.
  const share = Math.min(0.74, (of * 0.74) / FEWEST);
  const wide = { x: percent(place + (1 - share) / 2, of), width: percent(share, of) };
  const seam = day.members && day.others ? 1.5 : 0;
  const [top, joint] = [y(wholeOf(day)), y(day.members)];
  return (
    <>
      <rect className="tone-members" {...wide} y={joint} height={y(0) - joint} />
      <rect className="tone-public" {...wide} y={top} height={Math.max(0, joint - top - seam)} />
    </>
  );
}
