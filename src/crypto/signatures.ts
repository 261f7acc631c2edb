// All signing algorithms, by AWS's names.
import { ecdsaSignatures } from './ecdsa.ts';
import { ed25519Signatures } from './ed25519.ts';
import { mlDsaSignatures } from './ml-dsa.ts';
import { rsaSignatures } from './rsa-signatures.ts';
import type { SigningRow } from './signing-row.ts';

/** The name of a signing algorithm. */
export type SigningAlgorithm =
  | keyof typeof rsaSignatures
  | keyof typeof ecdsaSignatures
  | keyof typeof ed25519Signatures
  | keyof typeof mlDsaSignatures;

/** The signing algorithms. */
export const signingAlgorithms: Readonly<Record<SigningAlgorithm, SigningRow>> = {
  ...rsaSignatures,
  ...ecdsaSignatures,
  ...ed25519Signatures,
  ...mlDsaSignatures,
};
