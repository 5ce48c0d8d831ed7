import type { Static } from 'typebox';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { List, Pad, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { exactMoment, fileSize, number } from '../../../web/words/format.ts';
import { myDataPage } from '../../../web/words/zh/my-data-page.ts';
import type { readMyData } from '../contract.ts';

export interface MyDataShown {
  readonly data: Static<typeof readMyData.reply>;
  readonly nickname: string;
  readonly problems: readonly Problem[];
  readonly formKey: string;
}

/** 我的数据: what is held, taking it away, correcting it, leaving. */
export function MyData({ call, shown }: { call: PageCall; shown: MyDataShown }) {
  const said = call.frame.words.privacy.data;
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ back: { href: '/mine', label: said.back } }}
      errorCount={shown.problems.length || undefined}
      unlisted
    >
      <Held call={call} shown={shown} />
      <Download call={call} shown={shown} />
      <Correct call={call} shown={shown} />
      <Consents call={call} shown={shown} />
      <Leave call={call} shown={shown} />
    </Shell>
  );
}

function Held({ call, shown: { data } }: { call: PageCall; shown: MyDataShown }) {
  const { data: said, page } = call.frame.words.privacy;
  const { locale } = call.frame.words;
  // The names of files are English words already.
  const nameOf = (file: string) => (locale === 'zh' ? (myDataPage.files[file] ?? file) : file.replaceAll('-', ' '));
  return (
    <Section>
      <SectionHead title={said.held} />
      <List
        label={said.held}
        items={data.held.map(({ file, count }) => ({
          key: file,
          node: <Row title={nameOf(file)} end={count === 0 ? said.nothing : said.count(number(count))} />,
        }))}
      />
      <Row href="/privacy" icon="shield" title={page.kinds} />
    </Section>
  );
}

function Download({ call, shown: { data, formKey } }: { call: PageCall; shown: MyDataShown }) {
  const said = call.frame.words.privacy.data;
  const packed = data.export;
  const until = packed?.endsAt ? exactMoment(new Date(packed.endsAt), standpoint(call)) : '';
  return (
    <Section>
      <SectionHead title={said.download} />
      <Pad>
        <p className="second">{said.downloadSecond}</p>
        {packed?.state === 'waiting' ? (
          <>
            <p role="status">{said.waiting}</p>
            <ButtonLink href="/mine/data">{said.refresh}</ButtonLink>
          </>
        ) : null}
        {packed?.state === 'ready' && packed.url ? (
          <>
            <p role="status">{said.ready(fileSize(packed.size ?? 0), until)}</p>
            <ButtonLink look="primary" href={packed.url} icon="download">
              {said.fetch}
            </ButtonLink>
          </>
        ) : null}
        {packed?.state === 'failed' ? <p role="status">{said.failed}</p> : null}
        {packed?.state === 'ended' ? <p className="second">{said.ended}</p> : null}
        {packed?.state === 'waiting' ? null : (
          <form method="post" action="/mine/data/exports">
            <input type="hidden" name="key" value={formKey} />
            <Button type="submit" look={packed?.state === 'ready' ? 'secondary' : 'primary'}>
              {packed?.state === 'ready' ? said.again : said.ask}
            </Button>
          </form>
        )}
      </Pad>
    </Section>
  );
}

function Correct({ call, shown: { data, nickname, problems } }: { call: PageCall; shown: MyDataShown }) {
  const { common, privacy } = call.frame.words;
  const said = privacy.data;
  const sentence = problems[0]?.sentence;
  return (
    <Section>
      <SectionHead title={said.correct} />
      {data.standing === 'member' ? (
        <Row href="/mine/profile" icon="pen" title={said.profile} second={said.correctMember} />
      ) : (
        <Pad>
          {sentence ? <RefusalSummary title={common.cannotSave(1)} lines={[{ field: 'nickname', sentence }]} /> : null}
          <form method="post" action="/mine/data/nickname" noValidate>
            <Field
              id="nickname"
              name="nickname"
              label={said.nickname}
              hint={said.nicknameHint}
              autoComplete="nickname"
              maxLength={60}
              defaultValue={nickname}
              error={sentence}
            />
            <Button type="submit">{said.saveNickname}</Button>
          </form>
        </Pad>
      )}
    </Section>
  );
}

function Consents({ call, shown: { data } }: { call: PageCall; shown: MyDataShown }) {
  const said = call.frame.words.privacy.data;
  const from = standpoint(call);
  return (
    <Section>
      <SectionHead title={said.consents} />
      <Pad>
        {data.consents.length === 0 ? <p className="second">{said.noConsents}</p> : null}
        {data.consents.map(({ kind, version, at }) => (
          <p key={`${kind} ${version}`}>
            {kind === 'of14'
              ? said.of14Line(exactMoment(new Date(at), from))
              : said.consentLine(version ?? 0, exactMoment(new Date(at), from))}
          </p>
        ))}
      </Pad>
    </Section>
  );
}

function Leave({ call, shown: { data } }: { call: PageCall; shown: MyDataShown }) {
  const said = call.frame.words.privacy.data;
  const request = data.erasure;
  const waits = request?.state === 'waiting';
  const second = waits
    ? request.dueAt
      ? said.eraseWaits(exactMoment(new Date(request.dueAt), standpoint(call)))
      : said.eraseAsked
    : request?.state === 'refused'
      ? said.eraseRefused
      : said.eraseSecond;
  return (
    <Section label={said.erase}>
      <Row href="/mine/data/erase" icon="trash" title={said.erase} second={second} />
    </Section>
  );
}
