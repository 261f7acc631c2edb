// Answers for a Nitro enclave: the secret leaves encrypted for the key of its attestation document, whose
// measurements are condition keys. The document's signature and certificates are checked, but not that they
// end at AWS's own root (assumption `attestation-root-not-checked`).
// https://docs.aws.amazon.com/kms/latest/developerguide/services-nitro-enclaves.html
import type { AttestationProblem, verifyAttestation } from '../crypto/attestation.ts';
import type { AttestationDocument } from '../crypto/attestation-document.ts';
import { envelop } from '../crypto/cms.ts';
import type { Workers } from '../crypto/workers.ts';
import type { RequestContext } from '../model/request.ts';
import type { RecipientInfo } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import type { Call } from './operation.ts';

type Answer = ReturnType<typeof verifyAttestation>;

// The recipient of a call is an object of its own, of which a call asks more than once.
const verified = new WeakMap<RecipientInfo, Answer>();

/** Verifies the document of a recipient, which takes milliseconds; what comes of it is told where it is needed. */
export async function verifyRecipient(
  recipient: RecipientInfo,
  at: Date,
  workers: Workers,
): Promise<void> {
  const { AttestationDocument: bytes } = recipient;
  if (bytes) verified.set(recipient, await workers.run('verifyAttestation', { bytes, at }));
}

/** kms:RecipientAttestation:… of a request that brings an attestation document; refuses a bad document. */
export function attestationConditions(recipient: RecipientInfo | undefined): RequestContext {
  if (!recipient) return {};
  const { pcrs } = documentOf(recipient);
  const measured = [...pcrs].map(([index, bytes]) => [index, Buffer.from(bytes).toString('hex')]);
  return Object.fromEntries(
    measured.flatMap(([index, hex]) => [
      [`kms:RecipientAttestation:PCR${index}`, hex],
      // The measurement of the enclave's image has a name of its own.
      ...(index === 0 ? [['kms:RecipientAttestation:ImageSha384', hex]] : []),
    ]),
  );
}

/** The member that carries a secret: in plaintext under its own name, or encrypted for the recipient. */
export function answerFor<N extends string>(
  recipient: RecipientInfo | undefined,
  name: N,
  secret: Uint8Array,
  { random }: Pick<Call, 'random'>,
): { readonly [K in N | 'CiphertextForRecipient']?: Uint8Array } {
  type Member = { readonly [K in N | 'CiphertextForRecipient']?: Uint8Array };
  if (!recipient) return { [name]: secret } as Member;
  const { publicKey } = documentOf(recipient);
  const sealed = publicKey && envelop(publicKey, secret, random);
  if (!sealed) throw refused('it has no RSA public key to encrypt for');
  secret.fill(0);
  return { CiphertextForRecipient: sealed } as Member;
}

function documentOf(recipient: RecipientInfo): AttestationDocument {
  const answer = verified.get(recipient);
  if (!answer || !recipient.KeyEncryptionAlgorithm) {
    const message = 'Recipient needs both an AttestationDocument and a KeyEncryptionAlgorithm.';
    throw new KmsError('ValidationException', message);
  }
  if ('problem' in answer) throw refused(problems[answer.problem]);
  return answer.document;
}

const problems: Readonly<Record<AttestationProblem, string>> = {
  malformed: 'it is malformed',
  'broken-chain': 'its certificates are no chain',
  expired: 'one of its certificates has expired or is not valid yet',
  'bad-signature': 'its signature is wrong',
};

function refused(why: string): KmsError {
  return new KmsError('ValidationException', `The attestation document is refused: ${why}.`);
}
