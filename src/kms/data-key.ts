// Data keys: fresh secrets that leave under a symmetric KMS key. What the four operations share.
// https://docs.aws.amazon.com/kms/latest/developerguide/data-keys.html
import { exportPrivateKey, generateKeyPair } from '../crypto/key-pair.ts';
import type { RequestContext } from '../model/request.ts';
import type { DataKeyPairSpec, DataKeySpec } from './api-types.generated.ts';
import { encryptSymmetric } from './encryption.ts';
import { contextKeys, type EncryptionContext } from './encryption-context.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';
import type { Call } from './operation.ts';
import { wrongOrigin } from './origin.ts';

/** The condition keys of every data key operation: the algorithm is always that of symmetric keys. */
export function dataKeyConditions(context: EncryptionContext | undefined): RequestContext {
  return { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT', ...contextKeys(context) };
}

interface Size {
  readonly KeySpec?: DataKeySpec;
  readonly NumberOfBytes?: number;
}

/** Refuses a request that gives no size, or two; AWS KMS looks at this before it looks for the key. */
export function checkSize({ KeySpec, NumberOfBytes }: Size): void {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    const message = 'Please specify either number of bytes or key spec.';
    throw new KmsError('ValidationException', message);
  }
}

/** A data key in plaintext, and under the KMS key. */
export function makeDataKey(
  { KeySpec, NumberOfBytes = KeySpec === 'AES_128' ? 16 : 32 }: Size,
  context: EncryptionContext | undefined,
  call: Call,
) {
  refuseAsymmetric(call.key);
  const plaintext = call.random(NumberOfBytes);
  const { bytes, KeyMaterialId } = encryptSymmetric(call.key, plaintext, context, call);
  return { plaintext, CiphertextBlob: bytes, KeyId: call.key.view.arn, KeyMaterialId };
}

/** A data key pair: its private key (PKCS#8 in DER) in plaintext, and under the KMS key. */
export async function makeDataKeyPair(
  KeyPairSpec: DataKeyPairSpec,
  context: EncryptionContext | undefined,
  call: Call,
) {
  refuseAsymmetric(call.key);
  // A key in a custom key store makes no pairs.
  const refusal = wrongOrigin(call.key, ['AWS_KMS', 'EXTERNAL']);
  if (refusal) throw refusal;
  if (KeyPairSpec === 'SM2') {
    throw new KmsError(
      'UnsupportedOperationException',
      'KeyPairSpec SM2 is not supported in this Region',
      'SM2 keys exist in the China Regions only, and Keyward does not model them',
    );
  }
  const pair = await generateKeyPair(KeyPairSpec, call.workers, call.random);
  const plaintext = exportPrivateKey(pair);
  const sealed = encryptSymmetric(call.key, plaintext, context, call);
  return {
    plaintext,
    answer: {
      PrivateKeyCiphertextBlob: sealed.bytes,
      PublicKey: pair.publicKey,
      KeyId: call.key.view.arn,
      KeyPairSpec,
      KeyMaterialId: sealed.KeyMaterialId,
    },
  };
}

function refuseAsymmetric({ view }: StoredKey): void {
  if (view.spec === 'SYMMETRIC_DEFAULT') return;
  const message = 'You cannot generate a data key with an asymmetric CMK';
  throw new KmsError('InvalidKeyUsageException', message);
}
