// Private keys from outside, as PKCS#8 in DER or BER. What is kept is rebuilt from the secret numbers: the
// public key is derived, and an attached one is never read
// (https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html).
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { der, type Element, readBer, toDer } from './der.ts';
import { type CurveName, scalarBytes } from './ec-operations.ts';
import {
  curves,
  ed25519Key,
  isEc,
  isRsa,
  type KeyPair,
  type KeyPairSpec,
  modulusBits,
  pkcs8Key,
  publicHalf,
  type RsaSpec,
} from './key-pair.ts';
import { curveOids, ecPublicKeyOid, isOid } from './oids.ts';
import { belongTogether } from './rsa-numbers.ts';

/** Why bytes are not a private key of the spec that was asked for. */
export type ImportProblem =
  | 'malformed'
  | 'wrong-key-type'
  | 'wrong-modulus-size'
  | 'more-than-two-primes'
  | 'wrong-curve'
  | 'unnamed-curve'
  | 'not-importable';

type Imported = KeyObject | ImportProblem;

/** Reads a private key of a spec; ML-DSA and ML-KEM keys are `not-importable`. */
export function importPrivateKey(
  spec: KeyPairSpec,
  bytes: Uint8Array,
): { readonly pair: KeyPair } | { readonly problem: ImportProblem } {
  const read = isRsa(spec)
    ? importRsa
    : isEc(spec)
      ? importEc
      : spec === 'ECC_NIST_EDWARDS25519'
        ? importEd25519
        : undefined;
  if (!read) return { problem: 'not-importable' };
  const info = privateKeyInfo(bytes);
  if (!info) return { problem: 'malformed' };
  let key: Imported;
  try {
    key = read(spec as never, info);
    if (typeof key !== 'string') {
      return { pair: { spec, publicKey: publicHalf(key), privateKey: key } };
    }
  } catch {
    key = 'malformed';
  }
  return { problem: key };
}

interface PrivateKeyInfo {
  readonly algorithm: Element;
  readonly parameters: Element | undefined;
  readonly secret: Uint8Array;
}

/** PrivateKeyInfo of RFC 5208 §5: version, algorithm, an octet string; attributes may follow. */
function privateKeyInfo(bytes: Uint8Array): PrivateKeyInfo | undefined {
  const root = readBer(bytes);
  const [version, identifier, secret] = root?.children ?? [];
  const [algorithm, parameters] = identifier?.children ?? [];
  const wellFormed =
    root?.tag === 0x30 &&
    version?.tag === 0x02 &&
    identifier?.tag === 0x30 &&
    algorithm?.tag === 0x06 &&
    secret?.tag === 0x04;
  return wellFormed ? { algorithm, parameters, secret: secret.body } : undefined;
}

function importRsa(spec: RsaSpec, { algorithm, secret }: PrivateKeyInfo): Imported {
  if (!isOid(algorithm, rsaOid)) return 'wrong-key-type';
  const root = readBer(secret);
  const [version, modulus, exponent] = root?.children ?? [];
  if (root?.tag !== 0x30 || !version || !modulus || !exponent) return 'malformed';
  if (version.body.length === 1 && version.body[0] === 1) return 'more-than-two-primes';
  if (version.body.length !== 1 || version.body[0] !== 0) return 'malformed';
  if (root.children.length !== 9) return 'malformed';
  if (root.children.some(({ tag, body }) => tag !== 0x02 || (body[0] ?? 0x80) > 0x7f)) {
    return 'malformed';
  }
  if (bits(modulus.body) !== modulusBits[spec]) return 'wrong-modulus-size';
  // An exponent of 1 leaves messages as they are, and a long one makes each use slow.
  const last = exponent.body.at(-1)!;
  if (bits(exponent.body) < 2 || bits(exponent.body) > 256 || last % 2 === 0) return 'malformed';
  if (!belongTogether(root.children.slice(1).map(({ body }) => body))) return 'malformed';
  const identifier = der(0x30, der(0x06, rsaOid), der(0x05));
  const key = pkcs8Key(der(0x30, der(0x02, [0]), identifier, der(0x04, toDer(root))));
  return worksAsAPair(key) ? key : 'malformed';
}

/** Whether what the private numbers sign, the public ones verify. */
function worksAsAPair(key: KeyObject): boolean {
  const message = new Uint8Array(32);
  return verify('sha256', message, createPublicKey(key), sign('sha256', message, key));
}

function importEc(spec: keyof typeof curves, info: PrivateKeyInfo): Imported {
  if (!isOid(info.algorithm, ecPublicKeyOid)) return 'wrong-key-type';
  const curve = curves[spec];
  const root = readBer(info.secret);
  const [version, scalar, ...optional] = root?.children ?? [];
  if (root?.tag !== 0x30 || version?.tag !== 0x02 || scalar?.tag !== 0x04) return 'malformed';
  const inner = optional.find(({ tag }) => tag === 0xa0)?.children[0];
  for (const parameters of [info.parameters ?? inner, inner ?? info.parameters]) {
    if (!parameters) return 'malformed';
    if (parameters.tag === 0x30) return 'unnamed-curve';
    if (parameters.tag !== 0x06) return 'malformed';
    if (!isOid(parameters, curveOids[curve])) return 'wrong-curve';
  }
  const secret = fitted(scalar.body, curve);
  if (!secret) return 'malformed';
  const key = der(0x04, der(0x30, der(0x02, [1]), der(0x04, secret)));
  const identifier = der(0x30, der(0x06, ecPublicKeyOid), der(0x06, curveOids[curve]));
  secret.fill(0);
  return pkcs8Key(der(0x30, der(0x02, [0]), identifier, key));
}

/** The scalar in as many bytes as the curve's are; `undefined` unless it is from 1 to the order - 1. */
function fitted(scalar: Uint8Array, curve: CurveName): Uint8Array | undefined {
  const size = scalarBytes[curve];
  const first = scalar.findIndex((byte) => byte !== 0);
  if (first < 0 || scalar.length - first > size) return undefined;
  const fixed = new Uint8Array(size);
  fixed.set(scalar.subarray(first), size - (scalar.length - first));
  return Buffer.compare(fixed, orders[curve]) < 0 ? fixed : undefined;
}

function importEd25519(_: KeyPairSpec, { algorithm, secret }: PrivateKeyInfo): Imported {
  if (!isOid(algorithm, ed25519Oid)) return 'wrong-key-type';
  const seed = readBer(secret);
  return seed?.tag === 0x04 && seed.body.length === 32 ? ed25519Key(seed.body) : 'malformed';
}

/** The length of a positive INTEGER in bits. */
function bits(body: Uint8Array): number {
  const first = body.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (body.length - first) * 8 - (Math.clz32(body[first]!) - 24);
}

// RFC 8017 appendix A.1 and RFC 8410 §3.
const rsaOid = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const ed25519Oid = [0x2b, 0x65, 0x70];

// SEC 2 §2.4.1, §2.4.2, §2.5.1, §2.6.1: the order n of each curve's base point.
const orders: Readonly<Record<CurveName, Uint8Array>> = {
  prime256v1: Buffer.from(
    'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
    'hex',
  ),
  secp256k1: Buffer.from('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141', 'hex'),
  secp384r1: Buffer.from(
    'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
    'hex',
  ),
  secp521r1: Buffer.from(
    `01ff${'ff'.repeat(31)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
    'hex',
  ),
};
