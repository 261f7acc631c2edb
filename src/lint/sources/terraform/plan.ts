// A Terraform plan or state as `terraform show -json` prints it: its resources with their places, what is known
// of each only after apply, and what its configuration refers to.
// https://developer.hashicorp.com/terraform/internals/json-format
import type { Span } from '../../../model/span.ts';
import { type LocatedNode, memberValue, type ObjectNode } from '../../../syntax/node.ts';
import { itemsOf, memberOf, membersOf, textOf } from './nodes.ts';

/** A managed resource, or a data source that is read during apply. */
export interface PlanResource {
  readonly address: string;
  readonly type: string;
  readonly provider: string;
  /** The place of its address. */
  readonly span: Span;
  readonly values: LocatedNode | undefined;
  /** `true` in the place of every value that is known after apply. */
  readonly unknown: LocatedNode | undefined;
}

/** A plan. */
export interface Plan {
  readonly root: ObjectNode;
  readonly resources: readonly PlanResource[];
  /** The data sources that are read during apply, by address. */
  readonly deferred: ReadonlyMap<string, PlanResource>;
}

/** Whether a parsed file is a plan or a state. */
export function isPlan(node: LocatedNode): node is ObjectNode {
  return (
    node.kind === 'object' &&
    memberValue(node, 'format_version') !== undefined &&
    ['planned_values', 'resource_changes', 'values'].some(
      (name) => memberValue(node, name) !== undefined,
    )
  );
}

/** Reads the resources of a plan. */
export function planOf(root: ObjectNode): Plan {
  const changes = new Map<string, LocatedNode>();
  for (const change of itemsOf(memberOf(root, 'resource_changes'))) {
    changes.set(textOf(memberOf(change, 'address')) ?? '', change);
  }
  const values = memberOf(root, 'planned_values') ?? memberOf(root, 'values');
  const listed = values
    ? inModule(memberOf(values, 'root_module'))
    : [...changes.values()].filter((change) => !isGone(change));
  const read = (node: LocatedNode) => resourceOf(node, changes);
  const managed = (node: LocatedNode) => textOf(memberOf(node, 'mode')) !== 'data';
  const data = [...changes.values()].filter((change) => !managed(change)).flatMap(read);
  return {
    root,
    resources: listed.filter(managed).flatMap(read),
    deferred: new Map(data.map((resource) => [resource.address, resource])),
  };
}

function inModule(module: LocatedNode | undefined): readonly LocatedNode[] {
  return [
    ...itemsOf(memberOf(module, 'resources')),
    ...itemsOf(memberOf(module, 'child_modules')).flatMap(inModule),
  ];
}

function isGone(change: LocatedNode): boolean {
  return memberOf(memberOf(change, 'change'), 'after')?.kind === 'null';
}

function resourceOf(
  node: LocatedNode,
  changes: ReadonlyMap<string, LocatedNode>,
): readonly PlanResource[] {
  const at = memberOf(node, 'address');
  const address = textOf(at);
  const type = textOf(memberOf(node, 'type'));
  if (!at || address === undefined || type === undefined) return [];
  const change = memberOf(changes.get(address), 'change');
  return [
    {
      address,
      type,
      provider: textOf(memberOf(node, 'provider_name')) ?? '',
      span: at.span,
      values: memberOf(node, 'values') ?? memberOf(change, 'after'),
      unknown: memberOf(change, 'after_unknown'),
    },
  ];
}

/** The values of the variables and the constants that a plan records of its root module. */
export function variableOf({ root }: Plan, name: string): string | undefined {
  return textOf(memberOf(memberOf(memberOf(root, 'variables'), name), 'value'));
}

/** The expressions that configure the provider of AWS. */
export function providerExpressions({ root }: Plan): LocatedNode | undefined {
  const providers = membersOf(memberOf(memberOf(root, 'configuration'), 'provider_config'));
  const aws = providers.find(({ key }) => key === 'aws') ?? providers.find(isAws);
  return memberOf(aws?.value, 'expressions');
}

function isAws({ value }: { readonly value: LocatedNode }): boolean {
  return textOf(memberOf(value, 'full_name'))?.endsWith('hashicorp/aws') ?? false;
}
