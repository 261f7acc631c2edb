// A long mixed workload on the library as it ships: every operation, allowed and denied, right and wrong. Writes
// what can be seen of it (OUTPUT), then a snapshot of its heap (SNAPSHOT). See canaries.test.ts.
import {
  constants,
  createCipheriv,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { writeHeapSnapshot } from 'node:v8';
import { createSimulator } from '../../dist/src/kms.js';
import { parseWorld } from '../../dist/src/world.js';

const { addCanary } = globalThis;
const seen = { outcomes: [], responses: [], inspected: [], stacks: [] };
const account = '111122223333';
const arn = (kind, name) => `arn:aws:iam::${account}:${kind}/${name}`;
const [alice, bob] = [arn('user', 'alice'), arn('user', 'bob')];
const everything = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
};
const { world } = parseWorld(
  JSON.stringify({
    region: 'us-east-1',
    accounts: {
      [account]: {
        users: { alice: { policies: [{ name: 'everything', document: everything }] }, bob: {} },
      },
    },
  }),
);
let now = new Date('2026-11-02T09:00:00Z');
const simulator = createSimulator(world, { clock: () => now });

/** The members in which the API itself answers a secret. */
const secretMembers = ['Plaintext', 'SharedSecret'];

async function call(operation, parameters = {}, more = {}) {
  let outcome;
  try {
    outcome = await simulator.simulate({
      principal: alice,
      operation,
      parameters,
      region: 'us-east-1',
      ...more,
    });
  } catch (error) {
    seen.stacks.push(`${error.stack} ${inspect(error, { depth: 9 })}`);
    return {};
  }
  const { response, ...rest } = outcome;
  const { explanations, event, notes, lockout } = outcome;
  const open = {};
  for (const [name, value] of Object.entries(response ?? {})) {
    // The secret numbers of a private key are watched where it is made; the rest of PKCS#8 is public.
    if (name === 'PrivateKeyPlaintext') continue;
    if (secretMembers.includes(name)) addCanary(value);
    else open[name] = value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  }
  seen.outcomes.push(JSON.stringify({ ...rest, explanations, event, notes, lockout }));
  seen.responses.push(JSON.stringify(open));
  if (response === undefined) seen.inspected.push(inspect(outcome, { depth: 9, getters: true }));
  return response ?? {};
}

/** As it should be, as a dry run, by somebody who may not, and with one parameter broken at a time. */
async function callAll(operation, parameters) {
  const response = await call(operation, parameters);
  await call(operation, { ...parameters, DryRun: true });
  await call(operation, parameters, { principal: bob });
  await call(operation, parameters, { principal: 'arn:aws:iam::999999999999:user/mallory' });
  for (const [name, value] of Object.entries(parameters)) {
    await call(operation, { ...parameters, [name]: broken(value) });
    await call(operation, { ...parameters, [name]: { wrong: value } });
    await call(operation, { ...parameters, [`${name}s`]: value });
  }
  return response;
}

function broken(value) {
  if (value instanceof Uint8Array) {
    const bytes = Uint8Array.from(value);
    bytes[bytes.length >> 1] ^= 1;
    return bytes;
  }
  return typeof value === 'string' ? `${value}x` : value;
}

/** Bytes of the caller that are a secret too. */
function secret(size) {
  const bytes = randomBytes(size);
  addCanary(bytes);
  return bytes;
}

const made = async (parameters) => (await call('CreateKey', parameters)).KeyMetadata.KeyId;
const context = { EncryptionContext: { purpose: 'orders' } };

// The control: what the search must find in the heap.
const control = randomBytes(32);
addCanary(control);
globalThis.control = `control ${control.toString('hex')}`;

