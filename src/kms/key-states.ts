// Which operation works on a key in which state: the table of the developer guide, with its notes.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
import type { KeyState, OperationName } from './api-types.generated.ts';
import { KmsError } from './errors.ts';

/** A cell: `ok`, or the number of the page's note that says which error is thrown. */
export type StateCell = 'ok' | 1 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 11 | 14 | 15;

/** The columns; PendingReplicaDeletion shares one with PendingDeletion. Enabled keys are in every row. */
const columns = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'Unavailable',
  'Creating',
  'Updating',
] as const;

const ok = 'ok';
const always = [ok, ok, ok, ok, ok, ok, ok] as const;
const cryptographic = [ok, 1, 3, 5, 11, 14, ok] as const;
const inNoKeyStore = [ok, 1, 3, 5, 7, 14, ok] as const;
const notPendingDeletion = [ok, ok, 3, ok, ok, ok, ok] as const;
const rotation = [ok, 1, 3, 6, 7, 14, ok] as const;
const toggled = [ok, ok, 3, 5, ok, 14, 15] as const;

// What the page marks `?` depends on the key's origin, which the operation looks at.
const rows: Readonly<Partial<Record<OperationName, readonly StateCell[]>>> = {
  CancelKeyDeletion: [4, 4, ok, 4, 4, 4, 4],
  CreateAlias: notPendingDeletion,
  CreateGrant: [ok, 1, 3, 5, ok, 14, ok],
  Decapsulate: cryptographic,
  Decrypt: cryptographic,
  DeleteAlias: always,
  DeleteImportedKeyMaterial: [ok, ok, ok, ok, ok, 14, 15],
  DeriveSharedSecret: cryptographic,
  DescribeKey: always,
  DisableKey: toggled,
  DisableKeyRotation: rotation,
  EnableKey: toggled,
  EnableKeyRotation: rotation,
  Encapsulate: cryptographic,
  Encrypt: cryptographic,
  GenerateDataKey: cryptographic,
  GenerateDataKeyPair: inNoKeyStore,
  GenerateDataKeyPairWithoutPlaintext: inNoKeyStore,
  GenerateDataKeyWithoutPlaintext: cryptographic,
  GenerateMac: cryptographic,
  GetKeyLastUsage: always,
  GetKeyPolicy: always,
  GetKeyRotationStatus: [ok, ok, ok, 6, 7, ok, ok],
  GetParametersForImport: [ok, ok, 8, ok, 9, 14, 15],
  GetPublicKey: [ok, ok, 3, 5, 11, 14, ok],
  ImportKeyMaterial: [ok, ok, 8, ok, 9, 14, ok],
  ListAliases: always,
  ListGrants: always,
  ListKeyPolicies: always,
  ListKeyRotations: [ok, ok, ok, ok, 7, ok, ok],
  ListResourceTags: always,
  PutKeyPolicy: always,
  ReEncrypt: cryptographic,
  ReplicateKey: [ok, 1, 3, 5, 11, 14, 15],
  RetireGrant: always,
  RevokeGrant: always,
  RotateKeyOnDemand: [ok, 1, 3, 5, 7, 14, ok],
  ScheduleKeyDeletion: [ok, ok, 3, ok, ok, ok, 15],
  Sign: cryptographic,
  TagResource: notPendingDeletion,
  UntagResource: notPendingDeletion,
  // The key that the alias leaves may be pending deletion; the one that it goes to may not (note 10).
  UpdateAlias: notPendingDeletion,
  UpdateKeyDescription: notPendingDeletion,
  UpdatePrimaryRegion: [ok, 1, 3, 5, 11, 14, ok],
  Verify: cryptographic,
  VerifyMac: cryptographic,
};

/** The cell of an operation and a state; `ok` for operations that act on no key. */
export function stateCell(operation: OperationName, state: KeyState): StateCell {
  const column = state === 'PendingReplicaDeletion' ? 'PendingDeletion' : state;
  return rows[operation]?.[columns.indexOf(column)] ?? ok;
}

/** Throws what AWS KMS answers when an operation meets a key in a state that it does not work in. */
export function checkState(
  operation: OperationName,
  { arn, state }: { readonly arn: string; readonly state: string },
): void {
  const cell = stateCell(operation, state as KeyState);
  if (cell === ok) return;
  throw refusal(cell, arn, state as KeyState);
}

const stateWords: Readonly<Record<KeyState, string>> = {
  Enabled: 'enabled',
  Disabled: 'disabled',
  PendingDeletion: 'pending deletion',
  PendingReplicaDeletion: 'pending replica deletion',
  PendingImport: 'pending import',
  Unavailable: 'unavailable',
  Creating: 'creating',
  Updating: 'updating',
};

function refusal(cell: Exclude<StateCell, 'ok'>, arn: string, state: KeyState): KmsError {
  switch (cell) {
    case 1:
      return new KmsError('DisabledException', `${arn} is disabled.`);
    case 4:
      return new KmsError('KMSInvalidStateException', `${arn} is not pending deletion.`);
    case 6:
    case 7:
    case 9:
      return new KmsError('UnsupportedOperationException');
    case 3:
    case 5:
    case 8:
    case 11:
    case 14:
    case 15:
      return new KmsError('KMSInvalidStateException', `${arn} is ${stateWords[state]}.`);
    default:
      return cell satisfies never;
  }
}
