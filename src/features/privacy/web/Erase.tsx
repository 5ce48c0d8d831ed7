import type { Static } from 'typebox';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Field, TextArea } from '../../../web/ui/Field.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import type { readMyData } from '../contract.ts';
import { ERASE } from '../rules.ts';

type Data = Static<typeof readMyData.reply>;
export interface EraseData {
  readonly standing: Data['standing'];
  readonly request: Data['erasure'];
  /** Has a password or a second factor to show who it is. */
  readonly canProve: boolean;
  readonly problems: readonly Problem[];
}

/** 注销账号: what goes, what stays and why, then the word that is typed. */
export function Erase({ call, data }: { call: PageCall; data: EraseData }) {
  const said = call.frame.words.privacy.erase;
  const waits = data.request?.state === 'waiting';
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ back: { href: '/mine/data', label: said.back } }}
      errorCount={data.problems.length || undefined}
      unlisted
    >
      {waits ? <Waits call={call} data={data} /> : null}
      {data.request?.state === 'refused' ? (
        <Section>
          <SectionHead title={said.refusedTitle} />
          <Pad>
            <p>{data.request.answer}</p>
          </Pad>
        </Section>
      ) : null}
      <Consequences call={call} member={data.standing === 'member'} />
      {waits ? null : <Ask call={call} data={data} />}
    </Shell>
  );
}

function Waits({ call, data: { request } }: { call: PageCall; data: EraseData }) {
  const said = call.frame.words.privacy.erase;
  return (
    <Section>
      <SectionHead title={said.waitsTitle} />
      <Pad>
        <p role="status">{request?.dueAt ? said.waits(exactMoment(new Date(request.dueAt), standpoint(call))) : said.waitsMember}</p>
        <form method="post" action="/mine/data/erase/cancel">
          <Button type="submit" look="primary">
            {said.cancel}
          </Button>
        </form>
      </Pad>
    </Section>
  );
}

function Consequences({ call, member }: { call: PageCall; member: boolean }) {
  const said = call.frame.words.privacy.erase;
  const lists = [
    { title: said.whatGoes, lines: said.goes },
    { title: said.whatStays, lines: member ? [...said.stays, ...said.staysMember] : said.stays },
  ];
  return (
    <Section label={said.whatGoes}>
      {lists.map(({ title, lines }) => (
        <div key={title}>
          <SectionHead title={title} />
          <Pad>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Pad>
        </div>
      ))}
      <Pad>
        <p className="second">{said.backups}</p>
        <p>{said.final}</p>
      </Pad>
    </Section>
  );
}

function Ask({ call, data: { standing, canProve, problems } }: { call: PageCall; data: EraseData }) {
  const { common, privacy } = call.frame.words;
  const said = privacy.erase;
  const member = standing === 'member';
  const sentence = problems[0]?.sentence;
  return (
    <Section label={said.title}>
      <Pad>
        {sentence ? <RefusalSummary title={common.cannotSave(1)} lines={[{ field: 'word', sentence }]} /> : null}
        {member ? <p>{said.member}</p> : <p>{said.day}</p>}
        <form method="post" action="/mine/data/erase" noValidate>
          {member ? <TextArea id="words" name="words" label={said.memberWords} rows={3} maxLength={ERASE.words} /> : null}
          <Field id="word" name="word" label={said.type(said.word)} autoComplete="off" maxLength={20} error={sentence} />
          <Button type="submit" look="danger" wide>
            {member ? said.askMember : said.ask}
          </Button>
          {!member && canProve ? (
            <>
              <p className="second">{said.atOnceHint}</p>
              <Button type="submit" name="atOnce" value="true">
                {said.atOnce}
              </Button>
            </>
          ) : null}
        </form>
      </Pad>
    </Section>
  );
}

/** The last page that somebody sees who left. */
export function Erased({ call }: { call: PageCall }) {
  const said = call.frame.words.privacy.erase;
  return (
    <Shell call={call} title={said.doneTitle} place={{ back: { href: '/', label: said.home } }} unlisted>
      <Section label={said.doneTitle}>
        <EmptyState level={1} title={said.doneTitle} second={said.done}>
          <ButtonLink look="primary" href="/">
            {said.home}
          </ButtonLink>
        </EmptyState>
      </Section>
    </Shell>
  );
}
