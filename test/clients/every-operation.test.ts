// The AWS SDK for JavaScript against a server, over every operation of its model: a story in which each succeeds, or
// answers the error of what Keyward does not model.
import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationApis } from '../../src/kms/api.generated.ts';
import type {
  OperationInputs,
  OperationName,
  OperationOutputs,
} from '../../src/kms/api-types.generated.ts';
import { createServer, type RunningServer } from '../../src/server.ts';
import { alice, home, region, serverWorld } from '../server/kit.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

let server: RunningServer;
const clients = new Map<string, sdk.KMSClient>();
const called = new Set<string>();

beforeAll(async () => {
  server = await createServer(serverWorld({ keys: '[]' }));
});

afterAll(async () => {
  for (const client of clients.values()) client.destroy();
  await server.close();
});

type Send = (command: object) => Promise<unknown>;
type Commands = Readonly<Record<string, new (input: object) => object>>;

function send<N extends OperationName>(
  operation: N,
  input: OperationInputs[N],
  where = region,
): Promise<OperationOutputs[N]> {
  const client =
    clients.get(where) ??
    new sdk.KMSClient({ region: where, endpoint: server.url, credentials: alice, maxAttempts: 1 });
  clients.set(where, client);
  called.add(operation);
  const Command = (sdk as unknown as Commands)[`${operation}Command`]!;
  return (client.send.bind(client) as unknown as Send)(new Command(input)) as Promise<
    OperationOutputs[N]
  >;
}

async function refused<N extends OperationName>(
  operation: N,
  input: OperationInputs[N],
  name: string,
) {
  const error: unknown = await send(operation, input).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(sdk.KMSServiceException);
  const { name: actual, $metadata } = error as sdk.KMSServiceException;
  expect([operation, actual, $metadata.httpStatusCode]).toEqual([operation, name, 400]);
  expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
}

async function createKey(input: OperationInputs['CreateKey'] = {}): Promise<string> {
  const { KeyMetadata } = await send('CreateKey', input);
  expect(KeyMetadata!.CreationDate).toBeInstanceOf(Date);
  return KeyMetadata!.KeyId;
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes!).toString();
const hello = Buffer.from('hello');

