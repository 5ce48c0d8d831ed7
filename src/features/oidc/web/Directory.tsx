import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink, Buttons } from '../../../web/ui/Button.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import { otherWays } from '../rules.ts';

interface OfferData {
  /** null: too much time went by; the directory is asked again. */
  readonly seen: string | null;
  readonly next: string;
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** 关联: this account and the one of the single sign-on are the same person's; who is here says so. */
export function LinkOffer({ call, data: { seen, next, name, problems } }: { call: PageCall; data: OfferData }) {
  const { words } = call.frame;
  const said = words.signOn;
  const title = said.linkTo(name);
  return (
    <Shell
      call={call}
      title={title}
      heading={title}
      place={{ back: { href: next, label: said.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      {problems.length === 0 ? null : (
        <Pad>
          <RefusalSummary
            title={words.common.cannotSave(problems.length)}
            lines={problems.map(({ sentence }) => ({ field: 'link', sentence }))}
          />
        </Pad>
      )}
      <Section label={title}>
        <Offer call={call} data={{ seen, next, name }} />
      </Section>
    </Shell>
  );
}

function Offer({ call, data: { seen, next, name } }: { call: PageCall; data: Omit<OfferData, 'problems'> }) {
  const said = call.frame.words.signOn;
  return (
    <Pad>
      <p>{seen === null ? said.over : said.offer(call.me?.name ?? '', name)}</p>
      {seen === null ? (
        <ButtonLink look="primary" href="/mine/directory/linking" wide>
          {said.again}
        </ButtonLink>
      ) : (
        <form method="post" action="/sso/offer" id="link">
          <input type="hidden" name="seen" value={seen} />
          <input type="hidden" name="next" value={next} />
          <Button look="primary" type="submit" wide>
            {said.link}
          </Button>
        </form>
      )}
      <p>
        <ButtonLink look="quiet" href={next}>
          {said.later}
        </ButtonLink>
      </p>
    </Pad>
  );
}

/** Whether the single sign-on lets me in, and the way to change that. */
export function Linking({ call, data: { since, name } }: { call: PageCall; data: { since: Date | null; name: string } }) {
  const { signOn: said } = call.frame.words;
  return (
    <Shell call={call} title={name} heading={name} place={{ back: { href: '/mine/security', label: said.security } }} unlisted>
      <Section label={name}>
        <Pad>
          <p>{since ? said.linked(exactMoment(since, standpoint(call)), name) : said.what(name)}</p>
          {since ? (
            <form method="post" action="/mine/directory/removal">
              <p className="second">{said.unlinkText}</p>
              <Button look="danger" type="submit">
                {said.unlink}
              </Button>
            </form>
          ) : (
            <ButtonLink look="primary" href="/mine/directory/linking" wide>
              {said.linkTo(name)}
            </ButtonLink>
          )}
        </Pad>
      </Section>
    </Shell>
  );
}

/** It did not work, or nobody here goes by that name: the sentence, and the ways in that remain. */
export function NotEntered({ call, data }: { call: PageCall; data: { sentence: string; next: string; name: string } }) {
  const { signOn: said } = call.frame.words;
  const title = said.failed(data.name);
  const query = new URLSearchParams({ next: data.next });
  return (
    <Shell call={call} title={title} heading={title} place={{ back: { href: '/', label: said.back } }} unlisted>
      <Section label={title}>
        <Pad>
          <p role="alert">{data.sentence}</p>
          <Buttons>
            <ButtonLink look="primary" href={call.person ? data.next : otherWays(data.next)}>
              {call.person ? said.goOn : said.otherWay}
            </ButtonLink>
            <ButtonLink href={call.person ? '/mine/directory/linking' : `/sso/enter?${query}`}>{said.again}</ButtonLink>
          </Buttons>
        </Pad>
      </Section>
    </Shell>
  );
}
