// Answers for a Nitro enclave: the secret leaves only under the key of the attestation document, and policies see
// what the document measures.
// https://docs.aws.amazon.com/kms/latest/developerguide/services-nitro-enclaves.html
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBer } from '../../src/crypto/der.ts';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { pairOf } from '../crypto/key-pairs.ts';
import { type AttestationFields, makeAttestation } from '../crypto/make-attestation.ts';
import { calls, kitOf, type SubjectFields } from './calls.ts';
import {
  alice,
  beginning,
  createKit,
  type ErrorRow,
  expectErrors,
  keyId,
  worldText,
} from './kit.ts';
import { denyWhen } from './policies.ts';

const enclave = await pairOf('RSA_2048');
const recipient = (fields: Partial<AttestationFields> = {}) => ({
  KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
  AttestationDocument: makeAttestation({ at: beginning, publicKey: enclave.publicKey, ...fields }),
});

/** What an envelope holds, opened with the private key of the enclave. */
function open(envelope: Uint8Array): Buffer {
  const content = readBer(envelope)!.children[1]!.children[0]!;
  const [, recipients, encrypted] = content.children;
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const wrapped = recipients!.children[0]!.children[3]!.body;
  const key = privateDecrypt({ key: enclave.privateKey, padding, oaepHash: 'sha256' }, wrapped);
  const iv = encrypted!.children[1]!.children[1]!.body;
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([decipher.update(encrypted!.children[2]!.body), decipher.final()]);
}

const agreement = { spec: 'ECC_NIST_P256', usage: 'KEY_AGREEMENT' };
const rows: readonly [OperationName, string, SubjectFields][] = [
  ['Decrypt', 'Plaintext', {}],
  ['Decrypt', 'Plaintext', { spec: 'RSA_2048' }],
  ['DeriveSharedSecret', 'SharedSecret', agreement],
  ['GenerateDataKey', 'Plaintext', {}],
  ['GenerateDataKeyPair', 'PrivateKeyPlaintext', {}],
  ['GenerateRandom', 'Plaintext', {}],
];

describe('an answer for an enclave', () => {
  it.each(rows)('%s gives no %s but under its key: %j', async (operation, member, fields) => {
    const { kit, subject } = kitOf(fields);
    const parameters = await calls[operation]!(subject, kit);
    const Recipient = recipient();
    const outcome = await kit.call(alice, operation, { ...parameters, Recipient });
    expect(outcome.error).toBeUndefined();
    const response = outcome.response as Readonly<Record<string, Uint8Array>>;
    expect(response).not.toHaveProperty(member);
    const secret = open(response.CiphertextForRecipient!);
    const text = JSON.stringify(outcome.event);
    expect(text).not.toContain(secret.toString('base64'));
    expect(text).not.toContain(Buffer.from(Recipient.AttestationDocument).toString('base64'));
    if (operation === 'GenerateRandom') expect(secret).toHaveLength(32);
    // Without a recipient the same secret comes as it is.
    const blob = response.CiphertextBlob ?? response.PrivateKeyCiphertextBlob;
    const again =
      blob === undefined
        ? await kit.call(alice, operation, parameters)
        : await kit.call(alice, 'Decrypt', { CiphertextBlob: blob });
    const plain = again.response as Readonly<Record<string, Uint8Array>>;
    if (operation === 'GenerateRandom') return;
    expect(secret).toEqual(Buffer.from(plain[blob === undefined ? member : 'Plaintext']!));
  });

  it('is refused without a good document and its key', async () => {
    const good = recipient();
    const broken = Uint8Array.from(good.AttestationDocument);
    broken[broken.length - 1]! ^= 1;
    const curve = (await pairOf('ECC_NIST_P256')).publicKey;
    const dayLater = new Date(beginning.getTime() + 3 * 86_400_000);
    const row = (title: string, Recipient: object, message: string): ErrorRow => ({
      title,
      operation: 'GenerateDataKey',
      parameters: { KeyId: keyId, KeySpec: 'AES_256', Recipient },
      name: 'ValidationException',
      message,
    });
    const refused = (why: string) => `The attestation document is refused: ${why}.`;
    await expectErrors(createKit(), [
      row(
        'nothing of it',
        {},
        'Recipient needs both an AttestationDocument and a KeyEncryptionAlgorithm.',
      ),
      row(
        'no document',
        { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' },
        'Recipient needs both an AttestationDocument and a KeyEncryptionAlgorithm.',
      ),
      row('another text', { ...good, AttestationDocument: 'aGk=' }, refused('it is malformed')),
      row(
        'one bit less',
        { ...good, AttestationDocument: broken },
        refused('its signature is wrong'),
      ),
      row(
        'another day',
        recipient({ at: dayLater }),
        refused('one of its certificates has expired or is not valid yet'),
      ),
      row(
        'a key that does not encrypt',
        recipient({ publicKey: curve }),
        refused('it has no RSA public key to encrypt for'),
      ),
      row(
        'no key',
        recipient({ publicKey: undefined }),
        refused('it has no RSA public key to encrypt for'),
      ),
    ]);
  });

  it('is one that policies can demand', async () => {
    const measured = Buffer.alloc(48, 7);
    const policy = denyWhen('GenerateDataKey', {
      StringNotEqualsIgnoreCase: {
        'kms:RecipientAttestation:ImageSha384': measured.toString('hex'),
      },
    });
    const kit = createKit(worldText(`[{ id: ${keyId}, policy: ${policy} }]`));
    const call = async (more: object) =>
      (await kit.call(alice, 'GenerateDataKey', { KeyId: keyId, KeySpec: 'AES_256', ...more }))
        .error?.name;
    expect(await call({})).toBe('AccessDeniedException');
    expect(await call({ Recipient: recipient() })).toBe('AccessDeniedException');
    const pcrs = new Map([[0, measured]]);
    expect(await call({ Recipient: recipient({ pcrs }) })).toBeUndefined();
  });
});
