import { type Drawing, type IconName, icons } from './icons.ts';

interface IconProps {
  name: IconName;
  /** Paints the body as well: a like that is mine. */
  filled?: boolean | undefined;
}

/** A line drawing in the colour of the text beside it. Never spoken: the word beside it, or the button's label, is. */
export function Icon({ name, filled }: IconProps) {
  const drawing: Drawing = icons[name];
  return (
    <svg className="icon" viewBox="0 0 24 24" focusable="false" aria-hidden="true">
      {filled && drawing.body ? <path className="icon-body" d={drawing.body} /> : null}
      {drawing.strokes ? <path d={drawing.strokes} /> : null}
      {drawing.dots?.map(([x, y, radius]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r={radius} className="icon-dot" />
      ))}
    </svg>
  );
}
