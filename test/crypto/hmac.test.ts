// HMAC under keys that are made ready: the same as OpenSSL's for keys and messages of any length, one after another.
import { createHmac, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HmacKey, hmacKeys, type Sha2 } from '../../src/crypto/hmac.ts';

const hashes: readonly Sha2[] = ['sha224', 'sha256', 'sha384', 'sha512'];

describe('an HMAC', () => {
  it.each(hashes)('with %s is that of OpenSSL, whatever was authenticated before', (sha2) =>
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.uint8Array({ maxLength: 1000, size: 'max' }), { minLength: 1, maxLength: 5 }),
        (key, messages) => {
          const ready = new HmacKey(sha2, key);
          for (const message of messages) {
            const theirs = createHmac(sha2, key).update(message).digest();
            expect(ready.mac(message).equals(theirs)).toBe(true);
          }
        },
      ),
      {
        examples: [63, 64, 65, 127, 128, 129].flatMap((length) =>
          [447, 448, 449, 512].map((long): [Uint8Array, Uint8Array[]] => [
            new Uint8Array(length).fill(0xa5),
            [new Uint8Array(long).fill(0x5a), new Uint8Array(0)],
          ]),
        ),
      },
    ),
  );

  it('is under the key that it is asked for', () => {
    const keyOf = hmacKeys('sha256');
    const [one, other] = ['one', 'other'].map((text) => createSecretKey(Buffer.from(text)));
    const mac = (secret: typeof one) => keyOf(secret!).mac(Buffer.from('message')).toString('hex');
    const first = mac(one);
    expect(mac(other)).not.toBe(first);
    expect(mac(one)).toBe(first);
    expect(first).toBe(createHmac('sha256', 'one').update('message').digest('hex'));
  });
});
