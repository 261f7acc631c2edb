// What may run on a worker: everything that takes more than about a millisecond. A job is a function of
// one cloneable input (KeyObjects stay opaque in it) that imports nothing of the pool.
import { verifyAttestation } from './attestation.ts';
import {
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
import { rsaDecrypt, rsaSign, rsaSignDigest } from './rsa-operations.ts';

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

/** Runs a job here and now. */
export async function runJob<N extends JobName>(
  name: N,
  input: Jobs[N]['input'],
): Promise<Jobs[N]['output']> {
  const job = jobs[name] as (input: Jobs[N]['input']) => Jobs[N]['output'];
  return job(input);
}
