// CMS EnvelopedData (RFC 5652 §6) for the holder of one RSA key: content under AES-256-CBC (RFC 3565), its
// one-time key under RSAES-OAEP with SHA-256 (RFC 4056 §3). It is how KMS answers a Nitro enclave, and what
// `openssl cms -decrypt` opens. CBC protects nobody from changes; the format has no tag.
import { createCipheriv, createHash } from 'node:crypto';
import { der, readBer } from './der.ts';
import { publicKeyOf } from './public-key.ts';
import type { Random } from './random.ts';
import { encryptionAlgorithms } from './rsa-oaep.ts';

const keyBytes = 32;
const ivBytes = 16;

/** Seals a plaintext for a public RSA key (SPKI in DER); `undefined` if it is none. */
export function envelop(
  spki: Uint8Array,
  plaintext: Uint8Array,
  random: Random,
): Uint8Array | undefined {
  const publicKey = publicKeyOf(spki);
  if (publicKey?.asymmetricKeyType !== 'rsa') return undefined;
  const key = random(keyBytes);
  const iv = random(ivBytes);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const content = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const encryptedKey = encryptionAlgorithms.RSAES_OAEP_SHA_256.encrypt(publicKey, key);
  key.fill(0);
  const recipient = der(
    0x30,
    version2,
    der(0x80, keyIdentifier(spki)),
    oaepSha256,
    der(0x04, encryptedKey),
  );
  const encryptedContent = der(
    0x30,
    der(0x06, dataOid),
    der(0x30, der(0x06, aes256CbcOid), der(0x04, iv)),
    der(0x80, content),
  );
  const enveloped = der(0x30, version2, der(0x31, recipient), encryptedContent);
  return der(0x30, der(0x06, envelopedDataOid), der(0xa0, enveloped));
}

/** What names the recipient where there is no certificate: method 1 of RFC 5280 §4.2.1.2. */
function keyIdentifier(spki: Uint8Array): Uint8Array {
  const bits = readBer(spki)?.children[1]?.body ?? new Uint8Array(0);
  return createHash('sha1').update(bits.subarray(1)).digest();
}

// 1.2.840.113549.1.7.1, .3 (RFC 5652 §4, §6.1) and 2.16.840.1.101.3.4.1.42 (RFC 3565 §4.1).
const dataOid = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
const envelopedDataOid = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3];
const aes256CbcOid = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 0x2a];

// With a recipient that a key identifier names, both versions are 2 (RFC 5652 §6.1, §6.2.1).
const version2 = der(0x02, [2]);

// id-RSAES-OAEP { id-sha256, id-mgf1 { id-sha256 } }, RFC 4055 §4.1.
const sha256 = der(0x30, der(0x06, [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]), der(0x05));
const mgf1 = der(0x30, der(0x06, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8]), sha256);
const oaepSha256 = der(
  0x30,
  der(0x06, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 7]),
  der(0x30, der(0xa0, sha256), der(0xa1, mgf1)),
);
