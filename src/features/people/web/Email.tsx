import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';

export interface EmailData {
  /** The address that gets reminders now, masked. */
  readonly email: string | null;
  /** A code is under way. */
  readonly asked: { readonly request: string; readonly to: string } | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** 邮件提醒: an address counts once its code was entered. */
export function Email({ call, data }: { call: PageCall; data: EmailData }) {
  const { email, asked, problems } = data;
  const { words } = call.frame;
  const said = words.people.email;
  const sentence = problems[0]?.sentence;
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ back: { href: '/mine', label: said.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      <Section label={said.title}>
        <Pad>
          {sentence ? <RefusalSummary title={words.common.cannotSave(1)} lines={[{ field: asked ? 'code' : 'email', sentence }]} /> : null}
          {email && !asked ? (
            <form method="post" action="/mine/email/removal">
              <p>{said.on(email)}</p>
              <Button type="submit">{said.off}</Button>
            </form>
          ) : (
            <p className="second">{said.what}</p>
          )}
        </Pad>
      </Section>
      <Section label={asked ? said.code : said.email}>
        <Pad>{asked ? <EnterCode call={call} data={data} asked={asked} /> : <AskCode call={call} data={data} />}</Pad>
      </Section>
    </Shell>
  );
}

function EnterCode({ call, data, asked }: { call: PageCall; data: EmailData; asked: NonNullable<EmailData['asked']> }) {
  const said = call.frame.words.people.email;
  return (
    <form method="post" action="/mine/email" noValidate>
      <input type="hidden" name="request" value={asked.request} />
      <input type="hidden" name="to" value={asked.to} />
      <Field
        id="code"
        name="code"
        label={said.code}
        hint={said.codeSent(asked.to)}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        defaultValue={data.typed['code']}
        error={data.problems[0]?.sentence}
      />
      <Button look="primary" type="submit" wide>
        {said.confirm}
      </Button>
    </form>
  );
}

function AskCode({ call, data: { email, typed, problems } }: { call: PageCall; data: EmailData }) {
  const said = call.frame.words.people.email;
  return (
    <form method="post" action="/mine/email/codes" noValidate>
      <Field
        id="email"
        name="email"
        label={email ? said.other : said.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        defaultValue={typed['email']}
        error={problems[0]?.sentence}
      />
      <Button look={email ? 'secondary' : 'primary'} type="submit" wide>
        {said.getCode}
      </Button>
    </form>
  );
}
