// Which resources of a plan belong together, worked out once for all of them.
import type { Attributes } from './attributes.ts';
import { type Stack, targetOf } from './stack.ts';

/** The types of keys. */
export const keyTypes = [
  'aws_kms_key',
  'aws_kms_external_key',
  'aws_kms_replica_key',
  'aws_kms_replica_external_key',
];

/** The types of principals. */
export const principalTypes = ['aws_iam_role', 'aws_iam_user', 'aws_iam_group'];

/** The links of a plan, by addresses. */
export interface Links {
  /** The keys that have a policy by a resource of its own. */
  readonly keysWithPolicy: ReadonlySet<string>;
  /** The attachments of managed policies, by principal. */
  readonly ofPrincipal: ReadonlyMap<string, readonly Attributes[]>;
  /** The attachments of managed policies, by policy. */
  readonly ofPolicy: ReadonlyMap<string, readonly Attributes[]>;
  /** The managed policies that are boundaries of principals. */
  readonly boundaries: ReadonlySet<string>;
}

const remembered = new WeakMap<Stack, Links>();

/** The links of a plan. */
export function linksOf(stack: Stack): Links {
  const known = remembered.get(stack) ?? find(stack);
  remembered.set(stack, known);
  return known;
}

function find(stack: Stack): Links {
  const keysWithPolicy = new Set<string>();
  const boundaries = new Set<string>();
  const ofPrincipal = new Map<string, Attributes[]>();
  const ofPolicy = new Map<string, Attributes[]>();
  for (const entry of stack.attributes.values()) {
    const { type } = entry.resource;
    const to = (attribute: string, types: readonly string[]) =>
      targetOf(stack, entry, attribute, types)?.resource.address;
    if (type === 'aws_kms_key_policy') keep(keysWithPolicy, to('key_id', keyTypes));
    if (principalTypes.includes(type)) {
      keep(boundaries, to('permissions_boundary', ['aws_iam_policy']));
    }
    const kind = attachedKind(type);
    if (kind === undefined) continue;
    push(ofPrincipal, to(kind, [`aws_iam_${kind}`]), entry);
    push(ofPolicy, to('policy_arn', ['aws_iam_policy']), entry);
  }
  return { keysWithPolicy, ofPrincipal, ofPolicy, boundaries };
}

/** `role` of `aws_iam_role_policy_attachment`. */
export function attachedKind(type: string): string | undefined {
  return /^aws_iam_(role|user|group)_policy_attachment$/.exec(type)?.[1];
}

function keep(set: Set<string>, address: string | undefined): void {
  if (address !== undefined) set.add(address);
}

function push(
  map: Map<string, Attributes[]>,
  address: string | undefined,
  entry: Attributes,
): void {
  if (address === undefined) return;
  const list = map.get(address);
  if (list) list.push(entry);
  else map.set(address, [entry]);
}
