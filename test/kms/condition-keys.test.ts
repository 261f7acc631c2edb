// The condition keys that operations give are those that the catalogue lists for their actions: by calling each
// with all its parameters and looking at what is decided.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
import { describe, expect, it, vi } from 'vitest';
import { kmsActions } from '../../src/catalog/kms-actions.ts';
import type { Access } from '../../src/kms/access.ts';
import { operationApis } from '../../src/kms/api.generated.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { pairOf } from '../crypto/key-pairs.ts';
import { makeAttestation } from '../crypto/make-attestation.ts';
import { calls, kitOf, type Parameters, type SubjectFields } from './calls.ts';
import { alice, beginning } from './kit.ts';

const seen = vi.hoisted((): Access[] => []);
vi.mock('../../src/kms/authorize.ts', async (original) => {
  const real = await original<typeof import('../../src/kms/authorize.ts')>();
  const authorize: typeof real.authorize = (asking, access, tokens) => {
    seen.push(access);
    return real.authorize(asking, access, tokens);
  };
  return { ...real, authorize };
});
vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

const EncryptionContext = { purpose: 'orders' };
const AttestationDocument = makeAttestation({
  at: beginning,
  publicKey: (await pairOf('RSA_2048')).publicKey,
  pcrs: new Map(Array.from({ length: 32 }, (_, at) => [at, Buffer.alloc(48, at)])),
});
const Recipient = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument };
const Tags = [{ TagKey: 'team', TagValue: 'blue' }];
const SourceArn = 'arn:aws:s3:us-east-1:111122223333:bucket';

/** The parameters that a plain call leaves out; each of a list in a call of its own. */
const more: { readonly [N in OperationName]?: readonly Parameters[] } = {
  CreateGrant: [
    {
      RetiringPrincipal: alice,
      Constraints: { EncryptionContextEquals: EncryptionContext, SourceArn },
    },
    {
      Constraints: { EncryptionContextSubset: EncryptionContext },
      RetiringServicePrincipal: 's3.amazonaws.com',
    },
    {
      GranteePrincipal: undefined,
      GranteeServicePrincipal: 's3.amazonaws.com',
      RetiringPrincipal: alice,
      Constraints: { SourceArn },
    },
  ],
  CreateKey: [
    {
      KeySpec: 'RSA_2048',
      KeyUsage: 'SIGN_VERIFY',
      Origin: 'EXTERNAL',
      MultiRegion: true,
      BypassPolicyLockoutSafetyCheck: true,
      Tags,
    },
  ],
  Decrypt: [{ EncryptionContext, Recipient }],
  DeriveSharedSecret: [{ Recipient }],
  EnableKeyRotation: [{ RotationPeriodInDays: 100 }],
  Encrypt: [{ EncryptionContext }],
  GenerateDataKey: [{ EncryptionContext, Recipient }],
  GenerateDataKeyPair: [{ EncryptionContext, Recipient }],
  GenerateDataKeyPairWithoutPlaintext: [{ EncryptionContext }],
  GenerateDataKeyWithoutPlaintext: [{ EncryptionContext }],
  GenerateRandom: [{ Recipient }],
  ImportKeyMaterial: [
    {},
    {
      ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      ValidTo: new Date(beginning.getTime() + 86_400_000),
    },
  ],
  PutKeyPolicy: [{ BypassPolicyLockoutSafetyCheck: true }],
  ReEncrypt: [
    { SourceEncryptionContext: EncryptionContext, DestinationEncryptionContext: EncryptionContext },
  ],
  ReplicateKey: [{ Tags, BypassPolicyLockoutSafetyCheck: true }],
  ScheduleKeyDeletion: [{ PendingWindowInDays: 7 }],
  Sign: [{ MessageType: 'RAW' }],
  Verify: [{ MessageType: 'RAW' }],
};

