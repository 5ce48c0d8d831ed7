import type { ReactNode } from 'react';
import { axisSteps, labelShown, percent } from './scale.ts';

/** Room above the grid for the number at the peak, and under it for the labels. */
const above = 28;
const below = 28;

export interface Marker {
  /** Between which two places: 19 stands between the 19th and the 20th. */
  after: number;
  label: string;
}

interface PlotProps {
  /** What a screen reader hears instead of the drawing. */
  spoken: string;
  labels: readonly string[];
  greatest: number;
  height: number;
  /** Formats the numbers of the axis. */
  number: (value: number) => string;
  marker?: Marker | undefined;
  children: (y: (value: number) => number) => ReactNode;
}

/** Grid, axes and labels. Places are percentages and texts are pixels, so letters keep their size at any width. */
export function Plot({ spoken, labels, greatest, height, number, marker, children }: PlotProps) {
  const steps = axisSteps(greatest);
  const top = steps.at(-1) ?? 1;
  const y = (value: number) => above + (1 - value / top) * height;
  const whole = above + height + below;
  return (
    <div className="plot" role="img" aria-label={spoken}>
      <svg className="plot-axis" height={whole} aria-hidden="true">
        {steps.map((step) => (
          <text key={step} x="100%" y={y(step)} dy=".32em" textAnchor="end">
            {number(step)}
          </text>
        ))}
      </svg>
      <svg className="plot-area" width="100%" height={whole} aria-hidden="true">
        {steps.map((step) => (
          <line key={step} className={step ? 'grid' : 'axis'} x1="0" x2="100%" y1={y(step)} y2={y(step)} />
        ))}
        {children(y)}
        {labels.map((label, index) => {
          const shown = labelShown(index, labels.length);
          return shown === 'never' ? null : (
            <text
              key={label}
              className={shown === 'wide' ? 'minor' : undefined}
              x={percent(index + 0.5, labels.length)}
              y={whole - 4}
              textAnchor="middle"
            >
              {label}
            </text>
          );
        })}
        {marker ? <MarkerLine marker={marker} count={labels.length} from={above - 8} to={y(0)} /> : null}
      </svg>
    </div>
  );
}

function MarkerLine({ marker, count, from, to }: { marker: Marker; count: number; from: number; to: number }) {
  const x = percent(marker.after, count);
  const right = marker.after > count / 2;
  return (
    <>
      <line className="marker" x1={x} x2={x} y1={from} y2={to} />
      <text x={x} y={from + 4} dx={right ? '-.5em' : '.5em'} textAnchor={right ? 'end' : 'start'}>
        {marker.label}
      </text>
    </>
  );
}
