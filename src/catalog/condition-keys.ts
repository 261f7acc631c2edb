// Every condition key that a KMS policy can test: its type, which requests carry it, which actions know it.
// https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html
import { asciiLower } from '../model/ascii.ts';
import type { ListedKey } from './condition-keys.generated.ts';
import { globalKeyPresence, globalKeys } from './global-condition-keys.ts';
import type { KeyPresence } from './key-presence.ts';
import { kmsActions } from './kms-actions.ts';
import { kmsKeyPresence, kmsKeys, oldNames } from './kms-condition-keys.ts';

/** A condition key. A name that ends in `${…}` stands for every key that begins alike. */
export interface ConditionKey extends ListedKey, KeyPresence {
  readonly source: string;
  /** The key that this deprecated one is another name of. */
  readonly sameAs?: string;
}

/**
 * Finds a key by its name, in any (ASCII) case: `aws:principaltag/Team` finds `aws:PrincipalTag/${TagKey}`.
 * Keys of other services than AWS KMS, `s3:prefix` say, are not in the catalogue.
 */
export function findConditionKey(name: string): ConditionKey | undefined {
  const lower = asciiLower(name);
  return (
    byName.get(lower) ??
    byPrefix.find(([prefix]) => lower.length > prefix.length && lower.startsWith(prefix))?.[1]
  );
}

/** Whether a key has the prefix of AWS KMS, or of all services, and is none of theirs. */
export function isUnknownKey(name: string): boolean {
  return /^(?:kms|aws):/i.test(name) && findConditionKey(name) === undefined;
}

/** The names of the KMS actions that list a key as theirs; empty for keys that any request can carry. */
export function actionsWithKey(key: ConditionKey): readonly string[] {
  const name = key.sameAs ?? key.name;
  return kmsActions
    .filter((action) => action.conditionKeys.includes(name))
    .map((action) => action.name);
}

const guides = {
  kms: 'https://docs.aws.amazon.com/kms/latest/developerguide',
  iam: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
};

/** All keys: those of AWS KMS, then the global ones, each in alphabetical order. */
export const conditionKeys: readonly ConditionKey[] = [
  ...kmsKeys.map((key) => complete(key, kmsKeyPresence, `${guides.kms}/${pageOf(key.name)}`)),
  ...globalKeys.map((key) => complete(key, globalKeyPresence, globalSource(key.name))),
];

const open = conditionKeys.filter((key) => key.name.includes('${'));
const byPrefix = open.map((key) => [asciiLower(key.name.replace(/\$\{.*/, '')), key] as const);
const byName: ReadonlyMap<string, ConditionKey> = new Map(
  conditionKeys.filter((key) => !open.includes(key)).map((key) => [asciiLower(key.name), key]),
);

function complete(
  key: ListedKey,
  presences: ReadonlyMap<string, KeyPresence>,
  source: string,
): ConditionKey {
  // Data that knows a newer key says nothing of who carries it.
  const presence = presences.get(key.name) ?? unknownPresence;
  const sameAs = oldNames[key.name];
  return { ...key, ...presence, source, ...(sameAs === undefined ? {} : { sameAs }) };
}

const unknownPresence: KeyPresence = {
  callers: ['user', 'role', 'federated-user', 'root', 'service', 'anonymous'],
  calls: 'any',
  always: false,
  when: 'see the AWS documentation',
};

function pageOf(name: string): string {
  if (name.includes(':NitroTPM')) return 'conditions-nitro-tpm.html';
  if (name.startsWith('kms:RecipientAttestation:')) return 'conditions-nitro-enclave.html';
  return 'conditions-kms.html';
}

/** The page has an anchor for each key of its own, such as #condition-keys-principalarn. */
function globalSource(name: string): string {
  const own = /^aws:(\w+)/.exec(name)?.[1];
  return own === undefined ? guides.iam : `${guides.iam}#condition-keys-${own.toLowerCase()}`;
}
