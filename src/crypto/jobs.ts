// What may run on a worker: everything that can take more than about a millisecond. A job is a function of
// one cloneable input (KeyObjects stay opaque in it) that imports nothing of the pool.
import type { KeyObject } from 'node:crypto';
import { verifyAttestation } from './attestation.ts';
import {
  curveOf,
  ecdsaSign,
  ecdsaSignDigest,
  ecdsaVerify,
  ecdsaVerifyDigest,
  ed25519phSign,
  ed25519phVerify,
} from './ec-operations.ts';
import {
  mlDsaSign,
  mlDsaVerify,
  mlKemDecapsulate,
  mlKemEncapsulate,
  mlPublicKey,
  mlSecretKey,
} from './ml-operations.ts';
import { modulusBytes, rsaDecrypt, rsaSign, rsaSignDigest } from './rsa-operations.ts';

/** The jobs by name. */
export const jobs = {
  ecdsaSign,
  ecdsaSignDigest,
  ecdsaVerify,
  ecdsaVerifyDigest,
  ed25519phSign,
  ed25519phVerify,
  mlDsaSign,
  mlDsaVerify,
  mlKemDecapsulate,
  mlKemEncapsulate,
  mlPublicKey,
  mlSecretKey,
  rsaDecrypt,
  rsaSign,
  rsaSignDigest,
  verifyAttestation,
};

/** The name of a job. */
export type JobName = keyof typeof jobs;

/** What each job takes and answers. */
export type Jobs = {
  readonly [N in JobName]: {
    readonly input: Parameters<(typeof jobs)[N]>[0];
    readonly output: Awaited<ReturnType<(typeof jobs)[N]>>;
  };
};

/**
 * Whether a job is done in less than a millisecond or so: then it runs where it is called, since the way to a
 * thread and back would cost it a tenth and more.
 */
export function isQuick<N extends JobName>(name: N, input: Jobs[N]['input']): boolean {
  return quick[name]?.(input) ?? false;
}

const always = () => true;
const isShortRsa = ({ key }: { readonly key: KeyObject }) => modulusBytes(key) <= 256;

const quick: { readonly [N in JobName]?: (input: Jobs[N]['input']) => boolean } = {
  ecdsaSign: ({ key }) => curveOf(key) !== 'secp521r1',
  ecdsaSignDigest: ({ curve }) => curve !== 'secp521r1',
  ecdsaVerify: always,
  ecdsaVerifyDigest: ({ curve }) => curve === 'secp256k1',
  ed25519phSign: always,
  ed25519phVerify: always,
  mlKemDecapsulate: always,
  mlKemEncapsulate: always,
  rsaDecrypt: isShortRsa,
  rsaSign: isShortRsa,
  rsaSignDigest: isShortRsa,
};

/** Runs a job here and now. */
export async function runJob<N extends JobName>(
  name: N,
  input: Jobs[N]['input'],
): Promise<Jobs[N]['output']> {
  const job = jobs[name] as (input: Jobs[N]['input']) => Jobs[N]['output'];
  return job(input);
}
