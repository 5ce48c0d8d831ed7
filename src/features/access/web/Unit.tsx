import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Pad, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import { Step } from './Activate.tsx';

export interface UnitEntryData {
  readonly secret: string;
  readonly link: { readonly unit: string; readonly committee: string; readonly name: string; readonly phone: string };
  readonly problems: readonly Problem[];
}
/** 承办单位直达: whose link it is, and a code to the phone that it was made for. */
export function UnitEntry({ call, data: { secret, link, problems } }: { call: PageCall; data: UnitEntryData }) {
  const said = call.frame.words.access.unit;
  return (
    <Step
      call={call}
      title={said.title}
      problems={problems}
      first="phone"
      back="/"
      lead={<Row icon="building" title={<b>{`${link.unit}　${link.name}`}</b>} second={said.lead(link.committee)} />}
    >
      <form method="post" action={`/unit/${secret}/codes`}>
        <p id="phone" className="second">
          {said.phone(link.phone)}
        </p>
        <Button look="primary" type="submit" wide>
          {call.frame.words.access.activate.getCode}
        </Button>
      </form>
      <p className="note">{said.other(link.committee)}</p>
    </Step>
  );
}

export interface UnitView {
  readonly unit: string;
  readonly committee: string;
  readonly committeePhone: string | null;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly topics: readonly { readonly id: string; readonly title: string; readonly endsAt: string }[];
}
/** 本单位. Null for whoever did not come by a link. */
export function Unit({ call, data }: { call: PageCall; data: UnitView | null }) {
  const said = call.frame.words.access.unit;
  const title = data?.unit ?? said.title;
  return (
    <Shell call={call} title={title} heading={title} place={{ back: { href: '/', label: call.frame.words.access.back } }} unlisted>
      {data ? (
        <Inside call={call} data={data} />
      ) : (
        <Section label={said.title}>
          <EmptyState title={said.strangerTitle} second={said.strangerSecond}>
            <ButtonLink href="/">{call.frame.words.access.back}</ButtonLink>
          </EmptyState>
        </Section>
      )}
    </Shell>
  );
}

function Inside({ call, data }: { call: PageCall; data: UnitView }) {
  const said = call.frame.words.access.unit;
  const from = standpoint(call);
  const when = (at: string) => exactMoment(new Date(at), from);
  return (
    <>
      <Section>
        <Pad>
          <p>{said.madeBy(data.committee, data.madeBy, when(data.madeAt))}</p>
          <p className="second">{said.until(when(data.expiresAt))}</p>
          {data.committeePhone === null ? null : <p className="second">{said.help(data.committeePhone)}</p>}
        </Pad>
      </Section>
      <Section>
        <SectionHead title={said.topics} />
        {data.topics.length === 0 ? (
          <Pad>
            <p className="second">{said.noTopics}</p>
          </Pad>
        ) : (
          data.topics.map(({ id, title, endsAt }) => (
            <Row key={id} href={`/topics/${id}`} icon="chat" title={title} second={said.endsAt(when(endsAt))} />
          ))
        )}
      </Section>
      <Section label={said.logins}>
        <Row href="/mine/logins" icon="key" title={said.logins} second={said.loginsSecond} />
      </Section>
    </>
  );
}
