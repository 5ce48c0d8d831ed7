import { TableTwin } from '../../ui/charts/ChartFrame.tsx';
import { HorizontalBars } from '../../ui/charts/HorizontalBars.tsx';
import { number } from '../../words/format.ts';
import { useWords } from '../frame/around.ts';
import type { Figures } from './queries.ts';

const SHOWN = 8;

/** Members' posts by the sector of the time: the eight with most, the others together, and how many said nothing. */
export function Sectors({ figures }: { figures: Figures }) {
  const words = useWords();
  const say = words.desk.statistics;
  const named = ({ name, committee }: Figures['sectors'][number]) => (committee === null ? name : say.bySector.elsewhere(name, committee));
  const heard = figures.sectors.filter(({ posts }) => posts > 0).sort((a, b) => b.posts - a.posts);
  const [shown, others] = [heard.slice(0, SHOWN), heard.slice(SHOWN)];
  const silent = figures.sectorsInTerm - figures.sectorsHeard;
  return (
    <>
      <HorizontalBars
        level={2}
        title={titleOf(heard, named, say.bySector)}
        subtitle={say.bySector.subtitle(number(figures.posts.member))}
        heads={{ label: say.columns.sector, value: words.statistics.figures.posts }}
        number={number}
        bars={[
          ...shown.map((sector) => ({ label: named(sector), value: sector.posts })),
          ...(others.length > 0
            ? [{ label: say.bySector.rest(others.length), value: others.reduce((sum, { posts }) => sum + posts, 0), rest: true }]
            : []),
        ]}
      />
      {silent > 0 ? <p className="second">{say.bySector.silent(silent)}</p> : null}
      <TableTwin
        summary={words.common.chart.asTable}
        caption={say.bySector.subtitle(number(figures.posts.member))}
        columns={[
          { key: 'name', label: say.columns.sector },
          { key: 'posts', label: words.statistics.figures.posts, number: true },
          { key: 'replies', label: say.columns.replies, number: true },
        ]}
        rows={figures.sectors.map((sector) => ({ name: named(sector), posts: number(sector.posts), replies: number(sector.replies) }))}
      />
    </>
  );
}

/** The finding: one name when one is ahead, otherwise how many are. */
function titleOf(
  heard: readonly Figures['sectors'][number][],
  named: (sector: Figures['sectors'][number]) => string,
  say: ReturnType<typeof useWords>['desk']['statistics']['bySector'],
): string {
  const [first] = heard;
  if (!first) return say.none;
  const ahead = heard.filter(({ posts }) => posts === first.posts);
  return ahead.length <= 2 ? say.title(ahead.map(named).join('、')) : say.tied(ahead.length);
}
