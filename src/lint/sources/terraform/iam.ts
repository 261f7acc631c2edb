// Roles, users, groups and policies of IAM in plans.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
import {
  isKnown,
  type LintResource,
  type Maybe,
  type PolicyResource,
  type PrincipalResource,
} from '../../scope.ts';
import type { Attributes } from './attributes.ts';
import { attachedKind, linksOf, principalTypes } from './links.ts';
import { itemsOf, memberOf } from './nodes.ts';
import { addPolicy, baseOf, type PlanReader } from './reader.ts';
import { arnOf, arnOfReference, type Stack, targetOf } from './stack.ts';

/** The reader of a type of principals. */
export function principal(kind: PrincipalResource['kind']) {
  return (reader: PlanReader): LintResource => {
    const { attributes, stack, reading } = reader;
    const arn = arnOf(stack, attributes);
    const givenName = attributes.text('name');
    const boundary = arnIn(stack, attributes, 'permissions_boundary');
    const owner: PrincipalResource = {
      ...baseOf(reader),
      kind,
      managedPolicies: [
        ...attributes.list('managed_policy_arns'),
        ...(linksOf(stack).ofPrincipal.get(attributes.resource.address) ?? []).map((entry) =>
          arnIn(stack, entry, 'policy_arn'),
        ),
      ].flatMap((entry) => entry ?? []),
      ...(arn === undefined ? {} : { arn }),
      ...(givenName === undefined ? {} : { givenName }),
      ...(boundary === undefined ? {} : { boundary }),
      places: attributes.places({
        givenName: 'name',
        trustPolicy: 'assume_role_policy',
        boundary: 'permissions_boundary',
      }),
    };
    reading.addResource(owner);
    addPolicy(reader, 'assume_role_policy', 'trust-policy', owner);
    itemsOf(attributes.value('inline_policy')).forEach((block, at) => {
      const node = memberOf(block, 'policy');
      const name = `inline_policy[${at}].policy`;
      if (node && node.kind !== 'null') addPolicy(reader, name, 'identity-policy', owner, node);
    });
    return owner;
  };
}

/** An inline policy that is a resource of its own. */
export function readInlinePolicy(reader: PlanReader): undefined {
  const { attributes, stack, reading } = reader;
  const attribute = attributes.resource.type.replace(/^aws_iam_|_policy$/g, '');
  const target = targetOf(stack, attributes, attribute, principalTypes);
  const said = attributes.text(attribute);
  const attached: Maybe<string> | undefined = target ? arnOf(stack, target) : said;
  const owner: PolicyResource = {
    ...baseOf(reader),
    kind: 'policy',
    attachedTo: attached === undefined ? [] : [attached],
    places: attributes.places({ policy: 'policy', attachedTo: attribute }),
  };
  reading.addResource(owner);
  addPolicy(reader, 'policy', 'identity-policy', owner);
}

/** A managed policy; one that the plan uses as a boundary, and nothing else, is read as such. */
export function readManagedPolicy(reader: PlanReader): undefined {
  const { attributes, stack, reading } = reader;
  const { address } = attributes.resource;
  const { ofPolicy, boundaries } = linksOf(stack);
  const attachedTo = (ofPolicy.get(address) ?? []).flatMap((entry) => attachedBy(stack, entry));
  const isBoundary = attachedTo.length === 0 && boundaries.has(address);
  const arn = arnOf(stack, attributes);
  const owner: PolicyResource = {
    ...baseOf(reader),
    kind: 'policy',
    ...(arn === undefined ? {} : { arn }),
    attachedTo,
    places: attributes.places({ policy: 'policy' }),
  };
  reading.addResource(owner);
  addPolicy(reader, 'policy', isBoundary ? 'permissions-boundary' : 'identity-policy', owner);
}

function attachedBy(stack: Stack, entry: Attributes): readonly Maybe<string>[] {
  const attribute = attachedKind(entry.resource.type) ?? '';
  const target = targetOf(stack, entry, attribute, principalTypes);
  const arn = (target && arnOf(stack, target)) ?? entry.text(attribute);
  return arn === undefined ? [] : [arn];
}

/** The ARN in an attribute, or that of the resource of the plan that it refers to. */
function arnIn(stack: Stack, entry: Attributes, name: string): Maybe<string> | undefined {
  const said = entry.text(name);
  if (said === undefined || isKnown(said)) return said;
  const [reference, ...more] = entry.references(name);
  if (reference === undefined || more.length > 0) return said;
  return arnOfReference(stack, reference) ?? said;
}
