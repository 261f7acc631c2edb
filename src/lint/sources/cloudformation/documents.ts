// The policies in the properties of a resource. Where a condition chooses between documents, each is read.
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { PolicyType } from '../../../model/policy.ts';
import type { LocatedNode } from '../../../syntax/node.ts';
import type { LintResource } from '../../scope.ts';
import { embeddedPolicy } from './embedded-policy.ts';
import type { ResourceReader } from './properties.ts';
import type { Resolver } from './resolver.ts';
import { valueIn } from './template.ts';
import { absent, callOf } from './values.ts';

/** Reads the policy in a property. */
export function addPolicies(
  { resource, resolver, reading }: ResourceReader,
  property: string,
  type: PolicyType,
  owner: LintResource,
): void {
  const written = valueIn(resource.properties, property);
  if (!written) return;
  for (const { node, diagnostics, suffix } of documentsOf(written, resolver)) {
    const name = `${resource.id}.${property}${suffix}`;
    reading.addPolicy({ node, name, type, resource: owner, diagnostics });
  }
}

/** Reads the inline policies of a principal. */
export function addInlinePolicies(reader: ResourceReader, owner: LintResource): void {
  const { resource, resolver, reading, value } = reader;
  const written = valueIn(resource.properties, 'Policies');
  const resolved = value('Policies');
  if (!written || !resolved) return;
  const items = written.kind === 'array' ? written.items : undefined;
  const type = 'identity-policy';
  if (!items) {
    if (resolved.kind !== 'array') {
      reading.addPolicy({ node: resolved, name: `${resource.id}.Policies`, type, resource: owner });
      return;
    }
  }
  let index = 0;
  for (const item of items ?? (resolved.kind === 'array' ? resolved.items : [])) {
    for (const policy of policiesOf(item, resolver)) {
      for (const { node, diagnostics, suffix } of documentsOf(policy, resolver)) {
        const name = `${resource.id}.Policies[${index}].PolicyDocument${suffix}`;
        reading.addPolicy({ node, name, type, resource: owner, diagnostics });
      }
      index++;
    }
  }
}

/** The documents of an entry of `Policies`, as they are written; of one that is not known, itself. */
function policiesOf(item: LocatedNode, resolver: Resolver): readonly LocatedNode[] {
  const call = callOf(item);
  if (call?.key === 'Fn::If' && call.value.kind === 'array') {
    return call.value.items.slice(1).flatMap((branch) => policiesOf(branch, resolver));
  }
  if (call) {
    const resolved = resolver.resolve(item);
    return resolved === absent ? [] : [resolved];
  }
  const document = valueIn(item, 'PolicyDocument');
  return document ? [document] : [];
}

interface Choice {
  readonly node: LocatedNode;
  readonly diagnostics: readonly Diagnostic[];
  readonly suffix: string;
}

function documentsOf(written: LocatedNode, resolver: Resolver): readonly Choice[] {
  const embedded = embeddedPolicy(written, resolver);
  if (embedded) return [{ ...embedded, suffix: '' }];
  const choices = resolver.alternatives(written).filter(({ node }) => node !== absent);
  return choices.map(({ node }, at) => ({
    node,
    diagnostics: [],
    suffix: choices.length === 1 ? '' : ` (choice ${at + 1})`,
  }));
}
