import { useQuery } from '@tanstack/react-query';
import { Columns, Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { day, exactMoment } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { PublishForm } from './PublishForm.tsx';
import { defaultNoticeQuery, noticesQuery, type PublishedNotice } from './queries.ts';

/** 隐私政策: its versions, and the next one. */
export function NoticesPage() {
  const words = useWords();
  const from = useStandpoint();
  const say = words.privacyDesk.notices;
  const may = useBodies('systemAdmin').length > 0;
  const asked = useQuery({ ...noticesQuery, enabled: may });
  const preset = useQuery({ ...defaultNoticeQuery, enabled: may });
  if (!may) return <NotYours />;
  const { data } = asked;
  const current = data?.rows.find(({ version }) => version === data.current);
  const newest = data?.rows[0];
  return (
    <Screen
      title={words.privacyDesk.places.notices}
      state={data ? (current ? say.state(current.version, dayOf(current.effectiveOn, from)) : say.none) : ''}
    >
      {data && preset.data ? (
        <Columns>
          <Panel flush title={say.list}>
            {data.rows.length === 0 ? (
              <EmptyState title={say.empty} second={say.emptySecond} />
            ) : (
              <List
                label={say.list}
                items={data.rows.map((row) => ({ key: String(row.version), node: <Version notice={row} current={data.current} /> }))}
              />
            )}
          </Panel>
          <Panel title={say.write}>
            <PublishForm key={newest?.version ?? 0} version={(newest?.version ?? 0) + 1} preset={newest?.text ?? preset.data} />
          </Panel>
        </Columns>
      ) : (
        <NotYet asked={{ error: asked.error ?? preset.error, refetch: () => Promise.all([asked.refetch(), preset.refetch()]) }} rows={6} />
      )}
    </Screen>
  );
}

const dayOf = (text: string, from: Parameters<typeof day>[1]): string => day(new Date(`${text}T12:00:00Z`), from);

function Version({ notice, current }: { notice: PublishedNotice; current: number | null }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.privacyDesk.notices;
  const { version, effectiveOn, publishedAt, publishedBy, changed } = notice;
  const standing = version === current ? say.current : version > (current ?? 0) ? say.coming : null;
  return (
    <Row
      title={
        <>
          <b>{say.version(version)}</b> {standing ? <Badge tone={version === current ? 'ok' : 'warn'} parts={[standing]} /> : null}
        </>
      }
      second={
        <>
          {say.line(dayOf(effectiveOn, from), publishedBy ?? say.byProgram, exactMoment(new Date(publishedAt), from))}
          <br />
          {changed[words.locale]}
        </>
      }
      acts={<a href={`/privacy?version=${version}`}>{say.open}</a>}
    />
  );
}
