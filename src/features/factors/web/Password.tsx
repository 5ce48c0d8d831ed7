import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Section } from '../../../web/ui/Row.tsx';
import { at, Frame, Spaced } from './Frame.tsx';

interface PasswordProps {
  call: PageCall;
  /** due: halfway in, since the old one has served its time or was somebody else's choice. */
  data: { readonly due: boolean; readonly account: string; readonly problems: readonly Problem[] };
}

/** 修改密码. */
export function Password({ call, data }: PasswordProps) {
  const { due, problems } = data;
  const { factors, proof } = call.frame.words;
  const said = factors.password;
  const title = due ? said.due : said.change;
  return (
    <Frame
      call={call}
      title={title}
      back={due ? { href: '/login', label: proof.restart } : { href: '/mine/security', label: factors.backHere }}
      problems={problems}
      first={due ? 'password' : 'old'}
    >
      <Section label={title}>
        <Spaced>
          {due ? <p>{said.dueText}</p> : null}
          <NewPassword call={call} data={data} />
        </Spaced>
      </Section>
    </Frame>
  );
}

function NewPassword({ call, data: { due, account, problems } }: PasswordProps) {
  const said = call.frame.words.factors.password;
  const ofOld = problems[0]?.code === 'wrong-password' || problems[0]?.code === 'too-many-tries';
  return (
    <form method="post" action={due ? '/login/second/new-password' : '/mine/password'} noValidate>
      {/* Password keepers see for which account it is. */}
      <input type="text" name="account" value={account} autoComplete="username" readOnly hidden />
      {due ? null : (
        <Field id="old" name="old" type="password" label={said.old} autoComplete="current-password" error={at(problems, 'old', ofOld)} />
      )}
      <Field
        id="password"
        name="password"
        type="password"
        label={said.fresh}
        hint={said.rule}
        autoComplete="new-password"
        error={at(problems, 'password', !ofOld)}
      />
      <Button look="primary" type="submit" wide>
        {due ? said.saveAndGo : said.save}
      </Button>
      <p className="second">{said.others}</p>
    </form>
  );
}
