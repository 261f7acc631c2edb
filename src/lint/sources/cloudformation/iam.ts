// Roles, users, groups and the policies of IAM in templates.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
import type { LintResource, PolicyResource, PrincipalResource } from '../../scope.ts';
import { addInlinePolicies, addPolicies } from './documents.ts';
import type { ResourceReader } from './properties.ts';
import { iamArnOf } from './resource-values.ts';
import { valueIn } from './template.ts';
import { textOf } from './values.ts';

/** Reads a role with its trust policy and inline policies. */
export function readRole(reader: ResourceReader): void {
  const role = readPrincipal(reader, 'role', 'RoleName');
  addPolicies(reader, 'AssumeRolePolicyDocument', 'trust-policy', role);
  addInlinePolicies(reader, role);
}

/** Reads a user with its inline policies. */
export function readUser(reader: ResourceReader): void {
  addInlinePolicies(reader, readPrincipal(reader, 'user', 'UserName'));
}

/** Reads a group with its inline policies. */
export function readGroup(reader: ResourceReader): void {
  addInlinePolicies(reader, readPrincipal(reader, 'group', 'GroupName'));
}

function readPrincipal(
  { resource, resolver, reading, text, list, places }: ResourceReader,
  kind: PrincipalResource['kind'],
  nameProperty: string,
): LintResource {
  const arn = iamArnOf(resource, resolver);
  const givenName = text(nameProperty);
  const boundary = text('PermissionsBoundary');
  const principal: PrincipalResource = {
    kind,
    name: resource.id,
    source: reading.source,
    span: resource.span,
    account: resolver.template.environment.account,
    managedPolicies: list('ManagedPolicyArns'),
    ...(arn === undefined ? {} : { arn }),
    ...(givenName === undefined ? {} : { givenName }),
    ...(boundary === undefined ? {} : { boundary }),
    places: places({
      givenName: nameProperty,
      trustPolicy: 'AssumeRolePolicyDocument',
      policies: 'Policies',
      managedPolicies: 'ManagedPolicyArns',
      boundary: 'PermissionsBoundary',
    }),
  };
  reading.addResource(principal);
  return principal;
}

/** Reads an inline policy that is a resource of its own. */
export function readAttachedPolicy(reader: ResourceReader): void {
  addPolicies(reader, 'PolicyDocument', 'identity-policy', readPolicy(reader));
}

/** Reads a managed policy; one that the template uses as a boundary, and nothing else, is read as such. */
export function readManagedPolicy(reader: ResourceReader): void {
  const policy = readPolicy(reader);
  const isBoundary = policy.attachedTo.length === 0 && boundaries(reader).has(policy.arn ?? '');
  addPolicies(
    reader,
    'PolicyDocument',
    isBoundary ? 'permissions-boundary' : 'identity-policy',
    policy,
  );
}

function readPolicy(reader: ResourceReader): PolicyResource {
  const { resource, resolver, reading, list, places } = reader;
  const arn = iamArnOf(resource, resolver);
  const attachedTo = ['Roles', 'Users', 'Groups', 'RoleName', 'UserName', 'GroupName'].flatMap(
    (name) => list(name),
  );
  const policy: PolicyResource = {
    kind: 'policy',
    name: resource.id,
    source: reading.source,
    span: resource.span,
    account: resolver.template.environment.account,
    ...(arn === undefined ? {} : { arn }),
    attachedTo,
    places: places({ policy: 'PolicyDocument', roles: 'Roles', users: 'Users', groups: 'Groups' }),
  };
  reading.addResource(policy);
  return policy;
}

/** The ARNs that are boundaries of principals of the template, less those that are attached to one as well. */
function boundaries({ resolver }: ResourceReader): ReadonlySet<string> {
  const found = new Set<string>();
  const attached = new Set<string>();
  for (const { properties, bindings } of resolver.template.resources.values()) {
    const { resolve } = resolver.within(bindings);
    const boundary = valueIn(properties, 'PermissionsBoundary');
    const arn = boundary && textOf(resolve(boundary));
    if (arn !== undefined) found.add(arn);
    const managed = valueIn(properties, 'ManagedPolicyArns');
    const list = managed && resolve(managed);
    for (const item of list?.kind === 'array' ? list.items : []) attached.add(textOf(item) ?? '');
  }
  return new Set([...found].filter((arn) => !attached.has(arn)));
}
