import { ChartFrame, type ChartText } from './ChartFrame.tsx';
import { percent } from './scale.ts';

export interface Bar {
  label: string;
  value: number;
  /** "其他 19 个界别": grey, and last. */
  rest?: boolean | undefined;
}

interface HorizontalBarsProps extends ChartText {
  bars: readonly Bar[];
  heads: { label: string; value: string };
  number: (value: number) => string;
}

/** Few values to compare. It is a real table already, so it needs no twin. */
export function HorizontalBars({ bars, heads, number, ...text }: HorizontalBarsProps) {
  const greatest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ChartFrame {...text}>
      <table className="bars">
        <thead className="spoken">
          <tr>
            <th scope="col">{heads.label}</th>
            <td />
            <th scope="col">{heads.value}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, value, rest }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="bar">
                <svg className={rest ? 'tone-public' : 'tone-members'} height="20" aria-hidden="true">
                  <rect width={percent(value, greatest)} height="20" fill="currentColor" />
                </svg>
              </td>
              <td className="value">{number(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFrame>
  );
}
