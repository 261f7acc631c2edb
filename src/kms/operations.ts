// The operations of the API, by name.
import type { OperationName } from './api-types.generated.ts';
import type { Operation } from './operation.ts';
import CreateKey from './operations/create-key.ts';
import Decapsulate from './operations/decapsulate.ts';
import Decrypt from './operations/decrypt.ts';
import DeriveSharedSecret from './operations/derive-shared-secret.ts';
import DescribeKey from './operations/describe-key.ts';
import DisableKey from './operations/disable-key.ts';
import Encapsulate from './operations/encapsulate.ts';
import Encrypt from './operations/encrypt.ts';
import GenerateDataKey from './operations/generate-data-key.ts';
import GenerateDataKeyPair from './operations/generate-data-key-pair.ts';
import GenerateDataKeyPairWithoutPlaintext from './operations/generate-data-key-pair-without-plaintext.ts';
import GenerateDataKeyWithoutPlaintext from './operations/generate-data-key-without-plaintext.ts';
import GenerateMac from './operations/generate-mac.ts';
import GenerateRandom from './operations/generate-random.ts';
import GetPublicKey from './operations/get-public-key.ts';
import ReEncrypt from './operations/re-encrypt.ts';
import Sign from './operations/sign.ts';
import Verify from './operations/verify.ts';
import VerifyMac from './operations/verify-mac.ts';

/** Every operation. */
export const operations: { readonly [N in OperationName]?: Operation<N> } = {
  CreateKey,
  Decapsulate,
  Decrypt,
  DeriveSharedSecret,
  DescribeKey,
  DisableKey,
  Encapsulate,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext,
  GenerateDataKeyWithoutPlaintext,
  GenerateMac,
  GenerateRandom,
  GetPublicKey,
  ReEncrypt,
  Sign,
  Verify,
  VerifyMac,
};
