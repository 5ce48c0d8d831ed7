import type { ReactNode } from 'react';
import type { PageCall } from '../../../web/page-route.ts';
import { Button } from '../../../web/ui/Button.tsx';
import type { As } from '../contract.ts';

interface KeyFormProps {
  call: PageCall;
  action: string;
  as: As;
  use: 'prove' | 'register';
  label: string;
  children?: ReactNode;
}

/** A form that a key fills: its script asks the key and sends the answer along (useKeys). */
export function KeyForm({ call, action, as, use, label, children }: KeyFormProps) {
  const said = call.frame.words.proof;
  return (
    <form
      method="post"
      action={action}
      data-key={use}
      data-as={as}
      data-busy={said.keyBusy}
      data-failed={said.keyFailed}
      data-unsupported={said.keyUnsupported}
      className="spaced"
      noValidate
    >
      <input type="hidden" name="answer" value="" />
      {children}
      <p className="second">{said.keyHint}</p>
      <noscript>
        <p>{said.noScript}</p>
      </noscript>
      <p role="alert" data-key-said="" />
      <Button look="primary" type="submit" wide icon="key">
        {label}
      </Button>
    </form>
  );
}
