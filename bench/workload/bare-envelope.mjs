// What symmetric encryption under a KMS key needs at least, written out on node:crypto: the derivation of a key
// (SP 800-108 with HMAC-SHA-256) and AES-256-GCM; and the unwrapping of a key that came under RSA.
import * as node from 'node:crypto';

const before = Buffer.from('\0\0\0\x01keyward AES-256-GCM\0', 'latin1');
const after = Buffer.from([0, 0, 1, 0]);

function derive(material, nonce) {
  return node.createHmac('sha256', material).update(before).update(nonce).update(after).digest();
}

/** Answers nonce and IV, ciphertext, and tag. */
export function bareSeal(material, plaintext, aad) {
  const head = node.randomBytes(28);
  const key = derive(material, head.subarray(0, 16));
  const cipher = node.createCipheriv('aes-256-gcm', key, head.subarray(16));
  cipher.setAAD(aad);
  const body = cipher.update(plaintext);
  cipher.final();
  return [head, body, cipher.getAuthTag()];
}

/** Opens what `bareSeal` answers, joined. */
export function bareOpen(material, sealed, aad) {
  const key = derive(material, sealed.subarray(0, 16));
  const decipher = node.createDecipheriv('aes-256-gcm', key, sealed.subarray(16, 28));
  decipher.setAAD(aad).setAuthTag(sealed.subarray(-16));
  const plaintext = decipher.update(sealed.subarray(28, -16));
  decipher.final();
  return plaintext;
}

// RFC 5649 §3: the alternative initial value.
const wrapIv = Buffer.from('a65959a6', 'hex');

/** Wraps a key under an AES key, and that under an RSA key. */
export function bareWrap(publicKey, oaep, bytes) {
  const key = node.randomBytes(32);
  const cipher = node.createCipheriv('id-aes256-wrap-pad', key, wrapIv);
  const wrappedKey = node.publicEncrypt({ key: publicKey, ...oaep }, key);
  return Buffer.concat([wrappedKey, cipher.update(bytes), cipher.final()]);
}

/** Undoes `bareWrap`. */
export function bareUnwrap(privateKey, oaep, wrapped) {
  const size = privateKey.asymmetricKeyDetails.modulusLength / 8;
  const key = node.privateDecrypt({ key: privateKey, ...oaep }, wrapped.subarray(0, size));
  const decipher = node.createDecipheriv('id-aes256-wrap-pad', key, wrapIv);
  return Buffer.concat([decipher.update(wrapped.subarray(size)), decipher.final()]);
}