const key = await made({ Tags: [{ TagKey: 'team', TagValue: 'blue' }] });
const second = await made();
await callAll('CreateKey', { Description: 'of orders' });
for (let at = 0; at < 5; at++) {
  const { CiphertextBlob } = await callAll('Encrypt', {
    KeyId: key,
    Plaintext: secret(64),
    ...context,
  });
  await callAll('Decrypt', { CiphertextBlob, KeyId: key, ...context });
  await callAll('ReEncrypt', {
    CiphertextBlob,
    SourceEncryptionContext: context.EncryptionContext,
    DestinationKeyId: second,
  });
  await callAll('RotateKeyOnDemand', { KeyId: key });
}
await callAll('GenerateDataKey', { KeyId: key, KeySpec: 'AES_256', ...context });
await callAll('GenerateDataKeyWithoutPlaintext', { KeyId: key, NumberOfBytes: 64 });
for (const KeyPairSpec of ['ECC_NIST_P256', 'ECC_NIST_EDWARDS25519', 'ML_KEM_512']) {
  await callAll('GenerateDataKeyPair', { KeyId: key, KeyPairSpec });
  await callAll('GenerateDataKeyPairWithoutPlaintext', { KeyId: key, KeyPairSpec });
}
await callAll('GenerateRandom', { NumberOfBytes: 64 });

