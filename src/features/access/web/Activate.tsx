import type { ReactNode } from 'react';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Button, ButtonLink, Buttons } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad, Row, Section } from '../../../web/ui/Row.tsx';

type Typed = Readonly<Record<string, string>>;
interface FrameProps {
  call: PageCall;
  title: string;
  problems: readonly Problem[];
  /** Where a problem stands that belongs to no field. */
  first: string;
  back: string;
  /** Whose it is, above the question. */
  lead?: ReactNode;
  children: ReactNode;
}
/** One step of getting in: one question a page, its refusals on top and at the field. */
export function Step({ call, title, problems, first, back, lead, children }: FrameProps) {
  const { words } = call.frame;
  return (
    <Shell
      call={call}
      title={title}
      heading={title}
      place={{ back: { href: back, label: words.access.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      {problems.length === 0 ? null : (
        <Pad>
          <RefusalSummary
            title={words.common.cannotSignIn(problems.length)}
            lines={problems.map(({ field, sentence }) => ({ field: field ?? first, sentence }))}
          />
        </Pad>
      )}
      {lead === undefined ? null : <Section>{lead}</Section>}
      <Section label={title}>
        <Pad>{children}</Pad>
      </Section>
    </Shell>
  );
}
/** The sentence at a field; what belongs to no field stands at the first one. */
export const at = (problems: readonly Problem[], field: string, first = false): string | undefined =>
  problems.find((one) => one.field === field || (first && one.field === null))?.sentence;

/** 激活: the characters of the card, for who does not scan. */
export function TypeCode({ call, typed, problems }: { call: PageCall; typed: Typed; problems: readonly Problem[] }) {
  const said = call.frame.words.access.activate;
  return (
    <Step call={call} title={said.title} problems={problems} first="code" back="/">
      <form method="post" action="/activate" noValidate>
        <Field
          id="code"
          name="code"
          label={said.code}
          hint={said.codeHint}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          defaultValue={typed['code']}
          error={at(problems, 'code', true)}
        />
        <Button look="primary" type="submit" wide>
          {said.next}
        </Button>
      </form>
      <p className="note">{said.noCard}</p>
    </Step>
  );
}

export interface WhoseData {
  readonly code: string;
  readonly whose: { readonly name: string; readonly sector: string | null; readonly committee: string; readonly phone: string | null };
  readonly typed: Typed;
  readonly problems: readonly Problem[];
}
/** Whose account it is, and where the one-time code goes. */
export function Whose({ call, data: { code, whose, typed, problems } }: { call: PageCall; data: WhoseData }) {
  const said = call.frame.words.access.activate;
  return (
    <Step
      call={call}
      title={said.title}
      problems={problems}
      first="phone"
      back="/"
      lead={
        <Row
          icon="person"
          title={<b>{whose.sector === null ? whose.name : `${whose.name}　${whose.sector}`}</b>}
          second={said.whose(whose.committee)}
        />
      }
    >
      <AskCode call={call} data={{ code, whose, typed, problems }} />
      <p className="note">{whose.phone === null ? said.notMine : said.otherPhone}</p>
    </Step>
  );
}

/** Where the code goes: to the number of the roster, else to the one typed here. */
function AskCode({ call, data: { code, whose, typed, problems } }: { call: PageCall; data: WhoseData }) {
  const said = call.frame.words.access.activate;
  return (
    <form method="post" action={`/activate/${encodeURIComponent(code)}/codes`} noValidate>
      {whose.phone === null ? (
        <Field
          id="phone"
          name="phone"
          label={said.phone}
          hint={said.phoneHint}
          type="tel"
          inputMode="numeric"
          autoComplete="tel-national"
          maxLength={11}
          defaultValue={typed['phone']}
          error={at(problems, 'phone', true)}
        />
      ) : (
        <p id="phone" className="second">
          {said.listed(whose.phone)}
        </p>
      )}
      <Button look="primary" type="submit" wide>
        {said.getCode}
      </Button>
    </form>
  );
}

export interface CodeData {
  readonly action: string;
  /** Where a new code is asked for. */
  readonly again: string;
  readonly request: string;
  readonly to: string;
  readonly field: 'sms' | 'code';
  readonly problems: readonly Problem[];
  /** Agreeing to the privacy notice is asked here, so that it is no page of its own. */
  readonly consent: boolean;
}
/** The six digits, and in. */
export function EnterCode({ call, data }: { call: PageCall; data: CodeData }) {
  const { action, again, request, to, field, problems, consent } = data;
  const said = call.frame.words.access.activate;
  return (
    <Step call={call} title={said.codeTitle} problems={problems} first={field} back={again}>
      <form method="post" action={action} noValidate>
        <input type="hidden" name="request" value={request} />
        <input type="hidden" name="to" value={to} />
        <Field
          id={field}
          name={field}
          label={said.sms}
          hint={said.sent(to)}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          error={at(problems, field, true)}
        />
        <Enter call={call} consent={consent} />
      </form>
      <p>
        <ButtonLink look="quiet" href={again}>
          {said.again}
        </ButtonLink>
      </p>
    </Step>
  );
}

/** In: with the privacy notice agreed to or without, where it was not asked before. */
function Enter({ call, consent }: { call: PageCall; consent: boolean }) {
  const said = call.frame.words.access.activate;
  if (!consent)
    return (
      <Button look="primary" type="submit" wide>
        {said.enter}
      </Button>
    );
  return (
    <>
      <p className="second">
        {said.consent}
        <a href="/privacy" target="_blank" rel="noopener">
          {said.notice}
        </a>
      </p>
      <Buttons even>
        <Button look="primary" type="submit" name="agrees" value="true">
          {said.agreeAndEnter}
        </Button>
        <Button type="submit">{said.enterOnly}</Button>
      </Buttons>
    </>
  );
}
