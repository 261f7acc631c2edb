// What is kept apart: Regions, accounts, and calls that are in flight at the same time.
import { describe, expect, it } from 'vitest';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import type { OutcomeError } from '../../src/kms/outcome.ts';
import {
  alice,
  bob,
  carol,
  createKit,
  home,
  keyId,
  noKeyId,
  other,
  region,
  worldText,
} from './kit.ts';

type Parameters = Readonly<Record<string, unknown>>;

const second = 'eu-west-1';
const arnOf = (account: string, name: string, place = region) =>
  `arn:aws:kms:${place}:${account}:${name}`;

// One id and one alias in both accounts and both Regions, of four keys that know nothing of each other.
const places = [
  [alice, home, region],
  [alice, home, second],
  [carol, other, region],
  [carol, other, second],
] as const;
const twice = `[{ id: ${keyId}, region: ${region}, aliases: [alias/app] }, { id: ${keyId}, region: ${second}, aliases: [alias/app] }]`;
const fourKeys = () => createKit(worldText(twice, twice));

describe('Regions and accounts', () => {
  it('have keys of their own behind the same ids and aliases', async () => {
    const kit = fourKeys();
    const blobs: Uint8Array[] = [];
    for (const [who, account, place] of places) {
      const more = { region: place };
      for (const KeyId of [keyId, 'alias/app', arnOf(account, `key/${keyId}`, place)]) {
        const Plaintext = Buffer.from(`${account} ${place}`);
        const made = await kit.answer(who, 'Encrypt', { KeyId, Plaintext }, more);
        expect(made.KeyId).toBe(arnOf(account, `key/${keyId}`, place));
        blobs.push(made.CiphertextBlob!);
      }
    }
    for (const [at, CiphertextBlob] of blobs.entries()) {
      for (const [at2, [who, account, place]] of places.entries()) {
        const own = Math.floor(at / 3) === at2;
        for (const named of [{}, { KeyId: keyId }, { KeyId: 'alias/app' }]) {
          const { response, error } = await kit.call(
            who,
            'Decrypt',
            { CiphertextBlob, ...named },
            { region: place },
          );
          expect({ at, at2, opened: response !== undefined }).toEqual({ at, at2, opened: own });
          if (own)
            expect(response).toMatchObject({ Plaintext: Buffer.from(`${account} ${place}`) });
          else expect(error?.name).toMatch(/^(AccessDenied|InvalidCiphertext)Exception$/);
        }
      }
    }
  });

  it('have states, tags, aliases, grants and policies of their own', async () => {
    const kit = fourKeys();
    const [who, , place] = places[0];
    const change = (operation: OperationName, parameters: Parameters) =>
      kit.answer(who, operation, parameters, { region: place });
    await change('TagResource', { KeyId: keyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    await change('CreateAlias', { AliasName: 'alias/new', TargetKeyId: keyId });
    await change('CreateGrant', { KeyId: keyId, GranteePrincipal: bob, Operations: ['Encrypt'] });
    await change('UpdateKeyDescription', { KeyId: keyId, Description: 'changed' });
    await change('EnableKeyRotation', { KeyId: keyId });
    await change('RotateKeyOnDemand', { KeyId: keyId });
    await change('DeleteAlias', { AliasName: 'alias/app' });
    await change('DisableKey', { KeyId: keyId });
    for (const [reader, , where] of places.slice(1)) {
      const more = { region: where };
      const key = { KeyId: keyId };
      const read = <N extends OperationName>(operation: N) =>
        kit.answer(reader, operation, key, more);
      expect((await read('DescribeKey')).KeyMetadata).toMatchObject({
        KeyState: 'Enabled',
        Description: '',
      });
      expect((await read('ListResourceTags')).Tags).toEqual([]);
      expect((await read('ListGrants')).Grants).toEqual([]);
      expect((await read('ListKeyRotations')).Rotations).toEqual([]);
      expect((await read('GetKeyRotationStatus')).KeyRotationEnabled).toBe(false);
      const { Aliases } = await kit.answer(reader, 'ListAliases', {}, more);
      expect(Aliases!.map(({ AliasName }) => AliasName)).toEqual(['alias/app']);
      expect((await kit.answer(reader, 'ListKeys', {}, more)).Keys).toHaveLength(1);
    }
  });

  it('an ARN of another Region is not found', async () => {
    const kit = fourKeys();
    for (const name of [`key/${keyId}`, 'alias/app']) {
      const parameters = { KeyId: arnOf(home, name, second), Plaintext: 'aGk=' };
      const { error } = await kit.call(alice, 'Encrypt', parameters, { region });
      expect(error).toMatchObject({
        name: 'NotFoundException',
        message: `Invalid arn ${second}`,
      });
    }
  });
});

// Every operation that takes a key of another account, and some that never do.
const across: readonly (readonly [OperationName, Parameters])[] = [
  ['CreateGrant', { GranteePrincipal: carol, Operations: ['Encrypt'] }],
  ['Decrypt', { CiphertextBlob: Buffer.alloc(120) }],
  ['DescribeKey', {}],
  ['Encrypt', { Plaintext: 'aGk=' }],
  ['GenerateDataKey', { KeySpec: 'AES_256' }],
  ['GenerateDataKeyPair', { KeyPairSpec: 'ECC_NIST_P256' }],
  ['GenerateDataKeyPairWithoutPlaintext', { KeyPairSpec: 'ECC_NIST_P256' }],
  ['GenerateDataKeyWithoutPlaintext', { KeySpec: 'AES_256' }],
  ['GenerateMac', { Message: 'aGk=', MacAlgorithm: 'HMAC_SHA_256' }],
  ['GetKeyRotationStatus', {}],
  ['GetPublicKey', {}],
  ['ListGrants', {}],
  ['RetireGrant', { GrantId: 'a'.repeat(64) }],
  ['RevokeGrant', { GrantId: 'a'.repeat(64) }],
  ['Sign', { Message: 'aGk=', SigningAlgorithm: 'ECDSA_SHA_256' }],
  ['Verify', { Message: 'aGk=', Signature: 'aGk=', SigningAlgorithm: 'ECDSA_SHA_256' }],
  ['VerifyMac', { Message: 'aGk=', Mac: 'aGk=', MacAlgorithm: 'HMAC_SHA_256' }],
  ['DeriveSharedSecret', { PublicKey: 'aGk=', KeyAgreementAlgorithm: 'ECDH' }],
  ['Encapsulate', { EncapsulationAlgorithm: 'ML_KEM' }],
  ['Decapsulate', { EncapsulationAlgorithm: 'ML_KEM', SharedSecretCiphertextBlob: 'aGk=' }],
  ['DisableKey', {}],
  ['EnableKeyRotation', {}],
  ['GetKeyPolicy', {}],
  [
    'GetParametersForImport',
    { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
  ],
  ['ListResourceTags', {}],
  ['PutKeyPolicy', { Policy: '{}' }],
  ['ReplicateKey', { ReplicaRegion: second }],
  ['RotateKeyOnDemand', {}],
  ['ScheduleKeyDeletion', {}],
  ['TagResource', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }],
  ['UpdatePrimaryRegion', { PrimaryRegion: second }],
];

// Of every kind that could show: the state, origin, usage and the number of Regions.
const kinds = [
  '',
  ', state: Disabled',
  ', state: PendingDeletion',
  ', origin: EXTERNAL, state: PendingImport',
  ', spec: RSA_2048, usage: SIGN_VERIFY',
  ', spec: HMAC_256',
];

/** What AWS KMS answers; a note is Keyward's, for who holds the world. */
function answerOf(error: OutcomeError | undefined): string {
  const { note: _, ...answer } = error!;
  return JSON.stringify(answer);
}

describe('whether a key of another account exists', () => {
  it.each(across)('%s does not say', async (operation, parameters) => {
    const answers = new Set<string>();
    const asked = [...kinds.map((kind) => [keyId, kind] as const), [noKeyId, ''] as const];
    for (const [id, kind] of asked) {
      const kit = createKit(worldText(`[{ id: ${keyId}${kind}, aliases: [alias/app] }]`));
      const KeyId = arnOf(home, `key/${id}`);
      const { error, response } = await kit.call(carol, operation, { ...parameters, KeyId });
      expect(response).toBeUndefined();
      answers.add(answerOf(error).replaceAll(id, 'ID'));
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toContain('AccessDeniedException');
  });

  it('nor does the alias of another account', async () => {
    const kit = createKit(worldText(`[{ id: ${keyId}, aliases: [alias/app] }]`));
    const errors = await Promise.all(
      ['app', 'none'].map(async (name) => {
        const parameters = { KeyId: arnOf(home, `alias/${name}`), Plaintext: 'aGk=' };
        const { error } = await kit.call(carol, 'Encrypt', parameters);
        return answerOf(error).replaceAll(name, 'NAME');
      }),
    );
    expect(errors[0]).toBe(errors[1]);
  });

  it('nor does a ciphertext', async () => {
    const kit = createKit();
    const gone = await kit.answer(alice, 'CreateKey');
    const blobs = [];
    for (const KeyId of [keyId, gone.KeyMetadata!.KeyId]) {
      blobs.push((await kit.answer(alice, 'Encrypt', { KeyId, Plaintext: 'aGk=' })).CiphertextBlob);
    }
    await kit.answer(alice, 'ScheduleKeyDeletion', { KeyId: gone.KeyMetadata!.KeyId });
    kit.moveDays(31);
    const errors = [];
    for (const CiphertextBlob of blobs) {
      errors.push(answerOf((await kit.call(carol, 'Decrypt', { CiphertextBlob })).error));
    }
    expect(errors[0]).toBe(errors[1]);
    expect(errors[0]).toContain('AccessDeniedException');
  });
});

describe('calls that are in flight at the same time', () => {
  it('keep their answers apart: 200 of them', async () => {
    const kit = createKit(
      worldText(`[
        { id: ${keyId} },
        { id: 00000000-0000-0000-0000-000000000001, spec: ECC_NIST_P256, usage: SIGN_VERIFY, aliases: [alias/sign] },
        { id: 00000000-0000-0000-0000-000000000002, spec: HMAC_256, aliases: [alias/mac] },
        { id: 00000000-0000-0000-0000-000000000003, spec: ML_KEM_512, aliases: [alias/kem] }]`),
    );
    const rounds = Array.from({ length: 50 }, async (_, at) => {
      const Message = Buffer.from(`message ${at}`);
      const EncryptionContext = { at: String(at) };
      const { CiphertextBlob } = await kit.answer(alice, 'Encrypt', {
        KeyId: keyId,
        Plaintext: Message,
        EncryptionContext,
      });
      const opened = await kit.answer(alice, 'Decrypt', { CiphertextBlob, EncryptionContext });
      expect(Buffer.from(opened.Plaintext!)).toEqual(Message);
      return opened;
    });
    const signed = Array.from({ length: 50 }, async (_, at) => {
      const parameters = {
        KeyId: 'alias/sign',
        Message: Buffer.from(`message ${at}`),
        SigningAlgorithm: 'ECDSA_SHA_256',
      };
      const { Signature } = await kit.answer(alice, 'Sign', parameters);
      return kit.answer(alice, 'Verify', { ...parameters, Signature });
    });
    const macs = Array.from({ length: 50 }, async (_, at) => {
      const parameters = {
        KeyId: 'alias/mac',
        Message: Buffer.from(`message ${at}`),
        MacAlgorithm: 'HMAC_SHA_256',
      };
      const { Mac } = await kit.answer(alice, 'GenerateMac', parameters);
      return kit.answer(alice, 'VerifyMac', { ...parameters, Mac });
    });
    const sealed = Array.from({ length: 50 }, async () => {
      const key = { KeyId: 'alias/kem', EncapsulationAlgorithm: 'ML_KEM' };
      const made = await kit.answer(alice, 'Encapsulate', key);
      const { SharedSecretCiphertextBlob, SharedSecret } = made;
      const opened = await kit.answer(alice, 'Decapsulate', { ...key, SharedSecretCiphertextBlob });
      expect(opened.SharedSecret).toEqual(SharedSecret);
      return opened;
    });
    const all = await Promise.all<unknown>([...rounds, ...signed, ...macs, ...sealed]);
    expect(all).toHaveLength(200);
  });

  it('DisableKey between them divides them: all before work, none after does', async () => {
    const kit = createKit(worldText(`[{ id: ${keyId}, spec: ECC_NIST_P384, usage: SIGN_VERIFY }]`));
    const sign = () =>
      kit.call(alice, 'Sign', { KeyId: keyId, Message: 'aGk=', SigningAlgorithm: 'ECDSA_SHA_384' });
    const before = Array.from({ length: 100 }, sign);
    const disabled = kit.call(alice, 'DisableKey', { KeyId: keyId });
    const after = Array.from({ length: 100 }, sign);
    expect((await disabled).error).toBeUndefined();
    for (const { error } of await Promise.all(before)) expect(error).toBeUndefined();
    for (const { error } of await Promise.all(after)) expect(error?.name).toBe('DisabledException');
  });

  it('the first uses of a key make one key pair', async () => {
    const kit = createKit(worldText(`[{ id: ${keyId}, spec: ECC_NIST_P256, usage: SIGN_VERIFY }]`));
    const keys = await Promise.all(
      Array.from({ length: 50 }, () => kit.answer(alice, 'GetPublicKey', { KeyId: keyId })),
    );
    const texts = keys.map(({ PublicKey }) => Buffer.from(PublicKey!).toString('hex'));
    expect(new Set(texts).size).toBe(1);
  });

  it('one of many creates an alias, and a grant of the same name is one grant', async () => {
    const kit = createKit();
    const created = await Promise.all(
      Array.from({ length: 20 }, () =>
        kit.call(alice, 'CreateAlias', { AliasName: 'alias/one', TargetKeyId: keyId }),
      ),
    );
    expect(created.filter(({ error }) => error === undefined)).toHaveLength(1);
    const grants = await Promise.all(
      Array.from({ length: 20 }, () =>
        kit.answer(alice, 'CreateGrant', {
          KeyId: keyId,
          Name: 'one',
          GranteePrincipal: bob,
          Operations: ['Encrypt'],
        }),
      ),
    );
    expect(new Set(grants.map(({ GrantId }) => GrantId)).size).toBe(1);
    expect(new Set(grants.map(({ GrantToken }) => GrantToken)).size).toBe(20);
  });

  it('no more rotations get through than there may be', async () => {
    const kit = createKit();
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => kit.call(alice, 'RotateKeyOnDemand', { KeyId: keyId })),
    );
    const names = outcomes.map(({ error }) => error?.name ?? 'rotated');
    expect(names.filter((name) => name === 'rotated')).toHaveLength(25);
    expect(names.filter((name) => name === 'LimitExceededException')).toHaveLength(15);
  });
});
