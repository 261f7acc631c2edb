// Guesses what kind of policy a document is, where nobody says. Only the shape is looked at.
import type { PolicyType } from '../model/policy.ts';
import { type LocatedNode, memberValue, type ObjectNode } from '../syntax/node.ts';

/** The type that a document is to be read as; `any-resource-policy` is whichever of those with principals its shape says. */
export type WantedType = PolicyType | 'any-resource-policy';

/** The type to read a document as: the wanted one, or what its shape says. */
export function settleType(wanted: WantedType | undefined, node: LocatedNode): PolicyType {
  if (wanted !== undefined && wanted !== 'any-resource-policy') return wanted;
  const detected = detectPolicyType(node);
  return wanted !== undefined && detected === 'identity-policy' ? 'resource-policy' : detected;
}

/** Whether a policy of a type serves as the wanted one. */
export function servesAs(wanted: WantedType, type: PolicyType): boolean {
  if (wanted !== 'any-resource-policy') return wanted === type;
  return type === 'key-policy' || type === 'resource-policy' || type === 'trust-policy';
}

/**
 * A document whose statements name principals is a key policy when all its actions are of KMS (or `*`),
 * a trust policy when they are those of assuming a role, else a resource-based policy. Without
 * principals it is an identity-based policy.
 */
export function detectPolicyType(node: LocatedNode): PolicyType {
  const statements = statementsOf(node);
  const named = statements.some(
    (statement) =>
      memberValue(statement, 'Principal') !== undefined ||
      memberValue(statement, 'NotPrincipal') !== undefined,
  );
  if (!named) return 'identity-policy';
  const actions = statements.flatMap(actionsOf);
  if (actions.length > 0 && actions.every((action) => /^sts:/i.test(action))) return 'trust-policy';
  if (actions.every((action) => action === '*' || /^kms:/i.test(action))) return 'key-policy';
  return 'resource-policy';
}

function statementsOf(node: LocatedNode): readonly ObjectNode[] {
  const value = node.kind === 'object' ? memberValue(node, 'Statement') : undefined;
  const items = value?.kind === 'array' ? value.items : value === undefined ? [] : [value];
  return items.filter((item) => item.kind === 'object');
}

function actionsOf(statement: ObjectNode): readonly string[] {
  const value = memberValue(statement, 'Action') ?? memberValue(statement, 'NotAction');
  const items = value?.kind === 'array' ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
}
