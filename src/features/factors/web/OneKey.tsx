import type { PageCall, Problem } from '../../../web/page-route.ts';
import { standpoint } from '../../../web/standpoint.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Section } from '../../../web/ui/Row.tsx';
import { exactMoment } from '../../../web/words/format.ts';
import { at, Frame, Spaced } from './Frame.tsx';
import type { KeyRow } from './security-data.ts';

interface Shown {
  call: PageCall;
  data: { key: KeyRow; typed?: string; problems: readonly Problem[] };
}
/** One key: its name, its end. */
export function OneKey({ call, data }: Shown) {
  const { factors } = call.frame.words;
  const said = factors.keys;
  const back = { href: '/mine/security', label: factors.backHere };
  return (
    <Frame call={call} title={said.open(data.key.name)} back={back} problems={data.problems} first="name">
      <Section label={said.rename}>
        <Rename call={call} data={data} />
      </Section>
      <Section label={said.remove}>
        <Spaced>
          <p className="second">{said.removeText}</p>
          <form method="post" action={`/mine/security/keys/${data.key.id}/removal`}>
            <Button look="danger" type="submit">
              {said.remove}
            </Button>
          </form>
        </Spaced>
      </Section>
    </Frame>
  );
}

function Rename({ call, data: { key, typed, problems } }: Shown) {
  const said = call.frame.words.factors.keys;
  const from = standpoint(call);
  return (
    <Spaced>
      <p className="second">
        {said.added(exactMoment(key.createdAt, from))}・{said.used(key.usedAt && exactMoment(key.usedAt, from))}
      </p>
      <form method="post" action={`/mine/security/keys/${key.id}/name`} noValidate>
        <Field
          id="name"
          name="name"
          label={said.name}
          hint={said.nameHint}
          maxLength={30}
          defaultValue={typed ?? key.name}
          error={at(problems, 'name', true)}
        />
        <Button look="primary" type="submit">
          {said.rename}
        </Button>
      </form>
    </Spaced>
  );
}
