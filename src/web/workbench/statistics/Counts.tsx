import { FiguresTable } from '../../ui/charts/ChartFrame.tsx';
import { number } from '../../words/format.ts';
import { useWords } from '../frame/around.ts';
import type { Figures } from './queries.ts';

/** Likes: verified ones with their sum, visitors' beside it and never added. */
export function Likes({ figures: { likes } }: { figures: Figures }) {
  const words = useWords();
  const say = words.desk.statistics;
  return (
    <>
      <h2>{say.likes.title}</h2>
      <FiguresTable
        caption={say.likes.subtitle}
        columns={[
          { key: 'who', label: say.columns.who },
          { key: 'count', label: say.columns.count, number: true },
        ]}
        rows={[
          ...(['member', 'netizen', 'staff'] as const).map((kind) => ({ who: words.statistics.kinds[kind], count: number(likes[kind]) })),
          { who: say.likes.verified, count: number(likes.verified) },
          { who: say.likes.visitor, count: number(likes.visitor) },
        ]}
      />
    </>
  );
}

/** What moderators did, and why things were not made public. */
export function Moderation({ figures: { moderation } }: { figures: Figures }) {
  const words = useWords();
  const say = words.desk.statistics;
  const reasons: Readonly<Record<string, string>> = words.moderation.reasons;
  return (
    <>
      <h2>{say.moderation.title}</h2>
      <FiguresTable
        caption={say.moderation.subtitle}
        columns={[
          { key: 'name', label: words.statistics.workbook.columns.decision },
          { key: 'count', label: say.columns.count, number: true },
        ]}
        rows={(['accepted', 'refused', 'held', 'appealsGranted', 'appealsUpheld'] as const).map((decision) => ({
          name: words.statistics.decisions[decision],
          count: number(moderation[decision]),
        }))}
      />
      {moderation.reasons.length > 0 ? (
        <FiguresTable
          caption={say.moderation.reasons}
          columns={[
            { key: 'name', label: words.statistics.workbook.columns.reason },
            { key: 'count', label: say.columns.count, number: true },
          ]}
          rows={moderation.reasons.map(({ reason, count }) => ({ name: reasons[reason] ?? reason, count: number(count) }))}
        />
      ) : (
        <p className="second">{say.moderation.noReasons}</p>
      )}
    </>
  );
}
