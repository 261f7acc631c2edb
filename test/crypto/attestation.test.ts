// Nitro attestation documents: what is read from them, and what makes them count for nothing.
import { generateKeyPairSync } from 'node:crypto';
import { decode, encode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { verifyAttestation } from '../../src/crypto/attestation.ts';
import { type Flaws, makeAttestation } from './make-attestation.ts';

const at = new Date('2026-03-04T05:06:07Z');
const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  format: 'der',
  type: 'spki',
});

const set = (name: string, value: unknown) => (fields: Map<unknown, unknown>) =>
  void fields.set(name, value);

describe('a document', () => {
  it('answers what the enclave says of itself', () => {
    const pcrs = new Map([
      [0, Buffer.alloc(48, 7)],
      [31, Buffer.alloc(32, 9)],
    ]);
    const given = { at, publicKey, pcrs, nonce: Buffer.from('n'), userData: Buffer.from('u') };
    for (const tagged of [true, false]) {
      const answer = verifyAttestation({ bytes: makeAttestation(given, { tagged }), at });
      expect(answer).toMatchObject({
        document: {
          moduleId: 'i-0abcdef0123456789-enc0123456789abcdef',
          digest: 'SHA384',
          timestamp: at,
          publicKey: Uint8Array.from(publicKey),
          nonce: Uint8Array.from(given.nonce),
          userData: Uint8Array.from(given.userData),
          pcrs: new Map([...pcrs].map(([index, pcr]) => [index, Uint8Array.from(pcr)])),
        },
      });
    }
  });

  it('may lack a public key, user data and a nonce', () => {
    const answer = verifyAttestation({ bytes: makeAttestation({ at }), at });
    expect(answer).toHaveProperty('document');
    expect(answer).not.toHaveProperty('document.publicKey');
    expect(answer).not.toHaveProperty('document.nonce');
  });
});

const flawed: Readonly<Record<string, readonly [string, Flaws]>> = {
  'a foreign root': ['broken-chain', { foreignRoot: true }],
  'an issuer that is no authority': ['broken-chain', { leafAsIssuer: true }],
  'a chain without its root': [
    'broken-chain',
    { fields: (f) => f.set('cabundle', (f.get('cabundle') as unknown[]).slice(1)) },
  ],
  'the leaf in place of the root': [
    'broken-chain',
    { fields: (f) => f.set('cabundle', [f.get('certificate')]) },
  ],
  'no chain': ['malformed', { fields: set('cabundle', []) }],
  'no certificate': ['malformed', { fields: (f) => f.delete('certificate') }],
  'bytes for a certificate': ['malformed', { fields: set('certificate', Buffer.alloc(100, 1)) }],
  'a certificate beyond 1024 bytes': [
    'malformed',
    { fields: set('certificate', Buffer.alloc(1025)) },
  ],
  'another digest': ['malformed', { fields: set('digest', 'SHA256') }],
  'an empty module id': ['malformed', { fields: set('module_id', '') }],
  'time zero': ['malformed', { fields: set('timestamp', 0) }],
  'a time beyond dates': ['malformed', { fields: set('timestamp', 2 ** 53 - 1) }],
  'a fraction of a time': ['malformed', { fields: set('timestamp', 1.5) }],
  'no registers': ['malformed', { fields: set('pcrs', new Map()) }],
  'a register 32': ['malformed', { fields: set('pcrs', new Map([[32, Buffer.alloc(48)]])) }],
  'a register by a text': [
    'malformed',
    { fields: set('pcrs', new Map([['0', Buffer.alloc(48)]])) },
  ],
  'a register of 47 bytes': [
    'malformed',
    { fields: set('pcrs', new Map([[0, Buffer.alloc(47)]])) },
  ],
  'an empty public key': ['malformed', { fields: set('public_key', Buffer.alloc(0)) }],
  'a text for a nonce': ['malformed', { fields: set('nonce', 'n') }],
  'user data beyond 1024 bytes': ['malformed', { fields: set('user_data', Buffer.alloc(1025)) }],
  'a payload beyond 16384 bytes': ['malformed', { fields: set('more', Buffer.alloc(16384)) }],
  'another algorithm': ['malformed', { header: new Map([[1, -7]]) }],
  'a header that says more': [
    'malformed',
    {
      header: new Map<unknown, unknown>([
        [1, -35],
        [2, [1]],
      ]),
    },
  ],
};

describe('a document is refused for', () => {
  it.each(Object.entries(flawed))('%s', (_, [problem, flaws]) => {
    const bytes = makeAttestation({ at, publicKey }, flaws);
    expect(verifyAttestation({ bytes, at })).toEqual({ problem });
  });

  it('certificates that are not yet, or no longer, good', () => {
    const bytes = makeAttestation({ at, publicKey });
    for (const days of [-2, 2]) {
      const then = new Date(at.getTime() + days * 86_400_000);
      expect(verifyAttestation({ bytes, at: then })).toEqual({ problem: 'expired' });
    }
  });

  it('any part that changed after it was signed', () => {
    const bytes = makeAttestation({ at, publicKey });
    const [header, unprotected, payload, signature] = decode(bytes, { useMaps: true });
    const changedPcr = encode(
      decode(payload, { useMaps: true }).set('pcrs', new Map([[0, Buffer.alloc(48, 1)]])),
    );
    const wrong = Uint8Array.from(signature, (byte: number, i: number) =>
      i === 5 ? byte ^ 1 : byte,
    );
    for (const parts of [
      [header, unprotected, changedPcr, signature],
      [header, unprotected, payload, wrong],
      [header, unprotected, payload, new Uint8Array(96)],
    ]) {
      expect(verifyAttestation({ bytes: encode(parts), at })).toEqual({ problem: 'bad-signature' });
    }
  });
});
