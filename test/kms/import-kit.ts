// Key material on its way into a KMS key, wrapped as its owner would: with node's own OAEP and AES key wrap.
import {
  constants,
  createCipheriv,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import type { OperationOutputs } from '../../src/kms/api-types.generated.ts';
import type { Outcome } from '../../src/kms/outcome.ts';
import { alice, type Kit, type More } from './kit.ts';

/** What GetParametersForImport answers. */
export type ImportAnswer = OperationOutputs['GetParametersForImport'];

/** The wrapping algorithms of AWS KMS. */
export const algorithms = [
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
] as const;

/** The parameters of imports that never expire. */
export const forever = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;

/** Parameters for an import, as alice gets them. */
export function parametersFor(
  kit: Kit,
  KeyId: string,
  WrappingAlgorithm = 'RSAES_OAEP_SHA_256',
  WrappingKeySpec = 'RSA_2048',
  more: More = {},
): Promise<ImportAnswer> {
  const parameters = { KeyId, WrappingAlgorithm, WrappingKeySpec };
  return kit.answer(alice, 'GetParametersForImport', parameters, more);
}

/** Wraps key material under a public key. */
export function wrap(publicKey: Uint8Array, bytes: Uint8Array, algorithm: string): Buffer {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  const oaepHash = algorithm.endsWith('_SHA_1') ? 'sha1' : 'sha256';
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const oaep = (data: Uint8Array) => publicEncrypt({ key, padding, oaepHash }, data);
  if (algorithm.startsWith('RSAES')) return oaep(bytes);
  const aes = randomBytes(32);
  // RFC 5649 §3: the alternative initial value.
  const cipher = createCipheriv('id-aes256-wrap-pad', aes, Buffer.from('a65959a6', 'hex'));
  return Buffer.concat([oaep(aes), cipher.update(bytes), cipher.final()]);
}

/** A call of ImportKeyMaterial with material that is wrapped under these parameters. */
export function importWith(
  kit: Kit,
  { KeyId, PublicKey, ImportToken }: ImportAnswer,
  bytes: Uint8Array,
  input: object = forever,
  algorithm = 'RSAES_OAEP_SHA_256',
): Promise<Outcome> {
  const EncryptedKeyMaterial = wrap(PublicKey!, bytes, algorithm);
  const parameters = { KeyId, ImportToken, EncryptedKeyMaterial, ...input };
  return kit.call(alice, 'ImportKeyMaterial', parameters);
}

/** As `importWith`, for an import that must succeed: its response. */
export async function mustImport(
  ...call: Parameters<typeof importWith>
): Promise<OperationOutputs['ImportKeyMaterial']> {
  const { response, error } = await importWith(...call);
  if (error) throw new Error(`${error.name}: ${error.message}`);
  return response as OperationOutputs['ImportKeyMaterial'];
}
