// Assumptions about key material: its rotation, its import, and what related multi-Region keys share.
import { type Assumption, guides } from './assumption.ts';

const { kms, kmsApi } = guides;

/** The rows, by id. */
export const materialAssumptions = {
  'creating-passes-at-once': {
    statement:
      'A new replica is Creating, and a primary key that moves is Updating, for a few seconds; AWS does not say how many.',
    choice:
      'ReplicateKey answers with the state Creating, and at the next call it is over. A move of the primary key is over at once.',
    why: 'A simulation that waited would have to invent a time, and every script would have to wait for it.',
    source: `${kms}/key-state.html`,
  },
  'rotation-completes-at-once': {
    statement:
      'A rotation runs in the background for a while, which AWS does not limit; meanwhile GetKeyRotationStatus tells when it was started.',
    choice: 'A rotation is complete at once, so that OnDemandRotationStartDate never appears.',
    why: 'The next encryption after the call is what a reader wants to see under the new key material.',
    source: `${kmsApi}/API_GetKeyRotationStatus.html`,
  },
  'rotation-period-starts-again': {
    statement:
      'EnableKeyRotation can change the period of a key that rotates already; AWS does not say from when the new period counts.',
    choice: 'From the call. A call without a period on such a key sets the default of 365 days.',
    why: 'AWS counts the period from the day on which rotation is enabled, and names one default.',
    source: `${kmsApi}/API_EnableKeyRotation.html`,
  },
  'rotation-of-replica-error': {
    statement:
      'Rotation is enabled, disabled and started on the primary of related multi-Region keys; AWS does not say what it answers for a replica.',
    choice: 'UnsupportedOperationException, with a text of our own.',
    why: 'The API describes that error as a resource that is not valid for the operation.',
    source: `${kms}/rotate-keys.html#multi-region-rotate`,
  },
  'wrapping-algorithm-error': {
    statement:
      'AWS lists which wrapping algorithm carries which type of key material, and does not say what it answers to another pair.',
    choice:
      'GetParametersForImport answers UnsupportedOperationException, with a text of our own; so it does to wrapping keys and algorithms of the China Regions.',
    why: 'That is the error for a parameter that is not supported, and of the removed RSAES_PKCS1_V1_5.',
    source: `${kmsApi}/API_GetParametersForImport.html`,
  },
  'import-token-reusable': {
    statement:
      'An import token is valid for 24 hours; AWS does not say whether it can be used twice, or after a newer one was requested.',
    choice: 'It works for imports into its key until the 24 hours are over.',
    why: 'AWS names its expiry as the only thing that ends it.',
    source: `${kms}/importing-keys-get-public-key-and-token.html`,
  },
  'unfit-material-error': {
    statement:
      'AWS lists the sizes, types and curves that imported key material must have, and does not say which error names what is wrong.',
    choice:
      'IncorrectKeyMaterialException for material that unwraps and does not fit; InvalidCiphertextException for what does not unwrap.',
    why: 'The API describes the first as material that is invalid or does not meet expectations.',
    source: `${kmsApi}/API_ImportKeyMaterial.html`,
  },
  'symmetric-import-parameters': {
    statement:
      'ImportType, KeyMaterialId and KeyMaterialDescription are only usable with symmetric encryption keys; AWS does not say what it answers for other keys.',
    choice: 'UnsupportedOperationException, with a text of our own.',
    why: 'That is the error for a parameter that is not supported.',
    source: `${kmsApi}/API_ImportKeyMaterial.html`,
  },
  'same-private-key-in-any-encoding': {
    statement:
      'An asymmetric key takes only the key material that it had before; AWS does not say whether another encoding of the same private key is the same.',
    choice: 'It is: private keys are compared by what they are, not by how they are written.',
    why: 'AWS derives the public key from the private numbers, so that nothing else of the encoding is kept.',
    source: `${kms}/importing-keys-conceptual.html`,
  },
  'import-leaves-disabled': {
    statement:
      'AWS says that an import makes a key Enabled, and allows it for disabled keys too, without saying whether it enables those.',
    choice:
      'A key that lacked material becomes Enabled; a disabled key that lacked none stays disabled.',
    why: 'Who may import key material should not thereby undo what an administrator disabled.',
    source: `${kmsApi}/API_ImportKeyMaterial.html`,
  },
  'deleting-absent-material': {
    statement:
      'AWS does not say what DeleteImportedKeyMaterial answers when the key material is not there.',
    choice:
      'It succeeds when the material was imported once or none ever was, and answers NotFoundException for an id that the key never had.',
    why: 'The operation is allowed on keys that are pending import, where there is nothing left to delete.',
    source: `${kmsApi}/API_DeleteImportedKeyMaterial.html`,
  },
  'multi-region-errors': {
    statement:
      'AWS says which Region can have a replica or the primary key, and mostly not what it answers for another one.',
    choice:
      'UnsupportedOperationException for an unknown Region, one of another partition and a primary key that is there already; AlreadyExistsException where the key exists; NotFoundException where no replica could become the primary key.',
    why: 'These are the errors that the API lists for the two operations, each for the cause that it describes.',
    source: `${kmsApi}/API_ReplicateKey.html`,
  },
  'tags-of-new-key': {
    statement:
      'Making a key with tags needs kms:TagResource by an IAM policy; AWS does not say on which resource it is decided.',
    choice:
      'On the ARN of the key that is to be made, by IAM policies alone; the policy that the call brings is not asked.',
    why: 'The action has keys as its resources, and the key has no policy before it exists.',
    source: `${kmsApi}/API_CreateKey.html`,
  },
} as const satisfies Readonly<Record<string, Assumption>>;
