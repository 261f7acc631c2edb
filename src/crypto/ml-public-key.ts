// The public keys of ML-DSA (FIPS 204) and ML-KEM (FIPS 203) as SPKI: RFC 9881 §4 and RFC 9935 §5, where the
// algorithm identifier has no parameters. All but the key's own bytes is the same for each key of a spec.
import { der } from './der.ts';

/** The specs of ML-DSA. */
export type MlDsaSpec = 'ML_DSA_44' | 'ML_DSA_65' | 'ML_DSA_87';
/** The specs of ML-KEM. */
export type MlKemSpec = 'ML_KEM_512' | 'ML_KEM_768' | 'ML_KEM_1024';
/** The key specs whose private keys are seeds. */
export type MlSpec = MlDsaSpec | MlKemSpec;

interface MlRow {
  /** The end of the arc 2.16.840.1.101.3.4: .3 has signatures, .4 key encapsulation. */
  readonly oid: readonly [number, number];
  readonly seedBytes: number;
  readonly publicBytes: number;
}

const rows: Readonly<Record<MlSpec, MlRow>> = {
  ML_DSA_44: { oid: [3, 17], seedBytes: 32, publicBytes: 1312 },
  ML_DSA_65: { oid: [3, 18], seedBytes: 32, publicBytes: 1952 },
  ML_DSA_87: { oid: [3, 19], seedBytes: 32, publicBytes: 2592 },
  ML_KEM_512: { oid: [4, 1], seedBytes: 64, publicBytes: 800 },
  ML_KEM_768: { oid: [4, 2], seedBytes: 64, publicBytes: 1184 },
  ML_KEM_1024: { oid: [4, 3], seedBytes: 64, publicBytes: 1568 },
};

/** How many bytes the seed of a key has: ξ of ML-DSA, d ‖ z of ML-KEM. */
export const seedBytes = (spec: MlSpec): number => rows[spec].seedBytes;

/** Whether a spec is one of ML-DSA. */
export const isMlDsa = (spec: string): spec is MlDsaSpec => spec.startsWith('ML_DSA_');

/** Whether a spec is one of ML-KEM. */
export const isMlKem = (spec: string): spec is MlKemSpec => spec.startsWith('ML_KEM_');

/** The AlgorithmIdentifier of a spec, in DER. */
export function mlAlgorithm(spec: MlSpec): Uint8Array {
  return der(0x30, der(0x06, [0x60, 0x86, 0x48, 1, 0x65, 3, 4, ...rows[spec].oid]));
}

/** Writes a public key as SPKI in DER. */
export function mlSpki(spec: MlSpec, publicKey: Uint8Array): Uint8Array {
  return der(0x30, mlAlgorithm(spec), der(0x03, [0], publicKey));
}

/** Reads a SPKI in DER: which spec, and the key's own bytes; `undefined` if it is no such key. */
export function readMlSpki(
  spki: Uint8Array,
): { readonly spec: MlSpec; readonly publicKey: Uint8Array } | undefined {
  for (const [spec, { publicBytes }] of Object.entries(rows) as [MlSpec, MlRow][]) {
    const publicKey = spki.subarray(-publicBytes);
    if (publicKey.length !== publicBytes) continue;
    if (Buffer.compare(spki, mlSpki(spec, publicKey)) === 0) return { spec, publicKey };
  }
  return undefined;
}
