import { hall, type Seat } from './hemicycle.ts';

interface HemicycleProps {
  members: number;
  citizens: number;
  /** Draws the ring in the middle: the place that waits for the reader. */
  here?: boolean | undefined;
  /** Seats drawn at most; above it one seat stands for several, and the page says so: see hall().each. */
  most?: number | undefined;
}

const round = (value: number) => Math.round(value * 10) / 10;
const dot = ({ x, y }: Seat) => `M${round(x)} ${round(y)}h0`;
// A short stroke with square caps is a square that looks to the middle of the hall.
const square = ({ x, y, angle }: Seat) => `M${round(x)} ${round(y)}l${round(-Math.cos(angle) / 2)} ${round(-Math.sin(angle) / 2)}`;

/** The ornament of seats: squares are members, circles citizens. Never under text, never read aloud: the numbers stand in words. */
export function Hemicycle({ members, citizens, here, most }: HemicycleProps) {
  const { seats, size, radius } = hall(members, citizens, most);
  // Around the place that waits the hall is always whole.
  const half = here ? 100 : radius + 4;
  return (
    <svg
      className="hemicycle"
      viewBox={`${100 - half} ${100 - half} ${2 * half} ${half + 4}`}
      {...(half < 100 ? { width: 2 * half } : {})}
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path
        className="citizens"
        strokeLinecap="round"
        strokeWidth={round(size)}
        d={seats
          .filter((seat) => !seat.member)
          .map(dot)
          .join('')}
      />
      <path
        strokeLinecap="square"
        strokeWidth={round(size * 0.9)}
        d={seats
          .filter((seat) => seat.member)
          .map(square)
          .join('')}
      />
      {here ? <circle className="here" cx="100" cy="96" r="5" strokeWidth="2" /> : null}
    </svg>
  );
}
