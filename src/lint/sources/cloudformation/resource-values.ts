// The names, ids and ARNs of a stack's resources, as far as policies speak of them.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html

import type { LocatedNode } from '../../../syntax/node.ts';
import { fingerprint } from '../../fingerprint.ts';
import type { Resolver } from './resolver.ts';
import { type Template, type TemplateResource, valueIn } from './template.ts';
import { textOf, unknownNode } from './values.ts';

/** The name that a resource has or, where CloudFormation makes it up or it is not known, its logical id. */
export function nameOf(
  { id, properties, bindings }: TemplateResource,
  property: string,
  resolver: Resolver,
): string {
  const written = valueIn(properties, property);
  return (written && textOf(resolver.within(bindings).resolve(written))) ?? id;
}

/** The key id that a key of a template has here; stable, and of the form that KMS gives. */
export function keyIdOf(resource: TemplateResource, resolver: Resolver): string {
  const digits = fingerprint([resource.id]) + fingerprint([resource.id, 'key']);
  const multi = valueIn(resource.properties, 'MultiRegion');
  const isMulti =
    resource.type === 'AWS::KMS::ReplicaKey' ||
    (multi !== undefined && textOf(resolver.resolve(multi)) === 'true');
  if (isMulti) return `mrk-${digits}`;
  return [0, 8, 12, 16, 20]
    .map((from, at) => digits.slice(from, [8, 12, 16, 20, 32][at]))
    .join('-');
}

/** The ARN of a user, role, group or managed policy of the template. */
export function iamArnOf(resource: TemplateResource, resolver: Resolver): string | undefined {
  const row = iamRows[resource.type];
  if (!row) return undefined;
  const { partition, account } = resolver.template.environment;
  const path = valueIn(resource.properties, 'Path');
  const folder = (path && textOf(resolver.within(resource.bindings).resolve(path))) ?? '/';
  const name = nameOf(resource, row.name, resolver);
  return `arn:${partition}:iam::${account}:${row.kind}${folder}${name}`;
}

const iamRows: Readonly<Record<string, { readonly kind: string; readonly name: string }>> = {
  'AWS::IAM::Role': { kind: 'role', name: 'RoleName' },
  'AWS::IAM::User': { kind: 'user', name: 'UserName' },
  'AWS::IAM::Group': { kind: 'group', name: 'GroupName' },
  'AWS::IAM::ManagedPolicy': { kind: 'policy', name: 'ManagedPolicyName' },
  'AWS::IAM::InstanceProfile': { kind: 'instance-profile', name: 'InstanceProfileName' },
};

/** The ARN of a key of the template. */
export function keyArnOf(resource: TemplateResource, resolver: Resolver): string {
  const { partition, region, account } = resolver.template.environment;
  return `arn:${partition}:kms:${region}:${account}:key/${keyIdOf(resource, resolver)}`;
}

/** What `Ref` or an attribute of a resource comes to. */
export function resourceValue(
  resource: TemplateResource,
  attribute: string,
  resolver: Resolver,
): LocatedNode {
  const { template } = resolver;
  const memo = valuesOf(template);
  const place = `${resource.id}.${attribute}`;
  const known = memo.get(place);
  if (known) return known;
  // A reference that leads back to itself ends here.
  const dependsOn = `resource ${attribute === 'Ref' ? resource.id : place}`;
  memo.set(place, unknownNode(dependsOn, resource.span));
  const text = textFor(resource, attribute, resolver);
  const value: LocatedNode =
    text === undefined
      ? unknownNode(dependsOn, resource.span)
      : { kind: 'string', value: text, span: resource.span };
  memo.set(place, value);
  return value;
}

const remembered = new WeakMap<Template, Map<string, LocatedNode>>();

function valuesOf(template: Template): Map<string, LocatedNode> {
  const memo = remembered.get(template) ?? new Map<string, LocatedNode>();
  remembered.set(template, memo);
  return memo;
}

function textFor(
  resource: TemplateResource,
  attribute: string,
  resolver: Resolver,
): string | undefined {
  const isReference = attribute === 'Ref';
  switch (resource.type) {
    case 'AWS::KMS::Key':
    case 'AWS::KMS::ReplicaKey':
      if (attribute === 'Arn') return keyArnOf(resource, resolver);
      return isReference || attribute === 'KeyId' ? keyIdOf(resource, resolver) : undefined;
    case 'AWS::KMS::Alias':
      return isReference ? nameOf(resource, 'AliasName', resolver) : undefined;
    case 'AWS::IAM::ManagedPolicy':
      return isReference || attribute === 'PolicyArn' ? iamArnOf(resource, resolver) : undefined;
    case 'AWS::IAM::Role':
    case 'AWS::IAM::User':
    case 'AWS::IAM::Group':
    case 'AWS::IAM::InstanceProfile':
      if (attribute === 'Arn') return iamArnOf(resource, resolver);
      return isReference ? nameOf(resource, iamRows[resource.type]!.name, resolver) : undefined;
    case 'AWS::S3::Bucket':
      return bucketValue(resource, attribute, resolver);
    default:
      return undefined;
  }
}

/** A bucket counts only by a name that the template gives it. */
function bucketValue(
  { properties, bindings }: TemplateResource,
  attribute: string,
  resolver: Resolver,
): string | undefined {
  const written = valueIn(properties, 'BucketName');
  const name = written && textOf(resolver.within(bindings).resolve(written));
  if (name === undefined) return undefined;
  if (attribute === 'Ref') return name;
  return attribute === 'Arn'
    ? `arn:${resolver.template.environment.partition}:s3:::${name}`
    : undefined;
}
