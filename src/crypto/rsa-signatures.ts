// RSASSA-PSS and RSASSA-PKCS1-v1_5 (RFC 8017 §8); a PSS salt is as long as the hash.
import { publicKeyOf } from './public-key.ts';
import { type RsaHash, type RsaScheme, rsaVerify, rsaVerifyDigest } from './rsa-operations.ts';
import type { SigningRow } from './signing-row.ts';

const rsa = (encoding: RsaScheme['encoding'], hash: RsaHash, digestBytes: number): SigningRow => {
  const scheme: RsaScheme = { encoding, hash };
  return {
    digestBytes,
    forms: ['RAW', 'DIGEST'],
    sign: ({ privateKey: key }, form, message, workers, random) =>
      form === 'RAW'
        ? workers.run('rsaSign', { key, scheme, message })
        : workers.run('rsaSignDigest', { key, scheme, digest: message, salt: random(digestBytes) }),
    async verify(spki, form, message, signature) {
      const key = publicKeyOf(spki);
      if (key?.asymmetricKeyType !== 'rsa') return false;
      if (form === 'RAW') return rsaVerify(key, scheme, message, signature);
      return message.length === digestBytes && rsaVerifyDigest(key, scheme, message, signature);
    },
  };
};

/** Both RSA schemes with each hash. */
export const rsaSignatures = {
  RSASSA_PSS_SHA_256: rsa('pss', 'sha256', 32),
  RSASSA_PSS_SHA_384: rsa('pss', 'sha384', 48),
  RSASSA_PSS_SHA_512: rsa('pss', 'sha512', 64),
  RSASSA_PKCS1_V1_5_SHA_256: rsa('pkcs1', 'sha256', 32),
  RSASSA_PKCS1_V1_5_SHA_384: rsa('pkcs1', 'sha384', 48),
  RSASSA_PKCS1_V1_5_SHA_512: rsa('pkcs1', 'sha512', 64),
} as const;
