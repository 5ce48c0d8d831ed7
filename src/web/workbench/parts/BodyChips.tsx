import { Chips } from '../../ui/Chips.tsx';
import { type Desk, useWords } from '../frame/around.ts';
import { useGo } from '../frame/go.ts';

interface BodyChipsProps {
  bodies: Desk['bodies'];
  current: string;
  hrefOf: (id: string) => string;
}

/** Which committee a screen is about, for whoever works for several. */
export function BodyChips({ bodies, current, hrefOf }: BodyChipsProps) {
  const words = useWords();
  const go = useGo();
  if (bodies.length < 2) return null;
  const chips = bodies.map(({ id, shortName }) => ({ href: hrefOf(id), label: shortName, current: id === current }));
  return <Chips label={words.desk.topics.committee} plain onNavigate={go} chips={chips} />;
}
