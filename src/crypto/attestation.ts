// Whether an attestation document is what its own certificates vouch for: ES384 by the leaf's key, and a chain up
// to cabundle[0]. That root need not be AWS's, since who learns here has no enclave: a document that verifies is
// consistent, and says nothing about hardware. Revocation and path lengths are not checked.
import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import { type AttestationDocument, parseAttestation } from './attestation-document.ts';

/** Why an attestation document counts for nothing. */
export type AttestationProblem = 'malformed' | 'broken-chain' | 'expired' | 'bad-signature';

/** Reads an attestation document and checks its signature and certificates as of a time. */
export function verifyAttestation(input: {
  readonly bytes: Uint8Array;
  readonly at: Date;
}): { readonly document: AttestationDocument } | { readonly problem: AttestationProblem } {
  const signed = parseAttestation(input.bytes);
  if (!signed) return { problem: 'malformed' };
  const { document, toBeSigned, signature } = signed;
  try {
    const chain = [...document.cabundle, document.certificate].map(
      (der) => new X509Certificate(der),
    );
    if (!isChain(chain)) return { problem: 'broken-chain' };
    if (!chain.every((certificate) => isCurrent(certificate, input.at))) {
      return { problem: 'expired' };
    }
    const right = isEs384(chain.at(-1)!.publicKey, toBeSigned, signature);
    return right ? { document } : { problem: 'bad-signature' };
  } catch {
    // A certificate, or a key in one, that OpenSSL cannot read.
    return { problem: 'malformed' };
  }
}

/** Root first: each certificate is signed by the one before it, the root by itself. */
function isChain(chain: readonly X509Certificate[]): boolean {
  return chain.every((certificate, i) => {
    const issuer = chain[Math.max(0, i - 1)]!;
    return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  });
}

function isCurrent({ validFrom, validTo }: X509Certificate, at: Date): boolean {
  return Date.parse(validFrom) <= at.getTime() && at.getTime() <= Date.parse(validTo);
}

function isEs384(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return (
    key.asymmetricKeyDetails?.namedCurve === 'secp384r1' &&
    verify('sha384', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
  );
}
