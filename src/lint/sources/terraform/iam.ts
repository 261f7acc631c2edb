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
import { itemsOf, memberOf } from './nodes.ts';
import { addPolicy, baseOf, type PlanReader } from './reader.ts';
import { arnOf, arnOfReference, type Stack, targetOf } from './stack.ts';

const principalTypes = ['aws_iam_role', 'aws_iam_user', 'aws_iam_group'];

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
        ...attachments(stack, attributes).map((entry) => arnIn(stack, entry, 'policy_arn')),
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

/** The attachments of managed policies that name a principal. */
function attachments(stack: Stack, { resource }: Attributes): readonly Attributes[] {
  const kind = resource.type.replace('aws_iam_', '');
  return attachmentsIn(stack).filter(
    (entry) =>
      entry.resource.type === `aws_iam_${kind}_policy_attachment` &&
      targetOf(stack, entry, kind, [resource.type])?.resource.address === resource.address,
  );
}

function attachmentsIn(stack: Stack): readonly Attributes[] {
  return [...stack.attributes.values()].filter(({ resource }) =>
    /^aws_iam_(role|user|group)_policy_attachment$/.test(resource.type),
  );
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
  const refersHere = (entry: Attributes, name: string) =>
    targetOf(stack, entry, name, ['aws_iam_policy'])?.resource.address === address;
  const attachedTo = attachmentsIn(stack)
    .filter((entry) => refersHere(entry, 'policy_arn'))
    .flatMap((entry) => attachedBy(stack, entry));
  const isBoundary =
    attachedTo.length === 0 &&
    [...stack.attributes.values()].some(
      (entry) =>
        principalTypes.includes(entry.resource.type) && refersHere(entry, 'permissions_boundary'),
    );
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
  const attribute = entry.resource.type.replace(/^aws_iam_|_policy_attachment$/g, '');
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
