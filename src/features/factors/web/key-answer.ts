import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** Asks the key to sign what the server gave; the answer travels as text. Throws when it is cancelled or comes too late. */
export async function keyAnswer(use: 'prove' | 'register', options: string): Promise<string> {
  const optionsJSON = JSON.parse(options);
  return JSON.stringify(use === 'register' ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON }));
}
export const keysSupported = browserSupportsWebAuthn;
