// Assumptions about what AWS KMS does with a call besides deciding it: the order of its checks, and answers
// that no page words.
import { type Assumption, guides } from './assumption.ts';

const { kms, kmsApi } = guides;

/** The rows, by id. */
export const serviceAssumptions = {
  'order-of-checks': {
    statement:
      'AWS does not document the order in which AWS KMS checks a call, and so not which of several errors it answers.',
    choice:
      'The input is validated, the key is looked up, access is decided, then come the usage of the key, its state, and the algorithm.',
    why: 'Recorded answers show this order but for the decision; it needs the key, and nothing about a key should be told to those who may not use it.',
    source: `${kmsApi}/CommonErrors.html`,
  },
  'grants-visible-at-once': {
    statement:
      'A new grant counts within seconds as a rule, and within five minutes at most; AWS does not say when exactly.',
    choice:
      'A grant that a simulated call creates counts at once. Grants of a world with `visible: false` count only with their token.',
    why: 'A simulation that waited would have to invent a time; the token works either way.',
    source: `${kms}/grants.html#terms-eventual-consistency`,
  },
  'attestation-root-not-checked': {
    statement:
      'AWS KMS accepts an attestation document only when its certificates end at the root of AWS Nitro.',
    choice:
      'The signature and the chain of certificates are checked, and that they are valid at the time; the root may be any.',
    why: 'Nobody who learns or tests here has an enclave that could make a document under the real root.',
    source: `${kms}/cryptographic-attestation.html`,
  },
  'unknown-parameter-refused': {
    statement:
      'AWS does not document what AWS KMS answers to a parameter that the operation does not have.',
    choice:
      'ValidationException, in the words of the SDKs, which refuse such a request before they send it.',
    why: 'A misspelt parameter that is passed over in silence would be a wrong answer to what was meant.',
    source: `${kmsApi}/CommonErrors.html`,
  },
  'serialization-texts': {
    statement: 'AWS does not document the text of a SerializationException.',
    choice: 'It says which kind of value cannot be converted, and at which parameter.',
    why: 'The name of the error is what programs look at; the text is for people.',
    source: `${kmsApi}/CommonErrors.html`,
  },
  'alias-type-error': {
    statement:
      'An alias may move only to a key of the same type and usage; AWS does not say how it refuses other keys.',
    choice: 'ValidationException, with a text of our own.',
    why: 'The errors that the API lists for UpdateAlias are about other causes.',
    source: `${kmsApi}/API_UpdateAlias.html`,
  },
  'cancelled-without-material': {
    statement:
      'CancelKeyDeletion leaves a key disabled; AWS does not say so of a key whose imported material has expired or never came.',
    choice: 'Such a key goes back to PendingImport.',
    why: 'A key without its material is in that state, whatever led to it.',
    source: `${kms}/key-state.html`,
  },
  'child-grant-keeps-source-arn': {
    statement:
      'AWS says that a grant made by right of a grant keeps its encryption context constraint, and does not speak of its SourceArn constraint.',
    choice: 'The new grant must have the same SourceArn constraint.',
    why: 'A grant that could shed the constraint would give more than it has.',
    source: `${kms}/create-grant-overview.html#grant-constraints`,
  },
  'grantee-must-be-known': {
    statement:
      'AWS refuses a grant for a principal that does not exist; a world may leave out who exists.',
    choice:
      'A principal of an account whose principals the world tells must be among them; one of any other account is taken to exist.',
    why: 'What the world does not tell is unknown, not absent.',
    source: `${kmsApi}/API_CreateGrant.html`,
  },
} as const satisfies Readonly<Record<string, Assumption>>;
