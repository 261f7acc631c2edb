// Hostile bytes for the readers of BER and CBOR: nothing throws, and time grows as the input does.
import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyAttestation } from '../../src/crypto/attestation.ts';
import { der, readBer, toDer } from '../../src/crypto/der.ts';
import { deriveSharedSecret } from '../../src/crypto/ecdh.ts';
import { importPrivateKey } from '../../src/crypto/import-private-key.ts';
import { exportPrivateKey, type KeyPair } from '../../src/crypto/key-pair.ts';
import { readMlSpki } from '../../src/crypto/ml-public-key.ts';
import { publicKeyOf } from '../../src/crypto/public-key.ts';
import { pairOf, specs } from './key-pairs.ts';
import { makeAttestation } from './make-attestation.ts';

const at = new Date('2026-03-04T05:06:07Z');
const ours: KeyPair = await pairOf('ECC_NIST_P256');

/** Everything that reads bytes from outside. */
const readers: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  readBer,
  'a private RSA key': (bytes) => importPrivateKey('RSA_2048', bytes),
  'a private EC key': (bytes) => importPrivateKey('ECC_NIST_P256', bytes),
  'a private Ed25519 key': (bytes) => importPrivateKey('ECC_NIST_EDWARDS25519', bytes),
  'a public key': publicKeyOf,
  'a public key of ML-DSA or ML-KEM': readMlSpki,
  'a public key for ECDH': (bytes) => deriveSharedSecret(ours, bytes),
  'an attestation document': (bytes) => verifyAttestation({ bytes, at }),
};

const repeated = (part: readonly number[], size: number) =>
  Uint8Array.from({ length: size }, (_, i) => part[i % part.length]!);

/** Processor time, which other processes do not lengthen. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Bytes of a size that make readers work. */
const hostile: Readonly<Record<string, (size: number) => Uint8Array>> = {
  'sequences of indefinite length, nested': (size) => repeated([0x30, 0x80], size),
  'strings of indefinite length, nested': (size) => repeated([0x24, 0x80], size),
  'sequences that say they have more': (size) =>
    repeated([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff], size),
  'a sequence of nothings': (size) => {
    const nothings = repeated([0x05, 0x00], size & ~1);
    return Buffer.concat([
      Buffer.of(0x30, 0x83, size >>> 16, (size >>> 8) & 0xff, size & 0xfe),
      nothings,
    ]);
  },
  'a string of empty parts': (size) =>
    Buffer.concat([Buffer.of(0x24, 0x80), repeated([0x04, 0x00], size & ~1), Buffer.of(0, 0)]),
  'lengths of 127 octets': (size) => repeated([0x30, 0xff, 0, 0, 0], size),
  'tag numbers without end': (size) => repeated([0x3f, 0xff, 0xff], size),
  'arrays in arrays': (size) => repeated([0x81], size),
  'arrays of indefinite length': (size) => repeated([0x9f], size),
  'tags of tags': (size) => repeated([0xd2], size),
  'maps in keys of maps': (size) => repeated([0xa1], size),
  'an array that says it has more': (size) =>
    Buffer.concat([
      Buffer.of(0x9b, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
      repeated([0], size),
    ]),
  'bytes that say they are more': (size) =>
    Buffer.concat([
      Buffer.of(0x84, 0x5b, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
      repeated([0], size),
    ]),
  'a map of many keys': (size) =>
    encode([
      Buffer.of(0xa1, 1, 0x38, 0x22),
      new Map(Array.from({ length: size / 8 }, (_, i) => [i, i])),
      Buffer.of(0),
      Buffer.alloc(96),
    ]),
  zeros: (size) => new Uint8Array(size),
  ones: (size) => new Uint8Array(size).fill(0xff),
};

describe('hostile bytes', () => {
  it.each(Object.entries(hostile))(
    '%s: nothing throws, and ten times as many take no more than that',
    (_, make) => {
      for (const [name, read] of Object.entries(readers)) {
        const time = (size: number) => {
          const bytes = make(size);
          return Math.min(
            ...[0, 1, 2].map(() => {
              const copy = Uint8Array.from(bytes);
              const start = cpuMilliseconds();
              expect(() => read(copy), name).not.toThrow();
              return cpuMilliseconds() - start;
            }),
          );
        };
        const [small, large] = [time(10_000), time(100_000)];
        // Ten times, with room for noise (a square would be a hundred); 3 ms are nothing to measure.
        expect(large, `${name}: ${small} ms, then ${large} ms`).toBeLessThan(
          Math.max(3, small) * 40,
        );
      }
    },
  );
});

describe('any bytes', () => {
  it.each(Object.entries(readers))('are no reason to throw for %s', (_, read) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void read(bytes)),
      { numRuns: 300 },
    );
  });

  it('that are one element in DER come back as they were', () => {
    const { element } = fc.letrec<{ element: Uint8Array }>((tie) => ({
      element: fc.oneof(
        { maxDepth: 5 },
        fc.uint8Array({ maxLength: 200 }).map((body) => der(0x04, body)),
        fc.array(tie('element'), { maxLength: 4 }).map((children) => der(0x30, ...children)),
      ),
    }));
    fc.assert(
      fc.property(element, (bytes) => {
        expect(Buffer.compare(toDer(readBer(bytes)!), bytes)).toBe(0);
      }),
    );
  });
});

describe('good bytes, cut or with one byte changed,', () => {
  const examples: Readonly<Record<string, () => Promise<Uint8Array>>> = {
    ...Object.fromEntries(
      specs.map((spec) => [`the SPKI of ${spec}`, async () => (await pairOf(spec)).publicKey]),
    ),
    ...Object.fromEntries(
      specs.map((spec) => [`PKCS#8 of ${spec}`, async () => exportPrivateKey(await pairOf(spec))]),
    ),
    'an attestation document': async () => makeAttestation({ at, publicKey: ours.publicKey }),
  };

  it.each(Object.entries(examples))('are no reason to throw: %s', async (_, make) => {
    const bytes = await make();
    // Only the head of long numbers has structure.
    const places = Array.from({ length: bytes.length }, (_, i) => i).filter(
      (i) => i < 64 || i % 64 === 0,
    );
    for (const [name, read] of Object.entries(readers)) {
      for (const i of places) {
        const broken = Uint8Array.from(bytes);
        broken[i] = broken[i]! ^ (1 << (i & 7));
        expect(() => read(bytes.slice(0, i)), `${name}, cut at ${i}`).not.toThrow();
        expect(() => read(broken), `${name}, changed at ${i}`).not.toThrow();
      }
    }
  });
});
