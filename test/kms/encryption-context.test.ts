// A ciphertext opens with its own encryption context and no other, whatever characters stand in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/kms/simulator.ts';
import { alice, keyId, region, worldOf, worldText } from './kit.ts';

type Context = Readonly<Record<string, string>>;

const simulator = createSimulator(worldOf(worldText()));

function call(operation: string, parameters: object) {
  return simulator.simulate({
    principal: alice,
    operation,
    parameters: parameters as Readonly<Record<string, unknown>>,
    region,
  });
}

/** What an encryption with one context and a decryption with another come to. */
async function ends(written: Context, read: Context): Promise<string> {
  const sealed = await call('Encrypt', {
    KeyId: keyId,
    Plaintext: 'aGk=',
    EncryptionContext: written,
  });
  if (sealed.error) return sealed.error.name;
  const { CiphertextBlob } = sealed.response as { readonly CiphertextBlob: Uint8Array };
  const opened = await call('Decrypt', { CiphertextBlob, EncryptionContext: read });
  return opened.error?.name ?? 'opened';
}

/** Contexts that are close to each other: few letters, so that joining and splitting them collides. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'é', ' ', '"', '\0', '😀'), maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const context = fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true });

function differsByCase(given: Context): boolean {
  const lower = Object.keys(given).map((key) =>
    key.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
  );
  return new Set(lower).size < lower.length;
}

function sorted(given: Context): string {
  return JSON.stringify(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('an encryption context', () => {
  it('opens what it closed, in any order of its pairs', async () => {
    await fc.assert(
      fc.asyncProperty(context, async (given) => {
        fc.pre(!differsByCase(given));
        const reversed = Object.fromEntries(Object.entries(given).reverse());
        expect(await ends(given, reversed)).toBe('opened');
      }),
      { numRuns: 300 },
    );
  });

  it('opens nothing that another one closed', async () => {
    await fc.assert(
      fc.asyncProperty(context, context, async (one, two) => {
        fc.pre(!differsByCase(one) && !differsByCase(two) && sorted(one) !== sorted(two));
        expect(await ends(one, two)).toBe('InvalidCiphertextException');
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Context, Context]>([
    ['pairs joined without their lengths', { ab: 'c' }, { a: 'bc' }],
    ['two pairs in one', { a: 'b', c: 'd' }, { a: 'bc', d: '' }],
    ['a key and its value exchanged', { a: 'b' }, { b: 'a' }],
    ['an empty value and no pair', { a: '' }, {}],
    ['another case of the value', { a: 'b' }, { a: 'B' }],
    ['another case of the key', { a: 'b' }, { A: 'b' }],
    ['another normal form', { a: '\u00e9' }, { a: 'e\u0301' }],
    ['a zero byte', { a: 'b\0' }, { a: 'b' }],
  ])('%s are two contexts', async (_, one, two) => {
    expect(await ends(one, one)).toBe('opened');
    expect(await ends(two, two)).toBe('opened');
    expect(await ends(one, two)).toBe('InvalidCiphertextException');
    expect(await ends(two, one)).toBe('InvalidCiphertextException');
  });

  // Half a pair of surrogates is no character: UTF-8 has no bytes for it, so that any two would come out alike.
  it.each<[string, Context]>([
    ['a value', { a: '\ud800' }],
    ['a key', { '\udc00': 'a' }],
    ['a value in the middle', { a: 'x\ud83dy' }],
  ])('with half a character in %s is refused', async (_, given) => {
    expect(await ends(given, given)).toBe('SerializationException');
  });
});
