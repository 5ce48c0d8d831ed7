import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { PhaseRail } from '../../ui/PhaseRail.tsx';
import type { DeskWords } from '../../words/desk.ts';
import { exactMoment, number, type Standpoint } from '../../words/format.ts';
import { useAround, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { useToasts } from '../frame/Toasts.tsx';
import type { Topic } from './draft.ts';
import { railOf } from './rail.ts';
import { type Act, saidOf, type TopicActs } from './topic-acts.tsx';

/** Beside the form: what comes next, the phases as people see them, the public address and its code. */
export function Side({ topic, acts }: { topic: Topic | null; acts: TopicActs }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.editor.side;
  if (!topic)
    return (
      <Panel title={say.next}>
        <p>{say.first}</p>
      </Panel>
    );
  const next = nextOf(topic, words, from);
  const offered = (['open', 'close', 'withdraw'] as const).filter((act) => topic.offers.includes(act));
  return (
    <>
      <Panel title={say.next}>
        <p>{next}</p>
        {offered.length > 0 ? (
          <Buttons>
            {offered.map((act: Act) => (
              <Button key={act} look={act === 'withdraw' ? 'danger' : 'secondary'} onClick={() => acts.ask(act)}>
                {saidOf(act, topic, words, from.now).act}
              </Button>
            ))}
          </Buttons>
        ) : null}
      </Panel>
      {topic.stations.length > 0 ? (
        <Panel title={say.rail}>
          <PhaseRail stations={railOf(topic.stations, words, from)} words={words.common} />
        </Panel>
      ) : null}
      <PublicLink topic={topic} />
    </>
  );
}

function nextOf({ state, posting, posts, withdrawnWhy }: Topic, words: DeskWords, from: Standpoint): string {
  const say = words.desk.editor.side;
  const moment = (time: string | undefined) => (time === undefined ? '' : exactMoment(new Date(time), from));
  const [starts, ends] = [moment(posting?.startsAt), moment(posting?.endsAt)];
  switch (state) {
    case 'draft':
      return say.draft;
    case 'announced':
      return say.announced(starts);
    case 'open':
      return say.open(ends, number(posts));
    case 'closed':
      return say.closed(ends, number(posts));
    case 'withdrawn':
      return say.withdrawn(withdrawnWhy ?? '');
  }
}

function PublicLink({ topic }: { topic: Topic }) {
  const { desk, words } = useAround();
  const { say: toast } = useToasts();
  const go = useGo();
  const say = words.desk.editor.side;
  if (topic.state === 'draft')
    return (
      <Panel title={say.link}>
        <p className="second">{say.linkLater}</p>
      </Panel>
    );
  const address = `${desk.publicUrl}/topics/${topic.id}`;
  const code = `/topics/${topic.id}/qr.svg`;
  const figures = at(`/statistics/${topic.id}`);
  return (
    <Panel title={say.link}>
      <img className="qr-image" src={code} alt={say.qr(topic.title)} width="180" height="180" />
      <p className="address">
        <a href={address} target="_blank" rel="noreferrer">
          {address}
        </a>
      </p>
      <Buttons>
        {navigator.clipboard ? (
          <Button onClick={() => void navigator.clipboard.writeText(address).then(() => toast(say.copied))}>{say.copy}</Button>
        ) : null}
        <ButtonLink icon="download" href={code} download>
          {say.download}
        </ButtonLink>
        <ButtonLink icon="chart" href={figures} onClick={(event) => go(event, figures)}>
          {say.statistics}
        </ButtonLink>
      </Buttons>
    </Panel>
  );
}
