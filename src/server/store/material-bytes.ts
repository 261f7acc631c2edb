// A key material as bytes, and back: what is sealed of it. Kind (1) ‖ length of the private part (4) ‖ private part
// ‖ public key. The public key is sealed too, so that nobody can put another in its place.
import { createSecretKey, type KeyObject } from 'node:crypto';
import { pkcs8Key } from '../../crypto/key-pair.ts';
import type { KeyMaterial } from '../../kms/key.ts';
import type { KeySpecRow } from '../../kms/key-specs.ts';

type Parts = Pick<KeyMaterial, 'secret' | 'pair'>;

const kinds = { secret: 1, pkcs8: 2, seed: 3 } as const;

/** The bytes of a material, which the caller overwrites; undefined where nothing is held. */
export function materialBytes({ secret, pair }: Partial<Parts>): Buffer | undefined {
  if (secret) return written(kinds.secret, secret.export());
  if (!pair) return undefined;
  const { privateKey, publicKey } = pair;
  if (privateKey.type === 'secret') return written(kinds.seed, privateKey.export(), publicKey);
  return written(kinds.pkcs8, pkcs8(privateKey), publicKey);
}

/** The material of bytes, which are overwritten. */
export function materialOf(bytes: Uint8Array, { material: kind }: KeySpecRow): Parts {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 5 + view.readUInt32BE(1);
  const own = Buffer.from(view.subarray(5, end));
  const publicKey = new Uint8Array(view.subarray(end));
  const type = view[0];
  view.fill(0);
  if (type === kinds.secret) {
    const secret = createSecretKey(own);
    own.fill(0);
    return { secret };
  }
  if (!('pair' in kind)) throw new Error('a key pair is stored for a key spec that has none');
  const privateKey = type === kinds.seed ? createSecretKey(own) : pkcs8Key(own);
  own.fill(0);
  return { pair: { spec: kind.pair, publicKey, privateKey } };
}

/** A private key as PKCS#8 in DER. */
export function pkcs8(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'pkcs8' });
}

function written(kind: number, own: Buffer, publicKey: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(5);
  head[0] = kind;
  head.writeUInt32BE(own.length, 1);
  const bytes = Buffer.concat([head, own, publicKey]);
  own.fill(0);
  return bytes;
}
