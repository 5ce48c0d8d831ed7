import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button, ButtonLink, Buttons } from '../../../web/ui/Button.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';

interface OfferData {
  /** null: too much time went by; WeChat is asked again. */
  readonly seen: string | null;
  readonly next: string;
  readonly problems: readonly Problem[];
}

/** 以后用微信直接进: asked once, after somebody signed in inside WeChat. */
export function Offer({ call, data: { seen, next, problems } }: { call: PageCall; data: OfferData }) {
  const { words } = call.frame;
  const said = words.wechat.offer;
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ back: { href: next, label: words.wechat.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      {problems.length === 0 ? null : (
        <Pad>
          <RefusalSummary
            title={words.common.cannotSave(problems.length)}
            lines={problems.map(({ sentence }) => ({ field: 'bind', sentence }))}
          />
        </Pad>
      )}
      <Bind call={call} seen={seen} next={next} />
    </Shell>
  );
}

/** Binds with one press, asks WeChat again when too much time went by, or goes on without. */
function Bind({ call, seen, next }: { call: PageCall; seen: string | null; next: string }) {
  const said = call.frame.words.wechat.offer;
  return (
    <Section label={said.title}>
      <Pad>
        <p>{seen === null ? said.over : said.text(call.me?.name ?? '')}</p>
        {seen === null ? (
          <ButtonLink look="primary" href={`/mine/wechat/binding?${new URLSearchParams({ next })}`} wide>
            {said.again}
          </ButtonLink>
        ) : (
          <form method="post" action="/wechat/offer" id="bind">
            <input type="hidden" name="seen" value={seen} />
            <input type="hidden" name="next" value={next} />
            <p className="second">{said.own}</p>
            <Button look="primary" type="submit" wide>
              {said.bind}
            </Button>
          </form>
        )}
        <p>
          <ButtonLink look="quiet" href={next}>
            {said.later}
          </ButtonLink>
        </p>
      </Pad>
    </Section>
  );
}

/** 微信: whether it lets me in, and the way to change that. */
export function Binding({ call, data: { since, inside } }: { call: PageCall; data: { since: Date | null; inside: boolean } }) {
  const { wechat: said } = call.frame.words;
  return (
    <Shell call={call} title={said.title} heading={said.title} place={{ back: { href: '/mine', label: said.mine } }} unlisted>
      <Section label={said.title}>
        <Pad>
          {since ? (
            <>
              <p>{said.bound(exactMoment(since, standpoint(call)))}</p>
              <p className="second">{said.unbindText}</p>
              <form method="post" action="/mine/wechat/removal">
                <Button look="danger" type="submit">
                  {said.unbind}
                </Button>
              </form>
            </>
          ) : (
            <>
              <p>{said.what}</p>
              {inside ? (
                <ButtonLink look="primary" href="/mine/wechat/binding" wide>
                  {said.begin}
                </ButtonLink>
              ) : (
                <p className="second">{said.outside}</p>
              )}
            </>
          )}
        </Pad>
      </Section>
    </Shell>
  );
}

/** WeChat did not say whose phone it is: the sentence, and the ways in that remain. */
export function NotEntered({ call, data: { sentence, next } }: { call: PageCall; data: { sentence: string; next: string } }) {
  const { wechat: said } = call.frame.words;
  const query = new URLSearchParams({ next });
  return (
    <Shell call={call} title={said.failed} heading={said.failed} place={{ back: { href: '/', label: said.back } }} unlisted>
      <Section label={said.failed}>
        <Pad>
          <p role="alert">{sentence}</p>
          <Buttons>
            {call.person ? (
              <ButtonLink look="primary" href={next}>
                {said.goOn}
              </ButtonLink>
            ) : (
              <ButtonLink look="primary" href={`/login?${new URLSearchParams({ way: 'code', next })}`}>
                {said.byCode}
              </ButtonLink>
            )}
            <ButtonLink href={`${call.person ? '/mine/wechat/binding' : '/wechat/enter'}?${query}`}>{said.retry}</ButtonLink>
          </Buttons>
        </Pad>
      </Section>
    </Shell>
  );
}