it('keys, aliases, tags and policies', async () => {
  const KeyId = await createKey({
    Description: 'first',
    Tags: [{ TagKey: 'team', TagValue: 'blue' }],
  });
  await send('UpdateKeyDescription', { KeyId, Description: 'second ☃' });
  expect((await send('DescribeKey', { KeyId })).KeyMetadata).toMatchObject({
    AWSAccountId: home,
    Description: 'second ☃',
  });
  expect((await send('ListKeys', {})).Keys!.map((key) => key.KeyId)).toContain(KeyId);
  await send('TagResource', { KeyId, Tags: [{ TagKey: 'cost', TagValue: '1' }] });
  await send('UntagResource', { KeyId, TagKeys: ['team'] });
  expect((await send('ListResourceTags', { KeyId })).Tags).toEqual([
    { TagKey: 'cost', TagValue: '1' },
  ]);
  await send('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
  const other = await createKey();
  await send('UpdateAlias', { AliasName: 'alias/app', TargetKeyId: other });
  expect((await send('ListAliases', { KeyId: other })).Aliases![0]).toMatchObject({
    AliasName: 'alias/app',
    LastUpdatedDate: expect.any(Date),
  });
  await send('DeleteAlias', { AliasName: 'alias/app' });
  const { Policy } = await send('GetKeyPolicy', { KeyId });
  await send('PutKeyPolicy', { KeyId, Policy: Policy! });
  expect((await send('ListKeyPolicies', { KeyId })).PolicyNames).toEqual(['default']);
  await send('DisableKey', { KeyId });
  await refused('Encrypt', { KeyId, Plaintext: hello }, 'DisabledException');
  await send('EnableKey', { KeyId });
  expect(
    (await send('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })).DeletionDate,
  ).toBeInstanceOf(Date);
  await send('CancelKeyDeletion', { KeyId });
});

it('symmetric cryptography', async () => {
  const KeyId = await createKey();
  const EncryptionContext = { project: 'blue' };
  const { CiphertextBlob } = await send('Encrypt', { KeyId, Plaintext: hello, EncryptionContext });
  expect(
    text((await send('Decrypt', { CiphertextBlob: CiphertextBlob!, EncryptionContext })).Plaintext),
  ).toBe('hello');
  await refused('Decrypt', { CiphertextBlob: CiphertextBlob! }, 'InvalidCiphertextException');
  await refused(
    'Decrypt',
    { CiphertextBlob: CiphertextBlob!, EncryptionContext, DryRun: true },
    'DryRunOperationException',
  );
  const moved = await send('ReEncrypt', {
    CiphertextBlob: CiphertextBlob!,
    SourceEncryptionContext: EncryptionContext,
    DestinationKeyId: await createKey(),
  });
  expect(text((await send('Decrypt', { CiphertextBlob: moved.CiphertextBlob! })).Plaintext)).toBe(
    'hello',
  );
  expect((await send('GenerateDataKey', { KeyId, KeySpec: 'AES_256' })).Plaintext!.length).toBe(32);
  expect(
    await send('GenerateDataKeyWithoutPlaintext', { KeyId, NumberOfBytes: 16 }),
  ).not.toHaveProperty('Plaintext');
  expect(
    (await send('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256' }))
      .PrivateKeyPlaintext!.length,
  ).toBeGreaterThan(100);
  await send('GenerateDataKeyPairWithoutPlaintext', { KeyId, KeyPairSpec: 'ECC_NIST_P256' });
  expect((await send('GenerateRandom', { NumberOfBytes: 32 })).Plaintext!.length).toBe(32);
  expect((await send('GetKeyLastUsage', { KeyId })).KeyLastUsage).toMatchObject({
    Timestamp: expect.any(Date),
  });
  await send('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
  expect(await send('GetKeyRotationStatus', { KeyId })).toMatchObject({
    KeyRotationEnabled: true,
    NextRotationDate: expect.any(Date),
  });
  await send('RotateKeyOnDemand', { KeyId });
  expect((await send('ListKeyRotations', { KeyId })).Rotations).toHaveLength(1);
  await send('DisableKeyRotation', { KeyId });
  expect(
    text((await send('Decrypt', { CiphertextBlob: CiphertextBlob!, EncryptionContext })).Plaintext),
  ).toBe('hello');
});

it('asymmetric cryptography and MACs', async () => {
  const KeyId = await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const signing = { KeyId, Message: hello, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
  const { Signature } = await send('Sign', signing);
  expect((await send('Verify', { ...signing, Signature: Signature! })).SignatureValid).toBe(true);
  await refused(
    'Verify',
    { ...signing, Message: Buffer.from('bye'), Signature: Signature! },
    'KMSInvalidSignatureException',
  );
  expect((await send('GetPublicKey', { KeyId })).KeySpec).toBe('ECC_NIST_P256');
  const mac = {
    KeyId: await createKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
    Message: hello,
    MacAlgorithm: 'HMAC_SHA_256',
  } as const;
  const { Mac } = await send('GenerateMac', mac);
  expect((await send('VerifyMac', { ...mac, Mac: Mac! })).MacValid).toBe(true);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const agreement = await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
  const PublicKey = publicKey.export({ type: 'spki', format: 'der' });
  const shared = await send('DeriveSharedSecret', {
    KeyId: agreement,
    KeyAgreementAlgorithm: 'ECDH',
    PublicKey,
  });
  expect(shared.SharedSecret!.length).toBe(32);
  const kem = {
    KeyId: await createKey({ KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' }),
    EncapsulationAlgorithm: 'ML_KEM',
  } as const;
  const { SharedSecret, SharedSecretCiphertextBlob } = await send('Encapsulate', kem);
  const opened = await send('Decapsulate', {
    ...kem,
    SharedSecretCiphertextBlob: SharedSecretCiphertextBlob!,
  });
  expect(opened.SharedSecret).toEqual(SharedSecret);
});

it('grants', async () => {
  const KeyId = await createKey();
  const bob = `arn:aws:iam::${home}:user/bob`;
  const { GrantId } = await send('CreateGrant', {
    KeyId,
    GranteePrincipal: bob,
    RetiringPrincipal: `arn:aws:iam::${home}:user/alice`,
    Operations: ['Decrypt', 'RetireGrant'],
  });
  expect((await send('ListGrants', { KeyId })).Grants![0]).toMatchObject({
    GrantId,
    CreationDate: expect.any(Date),
  });
  expect(
    (await send('ListRetirableGrants', { RetiringPrincipal: `arn:aws:iam::${home}:user/alice` }))
      .Grants,
  ).toHaveLength(1);
  const { KeyMetadata } = await send('DescribeKey', { KeyId });
  await send('RetireGrant', { KeyId: KeyMetadata!.Arn!, GrantId: GrantId! });
  const second = await send('CreateGrant', {
    KeyId,
    GranteePrincipal: bob,
    Operations: ['Decrypt'],
  });
  await send('RevokeGrant', { KeyId, GrantId: second.GrantId! });
  expect((await send('ListGrants', { KeyId })).Grants).toEqual([]);
});

it('imported material', async () => {
  const KeyId = await createKey({ Origin: 'EXTERNAL' });
  const { PublicKey, ImportToken, ParametersValidTo } = await send('GetParametersForImport', {
    KeyId,
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  });
  expect(ParametersValidTo).toBeInstanceOf(Date);
  const key = createPublicKey({ key: Buffer.from(PublicKey!), format: 'der', type: 'spki' });
  const EncryptedKeyMaterial = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    randomBytes(32),
  );
  const ValidTo = new Date(Date.now() + 3_600_000);
  await send('ImportKeyMaterial', {
    KeyId,
    ImportToken: ImportToken!,
    EncryptedKeyMaterial,
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    ValidTo,
  });
  const { KeyMetadata } = await send('DescribeKey', { KeyId });
  expect(Math.abs(KeyMetadata!.ValidTo!.getTime() - ValidTo.getTime())).toBeLessThan(1000);
  await send('DeleteImportedKeyMaterial', { KeyId });
  await refused('Encrypt', { KeyId, Plaintext: hello }, 'KMSInvalidStateException');
});

it('multi-Region keys', async () => {
  const KeyId = await createKey({ MultiRegion: true });
  const { CiphertextBlob } = await send('Encrypt', { KeyId, Plaintext: hello });
  await send('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2' });
  const there = await send('Decrypt', { CiphertextBlob: CiphertextBlob!, KeyId }, 'us-west-2');
  expect(text(there.Plaintext)).toBe('hello');
  await send('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'us-west-2' });
});

it('custom key stores, which are not modelled', async () => {
  const CustomKeyStoreId = 'cks-1234567890abcdef0';
  expect((await send('DescribeCustomKeyStores', {})).CustomKeyStores).toEqual([]);
  await refused(
    'CreateCustomKeyStore',
    { CustomKeyStoreName: 'a' },
    'UnsupportedOperationException',
  );
  for (const operation of [
    'ConnectCustomKeyStore',
    'DisconnectCustomKeyStore',
    'DeleteCustomKeyStore',
    'UpdateCustomKeyStore',
  ] as const) {
    await refused(operation, { CustomKeyStoreId }, 'UnsupportedOperationException');
  }
});

it('are all operations that the SDK has', () => {
  const commands = Object.keys(sdk).filter((name) => /^[A-Z]\w+Command$/.test(name));
  expect(commands.map((name) => name.slice(0, -'Command'.length)).sort()).toEqual(
    [...called].sort(),
  );
  expect([...called].sort()).toEqual(Object.keys(operationApis).sort());
});
