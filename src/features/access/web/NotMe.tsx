import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Pad, Section } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';

export interface NotMeData {
  readonly secret: string;
  readonly name: string;
  readonly committee: string;
  readonly committeePhone: string | null;
  readonly at: string;
  readonly until: string;
  readonly disputed: boolean;
}
/** What the old phone is told: its number was replaced; was that its owner? */
export function NotMe({ call, data }: { call: PageCall; data: NotMeData }) {
  const said = call.frame.words.access.notMe;
  const from = standpoint(call);
  const when = (at: string) => exactMoment(new Date(at), from);
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ back: { href: '/', label: call.frame.words.access.back } }}
      unlisted
    >
      <Section label={said.title}>
        <Pad>
          <p>{said.what(data.name, data.committee, when(data.at))}</p>
        </Pad>
      </Section>
      <Section label={said.act}>
        <Pad>
          {data.disputed ? (
            <p role="status">
              <b>{said.done}</b>
            </p>
          ) : (
            <>
              <p className="second">{said.mine}</p>
              <form method="post" action={`/not-me/${data.secret}`}>
                <Button look="danger" type="submit" wide>
                  {said.act}
                </Button>
              </form>
              <p className="note">{said.afterwards(when(data.until))}</p>
            </>
          )}
          {data.committeePhone === null ? null : <p className="note">{said.help(data.committeePhone)}</p>}
        </Pad>
      </Section>
    </Shell>
  );
}
