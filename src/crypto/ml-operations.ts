// ML-DSA (FIPS 204) and ML-KEM (FIPS 203), which node:crypto lacks, by @noble/post-quantum. That is JavaScript:
// its timing is not constant. Secrets reach it as bytes that are overwritten afterwards.
import { createSecretKey, type KeyObject } from 'node:crypto';
import {
  isMlDsa,
  isMlKem,
  type MlDsaSpec,
  type MlKemSpec,
  type MlSpec,
  mlSpki,
  readMlSpki,
} from './ml-public-key.ts';
import { once } from './once.ts';
import { withSecret } from './with-secret.ts';

/** The SPKI in DER of the key that a seed makes. */
export async function mlPublicKey(input: {
  readonly spec: MlSpec;
  readonly seed: KeyObject;
}): Promise<Uint8Array> {
  const { publicKey, secretKey } = await keysOf(input);
  secretKey.fill(0);
  return mlSpki(input.spec, publicKey);
}

/** The expanded private key that a seed makes, which costs about as much as using it. */
export async function mlSecretKey(input: {
  readonly spec: MlSpec;
  readonly seed: KeyObject;
}): Promise<KeyObject> {
  const { secretKey } = await keysOf(input);
  const key = createSecretKey(secretKey);
  secretKey.fill(0);
  return key;
}

/** Signs a message, or its μ, with an expanded key; `entropy` (32 bytes) hedges (FIPS 204 §3.4). */
export async function mlDsaSign(input: {
  readonly spec: MlDsaSpec;
  readonly key: KeyObject;
  readonly form: 'message' | 'mu';
  readonly message: Uint8Array;
  readonly entropy: Uint8Array;
}): Promise<Uint8Array> {
  const mlDsa = await nobleMlDsa(input.spec);
  const extraEntropy = plain(input.entropy);
  const message = plain(input.message);
  return withSecret(input.key, (key) =>
    input.form === 'mu'
      ? mlDsa.internal.sign(message, key, { extraEntropy, externalMu: true })
      : mlDsa.sign(message, key, { extraEntropy }),
  );
}

/** Whether a signature is one of the message, or of its μ; the key is a SPKI in DER. */
export async function mlDsaVerify(input: {
  readonly spki: Uint8Array;
  readonly form: 'message' | 'mu';
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}): Promise<boolean> {
  const { spec, publicKey } = readMlSpki(plain(input.spki)) ?? {};
  if (!spec || !isMlDsa(spec)) return false;
  const mlDsa = await nobleMlDsa(spec);
  const message = plain(input.message);
  const signature = plain(input.signature);
  try {
    return input.form === 'mu'
      ? mlDsa.internal.verify(signature, message, publicKey!, { externalMu: true })
      : mlDsa.verify(signature, message, publicKey!);
  } catch {
    return false;
  }
}

/** Makes a secret and its ciphertext from 32 random bytes; `undefined` if the SPKI is no key of ML-KEM. */
export async function mlKemEncapsulate(input: {
  readonly spki: Uint8Array;
  readonly entropy: Uint8Array;
}): Promise<{ readonly ciphertext: Uint8Array; readonly sharedSecret: Uint8Array } | undefined> {
  const { spec, publicKey } = readMlSpki(plain(input.spki)) ?? {};
  if (!spec || !isMlKem(spec)) return undefined;
  const mlKem = await nobleMlKem(spec);
  try {
    const made = mlKem.encapsulate(publicKey!, plain(input.entropy));
    return { ciphertext: made.cipherText, sharedSecret: made.sharedSecret.slice() };
  } catch {
    return undefined;
  }
}

/** Opens a ciphertext with an expanded key; `undefined` only when its length is wrong. */
export async function mlKemDecapsulate(input: {
  readonly spec: MlKemSpec;
  readonly key: KeyObject;
  readonly ciphertext: Uint8Array;
}): Promise<Uint8Array | undefined> {
  const mlKem = await nobleMlKem(input.spec);
  if (input.ciphertext.length !== mlKem.lengths.cipherText) return undefined;
  return withSecret(input.key, (key) => mlKem.decapsulate(plain(input.ciphertext), key));
}

async function keysOf(input: { readonly spec: MlSpec; readonly seed: KeyObject }) {
  const { spec } = input;
  const { keygen } = isMlDsa(spec) ? await nobleMlDsa(spec) : await nobleMlKem(spec);
  return withSecret(input.seed, (seed) => keygen(seed));
}

const loadMlDsa = once(() => import('@noble/post-quantum/ml-dsa.js'));
const loadMlKem = once(() => import('@noble/post-quantum/ml-kem.js'));

async function nobleMlDsa(spec: MlDsaSpec) {
  const { ml_dsa44, ml_dsa65, ml_dsa87 } = await loadMlDsa();
  return { ML_DSA_44: ml_dsa44, ML_DSA_65: ml_dsa65, ML_DSA_87: ml_dsa87 }[spec];
}

async function nobleMlKem(spec: MlKemSpec) {
  const { ml_kem512, ml_kem768, ml_kem1024 } = await loadMlKem();
  return { ML_KEM_512: ml_kem512, ML_KEM_768: ml_kem768, ML_KEM_1024: ml_kem1024 }[spec];
}

/** The same bytes as no Buffer, whose `slice` would not copy. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
