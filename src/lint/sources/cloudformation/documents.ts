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
  const { resource, resolver, reading } = reader;
  const written = valueIn(resource.properties, 'Policies');
  if (!written) return;
  entriesOf(written, resolver).forEach((entry, index) => {
    const document = callOf(entry) ? entry : valueIn(entry, 'PolicyDocument');
    if (!document) return;
    for (const { node, diagnostics, suffix } of documentsOf(document, resolver)) {
      const name = `${resource.id}.Policies[${index}].PolicyDocument${suffix}`;
      reading.addPolicy({ node, name, type: 'identity-policy', resource: owner, diagnostics });
    }
  });
}

/** The entries of a list as they are written, those that a condition may leave out included. */
function entriesOf(written: LocatedNode, resolver: Resolver): readonly LocatedNode[] {
  const lists = resolver.branches(written).map(({ node }) => node);
  return lists
    .flatMap((list) => (list.kind === 'array' ? list.items : [list]))
    .flatMap((item) => resolver.branches(item).map(({ node }) => node))
    .filter((item) => resolver.resolve(item) !== absent);
}

interface Choice {
  readonly node: LocatedNode;
  readonly diagnostics: readonly Diagnostic[];
  readonly suffix: string;
}

function documentsOf(written: LocatedNode, resolver: Resolver): readonly Choice[] {
  const choices = resolver
    .branches(written)
    .map(
      ({ node }) =>
        embeddedPolicy(node, resolver) ?? { node: resolver.resolve(node), diagnostics: [] },
    )
    .filter(({ node }) => node !== absent);
  return choices.map((choice, at) => ({
    ...choice,
    suffix: choices.length === 1 ? '' : ` (choice ${at + 1})`,
  }));
}
