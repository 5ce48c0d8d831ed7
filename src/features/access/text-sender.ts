/** One text message. Gateways of this country send by template: `kind` names it and `values` fill it; `text` is the whole sentence. */
export interface TextMessage {
  /** The same for every try of one message, so that a gateway can tell a second copy. */
  readonly id: string;
  readonly to: string;
  readonly kind: TextKind;
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
}
export const textKinds = ['code', 'activation', 'unitLink', 'recovery', 'accountChanged'] as const;
export type TextKind = (typeof textKinds)[number];

/** Brings one text message on its way: throws TextRefused when trying again is useless, TextAway when it is not. */
export interface TextSender {
  readonly name: string;
  send(message: TextMessage): Promise<void>;
}

/** The gateway says no for good (no such number, text not approved). `code` is its code; its sentence may repeat the number. */
export class TextRefused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`text refused: ${code}`);
    this.code = code;
  }
}
/** Nobody knows whether it was sent: the gateway was away, slow, or asked to come back later. */
export class TextAway extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`text not sent: ${code}`);
    this.code = code;
  }
}

/** Prints messages where the operator looks. For demos only. */
export const consoleTexts = (say: (line: string) => void): TextSender => ({
  name: 'console',
  send: async ({ to, text }) => say(`短信（发给 ${to}）${text}`),
});
