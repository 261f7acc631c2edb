// Roles, users, groups and the policies of IAM in templates.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
import {
  isKnown,
  type LintResource,
  type PolicyResource,
  type PrincipalResource,
} from '../../scope.ts';
import { addInlinePolicies, addPolicies } from './documents.ts';
import type { ResourceReader } from './properties.ts';
import type { Resolver } from './resolver.ts';
import { iamArnOf, nameOf } from './resource-values.ts';
import { type Template, valueIn } from './template.ts';
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
  const { boundaries } = usesOf(reader.resolver);
  const isBoundary = policy.attachedTo.length === 0 && boundaries.has(policy.arn ?? '');
  const type = isBoundary ? 'permissions-boundary' : 'identity-policy';
  addPolicies(reader, 'PolicyDocument', type, policy);
}

function readPolicy(reader: ResourceReader): PolicyResource {
  const { resource, resolver, reading, list, places } = reader;
  const arn =
    resource.type === 'AWS::IAM::ManagedPolicy' ? iamArnOf(resource, resolver) : undefined;
  const { principals, attached } = usesOf(resolver);
  const named = Object.entries(attachments).flatMap(([property, kind]) =>
    list(property).map((name) =>
      isKnown(name) ? (principals.get(`${kind} ${name}`) ?? name) : name,
    ),
  );
  const policy: PolicyResource = {
    kind: 'policy',
    name: resource.id,
    source: reading.source,
    span: resource.span,
    account: resolver.template.environment.account,
    ...(arn === undefined ? {} : { arn }),
    attachedTo: [...named, ...(attached.get(arn ?? '') ?? [])],
    places: places({ policy: 'PolicyDocument', roles: 'Roles', users: 'Users', groups: 'Groups' }),
  };
  reading.addResource(policy);
  return policy;
}

/** The properties that attach a policy to principals of a kind. */
const attachments: Readonly<Record<string, string>> = {
  Roles: 'role',
  RoleName: 'role',
  Users: 'user',
  UserName: 'user',
  Groups: 'group',
  GroupName: 'group',
};

/** How the principals of a template use policies. */
interface Uses {
  /** The ARNs of principals, by kind and name. */
  readonly principals: ReadonlyMap<string, string>;
  /** The ARNs of boundaries. */
  readonly boundaries: ReadonlySet<string>;
  /** The ARNs of the principals that a managed policy is attached to, by its ARN. */
  readonly attached: ReadonlyMap<string, readonly string[]>;
}

const remembered = new WeakMap<Template, Uses>();

function usesOf(resolver: Resolver): Uses {
  const known = remembered.get(resolver.template);
  if (known) return known;
  const principals = new Map<string, string>();
  const boundaries = new Set<string>();
  const attached = new Map<string, string[]>();
  for (const resource of resolver.template.resources.values()) {
    const { type, properties, bindings } = resource;
    const kind = /^AWS::IAM::(Role|User|Group)$/.exec(type)?.[1];
    const arn = kind && iamArnOf(resource, resolver);
    if (kind === undefined || arn === undefined) continue;
    principals.set(`${kind.toLowerCase()} ${nameOf(resource, `${kind}Name`, resolver)}`, arn);
    const read = (property: string) => {
      const written = valueIn(properties, property);
      return written && resolver.within(bindings).resolve(written);
    };
    const boundary = textOf(read('PermissionsBoundary'));
    if (boundary !== undefined) boundaries.add(boundary);
    const managed = read('ManagedPolicyArns');
    for (const item of managed?.kind === 'array' ? managed.items : []) {
      const policy = textOf(item) ?? '';
      attached.set(policy, [...(attached.get(policy) ?? []), arn]);
    }
  }
  const uses = { principals, boundaries, attached };
  remembered.set(resolver.template, uses);
  return uses;
}
