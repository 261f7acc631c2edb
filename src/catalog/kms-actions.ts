// The actions of AWS KMS: what each acts on, where an Allow for it counts, and which condition keys it
// carries. The rows come from the Service Authorization Reference; what that does not hold is added here.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
import { asciiLower } from '../model/ascii.ts';
import { keyConditionKeys, type ListedAction, listedActions } from './kms-actions.generated.ts';

/** One action of AWS KMS. `resources` is empty for actions that act on `*`. */
export interface KmsAction extends ListedAction {
  /** Where an Allow for the action counts; `none` for what only AWS KMS itself does. */
  readonly effective: 'key-policy' | 'identity-policy' | 'none';
  /** Whether the action works on a key of another account. */
  readonly crossAccount: boolean;
  /** Every condition key that requests for the action can carry, those of the key included. */
  readonly conditionKeys: readonly string[];
  /** The same in lower case. */
  readonly carriedKeys: ReadonlySet<string>;
  readonly source: string;
}

/** Finds an action by its name without `kms:`, in any case. */
export function findKmsAction(name: string): KmsAction | undefined {
  return byName.get(asciiLower(name));
}

const guide =
  'https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html';

/** The column "Cross-account use" of the permissions reference, where it says yes. */
const acrossAccounts: ReadonlySet<string> = new Set([
  'CreateGrant',
  'Decapsulate',
  'Decrypt',
  'DeriveSharedSecret',
  'DescribeKey',
  'Encapsulate',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GetKeyRotationStatus',
  'GetPublicKey',
  'ListGrants',
  'ReEncryptFrom',
  'ReEncryptTo',
  'RetireGrant',
  'RevokeGrant',
  'Sign',
  'Verify',
  'VerifyMac',
]);

/** Actions on a key for which an Allow in the key policy has no effect. */
const effectiveElsewhere: Readonly<Record<string, KmsAction['effective']>> = {
  RetireGrant: 'identity-policy',
  SynchronizeMultiRegionKey: 'none',
};

/** Actions on a key that carry fewer of the key's condition keys, as the permissions reference has it. */
const fewerKeyConditionKeys: Readonly<Record<string, readonly string[]>> = {
  RetireGrant: ['aws:ResourceTag/${TagKey}', 'kms:ResourceAliases'],
  SynchronizeMultiRegionKey: [],
};

/** Newer than the data; the assumption `ml-kem-follows-decrypt` says how they are read. */
const newerActions: readonly ListedAction[] = ['Decapsulate', 'Encapsulate'].map((name) => ({
  name,
  access: 'Write',
  resources: ['key'],
  conditionKeys: ['kms:CallerAccount', 'kms:RequestAlias', 'kms:ViaService'],
}));

const newerNames: ReadonlySet<string> = new Set(newerActions.map((action) => action.name));

/** Every action, in alphabetical order. */
export const kmsActions: readonly KmsAction[] = [
  // Data that knows the newer actions wins over the rows here.
  ...new Map([...newerActions, ...listedActions].map((action) => [action.name, action])).values(),
]
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(complete);

const byName: ReadonlyMap<string, KmsAction> = new Map(
  kmsActions.map((action) => [asciiLower(action.name), action]),
);

function complete(action: ListedAction): KmsAction {
  const { name, resources, conditionKeys } = action;
  const onKey = resources.includes('key');
  const ofKey = onKey ? (fewerKeyConditionKeys[name] ?? keyConditionKeys) : [];
  const all = [...ofKey, ...conditionKeys];
  return {
    ...action,
    effective: effectiveElsewhere[name] ?? (onKey ? 'key-policy' : 'identity-policy'),
    crossAccount: acrossAccounts.has(name),
    conditionKeys: all,
    carriedKeys: new Set(all.map(asciiLower)),
    source: newerNames.has(name)
      ? `https://docs.aws.amazon.com/kms/latest/APIReference/API_${name}.html`
      : guide,
  };
}
