import type { PageCall } from '../../../web/page-route.ts';
import { ButtonLink } from '../../../web/ui/Button.tsx';
import { Pad, Section, SectionHead } from '../../../web/ui/Row.tsx';

interface ShareProps {
  address: string;
  title: string;
  /** Where the code is drawn. */
  code?: string | undefined;
  call: PageCall;
}

/** The address in letters and as a code: passing it on works without script. */
export function Share({ address, title, code, call }: ShareProps) {
  const said = call.frame.words.deliberations.topic;
  return (
    <div className="no-print">
      <Section id="share">
        <SectionHead title={said.share} />
        <Pad>
          <p className="second">{code === undefined ? said.shareAddress : said.shareHint}</p>
          <p className="address">{address}</p>
          {/* Shown by the script: without it the address is selected by one touch. */}
          <p data-with-script="" hidden>
            <ButtonLink href={address} data-copy="">
              {call.frame.words.deliberations.post.copy}
            </ButtonLink>
          </p>
          {code === undefined ? null : (
            <details className="unfold">
              <summary>{said.qr}</summary>
              <p className="qr">
                <img src={code} alt={said.qrLabel(title)} width="224" height="224" loading="lazy" />
              </p>
            </details>
          )}
        </Pad>
      </Section>
    </div>
  );
}