const kinds: { readonly [N in OperationName]?: SubjectFields } = {
  Decapsulate: { spec: 'ML_KEM_512', usage: 'ENCAPSULATE_DECAPSULATE' },
  DeriveSharedSecret: { spec: 'ECC_NIST_P256', usage: 'KEY_AGREEMENT' },
  Encapsulate: { spec: 'ML_KEM_512', usage: 'ENCAPSULATE_DECAPSULATE' },
  GenerateMac: { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' },
  GetParametersForImport: { origin: 'EXTERNAL' },
  GetPublicKey: { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' },
  ImportKeyMaterial: { origin: 'EXTERNAL' },
  DeleteImportedKeyMaterial: { origin: 'EXTERNAL' },
  ReplicateKey: { multiRegion: true },
  Sign: { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' },
  UpdatePrimaryRegion: { multiRegion: true },
  Verify: { spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' },
  VerifyMac: { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' },
};

/** What each operation asks about: its accesses, with and without what is more. */
async function accessesOf(operation: OperationName): Promise<readonly Access[]> {
  const all: Access[] = [];
  for (const added of more[operation] ?? [{}]) {
    const { kit, subject } = kitOf(kinds[operation] ?? {});
    const parameters = (await calls[operation]?.(subject, kit)) ?? {};
    seen.length = 0;
    await kit.call(alice, operation, { ...parameters, ...added });
    all.push(...seen);
  }
  return all;
}

/** What policies know without the request's parameters: of the key, the caller and the way of the call. */
const notOfParameters = new Set([
  'aws:ResourceTag/${TagKey}',
  'kms:CallerAccount',
  'kms:ViaService',
  'kms:ResourceAliases',
  // The engine derives them from the encryption context and the service that forwards the call.
  'kms:EncryptionContextKeys',
  'kms:GrantIsForAWSResource',
  // The finder gives it: see the last test.
  'kms:RequestAlias',
]);
const ofKeys = ['KeyOrigin', 'KeySpec', 'KeyUsage', 'MultiRegion', 'MultiRegionKeyType'].map(
  (name) => `kms:${name}`,
);

/** [action, key]: given without being listed, and why. */
const givenUnlisted = new Map([
  ['CreateKey kms:CustomerMasterKeySpec', 'the old name of kms:KeySpec still works'],
  ['CreateKey kms:CustomerMasterKeyUsage', 'the old name of kms:KeyUsage still works'],
]);

/** Listed without being given. */
const listedUngiven = (action: string, key: string) =>
  // Attestation documents of NitroTPM are of another form, which is not modelled.
  key.startsWith('kms:RecipientAttestation:NitroTPM') ||
  // Nobody but AWS KMS itself asks about these.
  action === 'SynchronizeMultiRegionKey';

function general(key: string): string {
  return key
    .replace(/^kms:EncryptionContext:.*/, 'kms:EncryptionContext:${EncryptionContextKey}')
    .replace(/^aws:RequestTag\/.*/, 'aws:RequestTag/${TagKey}');
}

const names = Object.keys(operationApis) as OperationName[];
const given = new Map<string, Set<string>>();
for (const operation of names) {
  for (const { action, conditionKeys = {} } of await accessesOf(operation)) {
    const keys = given.get(action) ?? new Set();
    for (const key in conditionKeys) keys.add(general(key));
    given.set(action, keys);
  }
}

describe('the condition keys of each action', () => {
  it.each(kmsActions)('$name', ({ name, resources, conditionKeys }) => {
    const keys = given.get(name);
    if (keys === undefined) {
      // Custom key stores are not modelled.
      expect(name).toMatch(/CustomKeyStore$|^SynchronizeMultiRegionKey$/);
      return;
    }
    const unlisted = [...keys].filter(
      (key) => !conditionKeys.includes(key) && !givenUnlisted.has(`${name} ${key}`),
    );
    const onKey = (resources as readonly string[]).includes('key');
    const missing = conditionKeys.filter(
      (key) =>
        !keys.has(key) &&
        !notOfParameters.has(key) &&
        !(onKey && ofKeys.includes(key)) &&
        !listedUngiven(name, key),
    );
    expect({ unlisted, missing }).toEqual({ unlisted: [], missing: [] });
  });

  it('were given by every operation but those of custom key stores', () => {
    expect(
      [...given.keys()].filter((name) => !kmsActions.some((action) => action.name === name)),
    ).toEqual([]);
    expect(given.size).toBeGreaterThan(50);
  });
});

describe('kms:RequestAlias', () => {
  const listed = new Set(
    kmsActions.flatMap(({ name, conditionKeys }) =>
      conditionKeys.includes('kms:RequestAlias') ? [name] : [],
    ),
  );

  it.each(names)('%s', async (operation) => {
    const { kit, subject } = kitOf(kinds[operation] ?? {});
    const parameters = await calls[operation]?.(subject, kit);
    if (!parameters) return;
    const named = Object.fromEntries(
      Object.keys(parameters)
        .filter((name) => /^(Source|Destination)?KeyId$/.test(name))
        .map((name) => [name, name === 'DestinationKeyId' ? 'alias/spare' : 'alias/subject']),
    );
    seen.length = 0;
    await kit.call(alice, operation, { ...parameters, ...named });
    const aliases = seen.map(({ action, alias }) => ({ action, alias: alias !== undefined }));
    expect(aliases).toEqual(seen.map(({ action }) => ({ action, alias: listed.has(action) })));
  });
});
