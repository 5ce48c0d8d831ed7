import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openStream, sealStream } from '../../src/operations/backup-vault.ts';

const PIECE = 65_536 + 16;
const HEADER = 54;
const key = randomBytes(32);
const gather = async (stream: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(stream));
const seal = (text: Buffer, chunk = 10_000) =>
  gather(
    sealStream(key)(
      Readable.from(Array.from({ length: Math.ceil(text.length / chunk) }, (_, n) => text.subarray(n * chunk, (n + 1) * chunk))),
    ),
  );
const unseal = (sealed: Buffer) => gather(openStream(key)(Readable.from([sealed])));

describe('the vault', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])(
    'gives back %i bytes as they were, and never twice the same file',
    async (size) => {
      const text = randomBytes(size);
      const sealed = await seal(text);
      expect((await unseal(sealed)).equals(text)).toBe(true);
      expect((await seal(text)).equals(sealed)).toBe(false);
    },
  );

  test('notices a cut exactly between two pieces, two pieces changed about, and a piece of another file', async () => {
    const [one, two] = [await seal(randomBytes(3 * 65_536)), await seal(randomBytes(3 * 65_536))];
    const piece = (of: Buffer, n: number) => of.subarray(HEADER + n * PIECE, HEADER + (n + 1) * PIECE);
    const refused = 'incomplete or was changed';
    await expect(unseal(one.subarray(0, HEADER + 2 * PIECE))).rejects.toThrow(refused);
    await expect(unseal(one.subarray(0, HEADER))).rejects.toThrow(refused);
    await expect(unseal(Buffer.concat([one.subarray(0, HEADER), piece(one, 1), piece(one, 0), piece(one, 2)]))).rejects.toThrow(refused);
    await expect(unseal(Buffer.concat([one.subarray(0, HEADER), piece(two, 0), piece(one, 1), piece(one, 2)]))).rejects.toThrow(refused);
  });

  test('opens with its own key only', async () => {
    const sealed = await seal(Buffer.from('合议'));
    await expect(gather(openStream(randomBytes(32))(Readable.from([sealed])))).rejects.toThrow('密钥不是这份备份的');
  });
});
