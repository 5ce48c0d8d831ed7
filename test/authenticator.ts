import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** A security key in software, for tests that no browser is needed for: it answers as CTAP2 keys do, and lies when told to. */
export interface Authenticator {
  register(options: string, lie?: Lie): string;
  prove(options: string, lie?: Lie): string;
  /** How often it was used: told to the site each time. */
  counter: number;
}
export interface Lie {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const b64 = (data: Buffer) => data.toString('base64url');
const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

export function authenticator(origin: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  const client = (type: string, challenge: string, lie: Lie) =>
    Buffer.from(JSON.stringify({ type, challenge: lie.challenge ?? challenge, origin: lie.origin ?? origin, crossOrigin: false }));
  const head = (rpId: string, flags: number, count: number) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  };
  const it: Authenticator = {
    counter: 0,
    register(options, lie = {}) {
      const { challenge, rp } = JSON.parse(options);
      const clientData = client('webauthn.create', challenge, lie);
      // COSE: EC2, ES256, P-256.
      const key = Buffer.concat([
        Buffer.from('a501020326200121' + '5820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const data = Buffer.concat([
        head(lie.rpId ?? rp.id, PRESENT | VERIFIED | WITH_KEY, it.counter),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        key,
      ]);
      const size = Buffer.alloc(2);
      size.writeUInt16BE(data.length);
      const attestation = Buffer.concat([
        Buffer.from([0xa3, 0x63]),
        Buffer.from('fmt'),
        Buffer.from([0x64]),
        Buffer.from('none'),
        Buffer.from([0x67]),
        Buffer.from('attStmt'),
        Buffer.from([0xa0, 0x68]),
        Buffer.from('authData'),
        Buffer.from([0x59]),
        size,
        data,
      ]);
      return JSON.stringify({
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: b64(clientData), attestationObject: b64(attestation), transports: ['usb'] },
      });
    },
    prove(options, lie = {}) {
      const { challenge, rpId } = JSON.parse(options);
      it.counter += 1;
      const clientData = client('webauthn.get', challenge, lie);
      const data = head(lie.rpId ?? rpId, PRESENT | VERIFIED, it.counter);
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(clientData)]))
        .sign(privateKey);
      return JSON.stringify({
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: b64(clientData), authenticatorData: b64(data), signature: b64(signature) },
      });
    },
  };
  return it;
}