const Message = randomBytes(64);
for (const [KeySpec, SigningAlgorithm] of [
  ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ECC_NIST_P521', 'ECDSA_SHA_512'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
  ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
  ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
]) {
  const KeyId = await made({ KeySpec, KeyUsage: 'SIGN_VERIFY' });
  await callAll('GetPublicKey', { KeyId });
  const { Signature } = await callAll('Sign', { KeyId, Message, SigningAlgorithm });
  await callAll('Verify', { KeyId, Message, SigningAlgorithm, Signature });
}
for (const bits of [224, 256, 384, 512]) {
  const KeyId = await made({ KeySpec: `HMAC_${bits}`, KeyUsage: 'GENERATE_VERIFY_MAC' });
  const MacAlgorithm = `HMAC_SHA_${bits}`;
  const { Mac } = await callAll('GenerateMac', { KeyId, Message, MacAlgorithm });
  await callAll('VerifyMac', { KeyId, Message, MacAlgorithm, Mac });
}
{
  const KeyId = await made({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
  const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
  const { CiphertextBlob } = await callAll('Encrypt', {
    KeyId,
    Plaintext: secret(64),
    EncryptionAlgorithm,
  });
  await callAll('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm });
}
{
  const spec = { KeySpec: 'ECC_NIST_P384', KeyUsage: 'KEY_AGREEMENT' };
  const KeyId = await made(spec);
  const { PublicKey } = await call('GetPublicKey', { KeyId: await made(spec) });
  await callAll('DeriveSharedSecret', { KeyId, PublicKey, KeyAgreementAlgorithm: 'ECDH' });
}
{
  const KeyId = await made({ KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' });
  const EncapsulationAlgorithm = 'ML_KEM';
  const { SharedSecretCiphertextBlob } = await callAll('Encapsulate', {
    KeyId,
    EncapsulationAlgorithm,
  });
  await callAll('Decapsulate', { KeyId, EncapsulationAlgorithm, SharedSecretCiphertextBlob });
}

// Imported material, of bytes and of a private key.
for (const [spec, algorithm, material] of [
  [{}, 'RSAES_OAEP_SHA_256', randomBytes(32)],
  [{ KeySpec: 'HMAC_512', KeyUsage: 'GENERATE_VERIFY_MAC' }, 'RSAES_OAEP_SHA_1', randomBytes(64)],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    'RSA_AES_KEY_WRAP_SHA_256',
    (await call('GenerateDataKeyPair', { KeyId: key, KeyPairSpec: 'ECC_NIST_P256' }))
      .PrivateKeyPlaintext,
  ],
]) {
  if (algorithm.startsWith('RSAES')) addCanary(material);
  const KeyId = await made({ ...spec, Origin: 'EXTERNAL' });
  const { ImportToken, PublicKey } = await callAll('GetParametersForImport', {
    KeyId,
    WrappingAlgorithm: algorithm,
    WrappingKeySpec: 'RSA_2048',
  });
  await callAll('ImportKeyMaterial', {
    KeyId,
    ImportToken,
    EncryptedKeyMaterial: wrapped(PublicKey, material, algorithm),
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  });
  // Material of the wrong kind is named in an error.
  await call('ImportKeyMaterial', {
    KeyId,
    ImportToken,
    EncryptedKeyMaterial: wrapped(PublicKey, secret(40), algorithm),
    ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
  });
  await callAll('DeleteImportedKeyMaterial', { KeyId });
}

const multi = await made({ MultiRegion: true });
await callAll('ReplicateKey', { KeyId: multi, ReplicaRegion: 'eu-west-1' });
await callAll('UpdatePrimaryRegion', { KeyId: multi, PrimaryRegion: 'eu-west-1' });
await callAll('CreateAlias', { AliasName: 'alias/app', TargetKeyId: key });
await callAll('UpdateAlias', { AliasName: 'alias/app', TargetKeyId: second });
await callAll('ListAliases', { KeyId: second });
await callAll('DeleteAlias', { AliasName: 'alias/app' });
await callAll('TagResource', { KeyId: key, Tags: [{ TagKey: 'a', TagValue: 'b' }] });
await callAll('ListResourceTags', { KeyId: key });
await callAll('UntagResource', { KeyId: key, TagKeys: ['a'] });
const grant = {
  KeyId: key,
  GranteePrincipal: bob,
  RetiringPrincipal: alice,
  Operations: ['Decrypt'],
};
const { GrantId, GrantToken } = await callAll('CreateGrant', grant);
await callAll('ListGrants', { KeyId: key });
await callAll('ListRetirableGrants', { RetiringPrincipal: alice });
await callAll('RetireGrant', { GrantToken });
await callAll('RevokeGrant', { KeyId: key, GrantId });
const { Policy } = await callAll('GetKeyPolicy', { KeyId: key });
await callAll('PutKeyPolicy', { KeyId: key, Policy });
await callAll('ListKeyPolicies', { KeyId: key });
await callAll('EnableKeyRotation', { KeyId: key, RotationPeriodInDays: 90 });
now = new Date(now.getTime() + 100 * 86_400_000);
await callAll('GetKeyRotationStatus', { KeyId: key });
await callAll('ListKeyRotations', { KeyId: key, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
await callAll('DisableKeyRotation', { KeyId: key });
await callAll('GetKeyLastUsage', { KeyId: key });
await callAll('UpdateKeyDescription', { KeyId: key, Description: 'text' });
await callAll('DescribeKey', { KeyId: key });
await callAll('ListKeys', { Limit: 3 });
await callAll('DisableKey', { KeyId: key });
await callAll('Encrypt', { KeyId: key, Plaintext: secret(32) });
await callAll('EnableKey', { KeyId: key });
await callAll('ScheduleKeyDeletion', { KeyId: key });
await callAll('CancelKeyDeletion', { KeyId: key });
for (const name of ['Connect', 'Create', 'Delete', 'Disconnect', 'Update']) {
  await callAll(`${name}CustomKeyStore`, {
    CustomKeyStoreId: 'cks-1',
    CustomKeyStoreName: 'store',
  });
}
await callAll('DescribeCustomKeyStores', {});
await call('Encryptt', { KeyId: key, Plaintext: secret(32) });

seen.inspected.push(inspect(simulator, { depth: 20, showHidden: true }));
seen.inspected.push(inspect(simulator.world(), { depth: 20 }));
writeFileSync(process.env.OUTPUT, JSON.stringify(seen));
console.log(JSON.stringify({ calls: seen.outcomes.length + seen.stacks.length }));
writeHeapSnapshot(process.env.SNAPSHOT);
await simulator.close();

function wrapped(publicKey, bytes, algorithm) {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  const oaepHash = algorithm.endsWith('_SHA_1') ? 'sha1' : 'sha256';
  const seal = (data) =>
    publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, data);
  if (algorithm.startsWith('RSAES')) return seal(bytes);
  const aes = secret(32);
  const cipher = createCipheriv('id-aes256-wrap-pad', aes, Buffer.from('a65959a6', 'hex'));
  return Buffer.concat([seal(aes), cipher.update(bytes), cipher.final()]);
}
