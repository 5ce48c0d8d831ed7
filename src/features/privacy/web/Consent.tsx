import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Button, ButtonLink, Buttons } from '../../../web/ui/Button.tsx';
import { Pad, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { Blocks, dayIn, type NoticeShown } from './Notice.tsx';

export interface ConsentData {
  readonly notice: NoticeShown;
  /** Agreed to an earlier version. */
  readonly again: boolean;
  readonly next: string;
  readonly problem: string | null;
}

/** One page between signing in and going on; it works without script, and refusing leads on as well. */
export function Consent({ call, data: { notice, again, next, problem } }: { call: PageCall; data: ConsentData }) {
  const { locale, privacy } = call.frame.words;
  const said = privacy.consent;
  const title = again ? said.changedTitle : said.title;
  return (
    <Shell call={call} title={title} heading={title} place={{ back: { href: '/', label: privacy.page.back } }} unlisted>
      <Section label={title}>
        <Pad>
          {problem ? <p role="alert">{problem}</p> : null}
          <p>{again ? said.changedLead : said.lead}</p>
          <p className="second">{privacy.page.version(notice.version, dayIn(call, notice.effectiveOn))}</p>
        </Pad>
      </Section>
      {again ? (
        <Section>
          <SectionHead title={privacy.page.changed} />
          <Blocks text={notice.changed[locale]} />
        </Section>
      ) : null}
      <Section>
        <details className="unfold" open={!again}>
          <summary>{said.full}</summary>
          <Blocks text={notice.text[locale]} />
        </details>
      </Section>
      <Answers call={call} version={notice.version} next={next} />
    </Shell>
  );
}

/** Yes, or later: both lead on. */
function Answers({ call, version, next }: { call: PageCall; version: number; next: string }) {
  const { privacy } = call.frame.words;
  const said = privacy.consent;
  return (
    <Section label={said.agree}>
      <Pad>
        <p className="second">{said.without}</p>
        <form method="post" action="/privacy/consent">
          <input type="hidden" name="next" value={next} />
          <input type="hidden" name="version" value={version} />
          <Buttons even>
            <Button look="primary" type="submit" name="answer" value="agree">
              {said.agree}
            </Button>
            <Button type="submit" name="answer" value="later">
              {said.later}
            </Button>
          </Buttons>
        </form>
        <p>
          <ButtonLink look="quiet" href="/privacy">
            {privacy.page.title}
          </ButtonLink>
        </p>
      </Pad>
    </Section>
  );
}
