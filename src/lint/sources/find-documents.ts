// Finds the policy documents in a file that is not one itself: what the AWS CLI prints, a world file,
// a scenario. A document is an object with a `Statement`, or a text that holds one.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyType } from '../../model/policy.ts';
import { type LocatedNode, memberValue, type ObjectNode } from '../../syntax/node.ts';
import { parseEmbedded } from '../../world/embedded.ts';
import type { SourceFile } from '../scope.ts';

/** A document, what it is called and, where its surroundings say it, its type. */
export interface FoundDocument {
  readonly node: LocatedNode;
  readonly name: string;
  readonly type?: PolicyType;
  /** What is wrong with the JSON in a text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All documents in a parsed file, in order. */
export function findDocuments(root: LocatedNode, source: SourceFile): readonly FoundDocument[] {
  const found: FoundDocument[] = [];
  search(root, { path: '', name: source.file }, source, found);
  return found;
}

interface Where {
  readonly path: string;
  readonly name: string;
  readonly type?: PolicyType;
}

// The member that a document stands under tells its type. The nearest one counts.
const typeOfMember: Readonly<Record<string, PolicyType>> = {
  AssumeRolePolicyDocument: 'trust-policy',
  trustPolicy: 'trust-policy',
  boundary: 'permissions-boundary',
  scps: 'service-control-policy',
  rcps: 'resource-control-policy',
  sessionPolicies: 'session-policy',
  VpcEndpoints: 'vpc-endpoint-policy',
  vpcEndpoints: 'vpc-endpoint-policy',
  keys: 'key-policy',
  policies: 'identity-policy',
  PolicyVersion: 'identity-policy',
  PolicyVersionList: 'identity-policy',
  UserPolicyList: 'identity-policy',
  GroupPolicyList: 'identity-policy',
  RolePolicyList: 'identity-policy',
};

function search(node: LocatedNode, where: Where, source: SourceFile, found: FoundDocument[]): void {
  switch (node.kind) {
    case 'array':
      for (const [index, item] of node.items.entries()) {
        search(item, { ...where, path: `${where.path}[${index}]` }, source, found);
      }
      return;
    case 'object':
      if (memberValue(node, 'Statement') !== undefined) {
        found.push({ node, ...named(where), diagnostics: [] });
        return;
      }
      for (const { key, value } of node.members) {
        search(value, below(node, key, where), source, found);
      }
      return;
    case 'string':
      if (!/^\s*(\{|%7B)/i.test(node.value)) return;
      searchText(node, where, source, found);
  }
}

function searchText(
  node: Extract<LocatedNode, { kind: 'string' }>,
  where: Where,
  source: SourceFile,
  found: FoundDocument[],
): void {
  const { node: inner, diagnostics } = parseEmbedded(node, source);
  if (inner?.kind === 'object' && memberValue(inner, 'Statement') !== undefined) {
    found.push({ node: inner, ...named(where), diagnostics });
  } else if (inner === undefined && /Statement/.test(node.value)) {
    found.push({ node, ...named(where), diagnostics });
  }
}

function named({ name, path, type }: Where) {
  return { name: path === '' ? name : path.replace(/^\./, ''), ...(type && { type }) };
}

function below(parent: ObjectNode, key: string, where: Where): Where {
  const type =
    controlPolicyType(parent, key) ?? keyPolicyType(parent, key) ?? typeOfMember[key] ?? where.type;
  const path = `${where.path}.${key}`;
  return { name: where.name, path, ...(type === undefined ? {} : { type }) };
}

/** kms get-key-policy: `{ Policy, PolicyName: "default" }`. */
function keyPolicyType(parent: ObjectNode, key: string): PolicyType | undefined {
  return key === 'Policy' && memberValue(parent, 'PolicyName') ? 'key-policy' : undefined;
}

/** organizations describe-policy: `{ PolicySummary: { Type }, Content }`. */
function controlPolicyType(parent: ObjectNode, key: string): PolicyType | undefined {
  if (key !== 'Content') return undefined;
  const summary = memberValue(parent, 'PolicySummary');
  const type = summary?.kind === 'object' ? memberValue(summary, 'Type') : undefined;
  if (type?.kind !== 'string') return undefined;
  if (type.value === 'SERVICE_CONTROL_POLICY') return 'service-control-policy';
  return type.value === 'RESOURCE_CONTROL_POLICY' ? 'resource-control-policy' : undefined;
}
