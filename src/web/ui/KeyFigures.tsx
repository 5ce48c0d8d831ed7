export interface KeyFigure {
  figure: string;
  label: string;
  /** The parts it is the sum of: "委员 3,363 + 公众 4,166". */
  sum?: string | undefined;
}

/** Two to five numbers in a line; their source stands under them on the page. */
export function KeyFigures({ figures }: { figures: readonly KeyFigure[] }) {
  return (
    <dl className="figures">
      {figures.map(({ figure, label, sum }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="figure">{figure}</dd>
          {sum ? <dd className="sum">{sum}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
