// The same seed and clock give the same ids, symmetric blobs, tokens, markers and events, byte for byte; another
// seed gives others. What OpenSSL makes with randomness of its own is left out: RSA and EC keys, and what is done
// with them.
import { describe, expect, it, vi } from 'vitest';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { wrap } from './import-kit.ts';
import { alice, beginning, bob, createKit, home, keyId, worldText } from './kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

type Parameters = Readonly<Record<string, unknown>>;

/** A long story, and all that is seen of it, as one text for each call. `spoil` does something to each answer. */
async function story(
  seed: string,
  spoil: (value: unknown) => void = () => {},
): Promise<readonly string[]> {
  const kit = createKit(worldText(`[{ id: ${keyId}, aliases: [alias/app] }]`), seed);
  const seen: string[] = [];
  const call = async (operation: OperationName, given: Parameters = {}, more = {}) => {
    const parameters = structuredClone(given);
    const outcome = await kit.call(alice, operation, parameters, more);
    const { response, error, event, decisions, notes } = outcome;
    seen.push(JSON.stringify({ operation, response, error, event, decisions, notes }, inHex));
    const kept = structuredClone(response ?? {}) as Readonly<Record<string, never>>;
    for (const value of [response, event, decisions, parameters]) spoil(value);
    return kept;
  };
  const context = { EncryptionContext: { purpose: 'orders' } };
  const { KeyMetadata } = await call('CreateKey', { MultiRegion: true });
  const { KeyId } = KeyMetadata!;
  const keys: string[] = [keyId, KeyId];
  for (let round = 0; round < 40; round++) {
    const [from, to] = round % 2 === 0 ? keys : [...keys].reverse();
    const Plaintext = Buffer.from(`message ${round}`);
    const { CiphertextBlob } = await call('Encrypt', { KeyId: from, Plaintext, ...context });
    await call('Decrypt', { CiphertextBlob, ...context });
    await call('Decrypt', { CiphertextBlob });
    await call('ReEncrypt', {
      CiphertextBlob,
      SourceEncryptionContext: context.EncryptionContext,
      DestinationKeyId: to,
    });
    await call('GenerateDataKey', { KeyId: from, NumberOfBytes: 1 + round });
    await call('GenerateDataKeyPairWithoutPlaintext', {
      KeyId: from,
      KeyPairSpec: 'ECC_NIST_EDWARDS25519',
    });
    await call('GenerateRandom', { NumberOfBytes: 16 });
    const { GrantToken, GrantId } = await call('CreateGrant', {
      KeyId: from,
      GranteePrincipal: bob,
      RetiringPrincipal: alice,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { purpose: 'orders' } },
    });
    await call('Encrypt', { KeyId: from, Plaintext, GrantTokens: [GrantToken] });
    await call('ListGrants', { KeyId: from, Limit: 1 });
    if (round % 3 === 0) await call('RevokeGrant', { KeyId: from, GrantId });
    await call('CreateKey', { Description: `key ${round}` });
    await call('ListKeys', { Limit: 2 });
    await call('Encrypt', { KeyId: 'alias/none', Plaintext });
    await call('GetKeyLastUsage', { KeyId: from });
    if (round % 10 === 5) await call('RotateKeyOnDemand', { KeyId: from });
    await call('DescribeKey', { KeyId: from });
    await call('TagResource', { KeyId: from, Tags: [{ TagKey: `tag${round}`, TagValue: 'a' }] });
    await call('ListResourceTags', { KeyId: from });
    await call('ListKeyRotations', { KeyId: from, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    await call('ListAliases', { KeyId: from });
    await call('GetKeyPolicy', { KeyId: from });
    kit.moveDays(0.5);
  }
  await call('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
  for (const [KeySpec, KeyUsage] of [
    ['HMAC_256', 'GENERATE_VERIFY_MAC'],
    ['ML_DSA_44', 'SIGN_VERIFY'],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY'],
    ['ML_KEM_512', 'ENCAPSULATE_DECAPSULATE'],
  ] as const) {
    const made = await call('CreateKey', { KeySpec, KeyUsage });
    const { KeyId: id } = made.KeyMetadata!;
    const Message = Buffer.from('message');
    if (KeySpec === 'HMAC_256') {
      await call('GenerateMac', { KeyId: id, Message, MacAlgorithm: 'HMAC_SHA_256' });
    } else {
      await call('GetPublicKey', { KeyId: id });
      await call('GetPublicKey', { KeyId: id });
    }
    await call('DescribeKey', { KeyId: id });
    if (KeySpec === 'ECC_NIST_EDWARDS25519') {
      await call('Sign', { KeyId: id, Message, SigningAlgorithm: 'ED25519_SHA_512' });
    }
    if (KeySpec === 'ML_DSA_44') {
      await call('Sign', { KeyId: id, Message, SigningAlgorithm: 'ML_DSA_SHAKE_256' });
    }
    if (KeySpec === 'ML_KEM_512') {
      await call('Encapsulate', { KeyId: id, EncapsulationAlgorithm: 'ML_KEM' });
    }
  }
  const external = await call('CreateKey', { Origin: 'EXTERNAL' });
  const { KeyId: id } = external.KeyMetadata!;
  const { ImportToken, PublicKey } = await call('GetParametersForImport', {
    KeyId: id,
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  });
  await call('ImportKeyMaterial', {
    KeyId: id,
    ImportToken,
    EncryptedKeyMaterial: wrap(PublicKey!, Buffer.alloc(32, 7), 'RSAES_OAEP_SHA_256'),
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  });
  await call('Encrypt', { KeyId: id, Plaintext: Buffer.from('imported') });
  await call('DescribeKey', { KeyId: `arn:aws:kms:eu-west-1:${home}:key/${KeyId}` });
  return seen;
}

function inHex(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

const first = await story('seed');

describe('a long story', () => {
  it('replays byte for byte from its seed and clock', async () => {
    const second = await story('seed');
    expect(first.length).toBeGreaterThan(550);
    for (const [at, text] of first.entries()) expect(second[at]).toBe(text);
    expect(second).toHaveLength(first.length);
  });

  it('has other ids, blobs and tokens from another seed', async () => {
    const second = await story('another');
    expect(second).toHaveLength(first.length);
    const equal = first.filter((text, at) => text === second[at]);
    expect(equal).toEqual([]);
    const blobs = (texts: readonly string[]) =>
      new Set(texts.flatMap((text) => [...text.matchAll(/[0-9a-f]{64,}/g)].map(([hex]) => hex)));
    const ours = blobs(first);
    expect([...blobs(second)].filter((hex) => ours.has(hex) && !isPublished(hex))).toEqual([]);
  });

  it('goes on as before whatever a caller does to answers and parameters', async () => {
    const second = await story('seed', spoil);
    for (const [at, text] of first.entries()) expect(second[at]).toBe(text);
  });

  it('says when it was, by its clock', () => {
    expect(JSON.parse(first[0]!).event.eventTime).toBe(`${beginning.toISOString().slice(0, 19)}Z`);
  });
});

/** The RSA key of these tests is a published one. */
function isPublished(hex: string): boolean {
  return hex.startsWith('30820122300d06092a864886f70d');
}

/** Overwrites all that a caller can get hold of. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  if (value instanceof Uint8Array) value.fill(0);
  else if (value instanceof Date) value.setTime(0);
  else {
    for (const [name, entry] of Object.entries(value)) {
      spoil(entry);
      Reflect.deleteProperty(value, name);
    }
    if (Array.isArray(value)) value.length = 0;
  }
}
