import type { ReactNode } from 'react';
import { ChartFrame, type ChartText, type Tone } from './ChartFrame.tsx';
import { Plot } from './Plot.tsx';
import { percent } from './scale.ts';

export interface Series {
  tone: Tone;
  label: string;
  values: readonly number[];
}

interface LineChartProps extends ChartText {
  labels: readonly string[];
  /** One or two: never more than two hues. */
  series: readonly Series[];
  spoken: string;
  number: (value: number) => string;
  height?: number | undefined;
  twin: ReactNode;
}

function Line({ series, count, y }: { series: Series; count: number; y: (value: number) => number }) {
  const points = series.values.map((value, index) => `${((index + 0.5) / count) * 100} ${Math.round(y(value) * 10) / 10}`);
  return <path className={`line tone-${series.tone}`} d={`M${points.join('L')}`} />;
}

/** Values by hour as lines; each line's peak carries its number. */
export function LineChart({ labels, series, spoken, number, height = 200, twin, ...text }: LineChartProps) {
  const greatest = Math.max(0, ...series.flatMap(({ values }) => values));
  const whole = height + 56;
  return (
    <ChartFrame {...text} legend={series.map(({ tone, label }) => ({ tone, label }))} twin={twin}>
      <Plot spoken={spoken} labels={labels} greatest={greatest} height={height} number={number}>
        {(y) => (
          <>
            <svg aria-hidden="true" width="100%" height={whole} viewBox={`0 0 100 ${whole}`} preserveAspectRatio="none">
              {series.map((one) => (
                <Line key={one.tone} series={one} count={labels.length} y={y} />
              ))}
            </svg>
            {series.map(({ tone, values }) => {
              const peak = Math.max(...values);
              const at = values.indexOf(peak);
              return peak > 0 ? (
                <g key={tone}>
                  <circle className={`tone-${tone}`} cx={percent(at + 0.5, labels.length)} cy={y(peak)} r="4" fill="currentColor" />
                  <text className="peak" x={percent(at + 0.5, labels.length)} y={y(peak) - 9} textAnchor="middle">
                    {number(peak)}
                  </text>
                </g>
              ) : null;
            })}
          </>
        )}
      </Plot>
    </ChartFrame>
  );
}
