import type { CommonWords } from '../words/index.ts';

export interface Station {
  name: string;
  state: 'done' | 'now' | 'toCome';
  /** Formatted: "至7月20日", "8月". */
  date?: string | undefined;
}

interface PhaseRailProps {
  stations: readonly Station[];
  words: CommonWords;
}

const look: Record<Station['state'], string> = { done: 'station done', now: 'station now', toCome: 'station' };

function Sign({ state }: { state: Station['state'] }) {
  return (
    <svg className="station-sign" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      {state === 'done' ? (
        <>
          <circle cx="10" cy="10" r="8.5" fill="currentColor" stroke="none" />
          <path className="station-tick" d="M6.2 10.3l2.5 2.4 5-5.2" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
        </>
      ) : state === 'now' ? (
        <>
          <circle className="ground" cx="10" cy="10" r="9" strokeWidth="1.8" />
          <circle cx="10" cy="10" r="5" fill="currentColor" stroke="none" />
        </>
      ) : (
        <circle className="ground" cx="10" cy="10" r="6" strokeWidth="1.8" />
      )}
    </svg>
  );
}

/** The line with 3 to 6 stations; inside `.on-red` it turns gold by itself. */
export function PhaseRail({ stations, words }: PhaseRailProps) {
  return (
    <ol className="rail" aria-label={words.rail.name}>
      {stations.map(({ name, state, date }) => (
        <li key={name} className={look[state]} aria-current={state === 'now' ? 'step' : undefined}>
          <Sign state={state} />
          <b>{name}</b>
          <span className="spoken">{words.rail[state]}</span>
          {date ? <span className="station-date">{date}</span> : null}
        </li>
      ))}
    </ol>
  );
}
