// Keys, replica keys and aliases of templates.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
import type { LintResource, Maybe } from '../../scope.ts';
import { isKnown } from '../../scope.ts';
import { addPolicies } from './documents.ts';
import type { ResourceReader } from './properties.ts';
import { keyIdOf } from './resource-values.ts';
import { valueIn } from './template.ts';
import { callOf, textOf } from './values.ts';

/** Reads a key with its policy. What the template leaves out has the value that CloudFormation gives it. */
export function readKey(reader: ResourceReader): void {
  const { resource, resolver, reading, text, boolean, number, places, alternatives } = reader;
  const { account, region } = resolver.template.environment;
  const replica = resource.type === 'AWS::KMS::ReplicaKey';
  const window = number('PendingWindowInDays');
  const bypass = boolean('BypassPolicyLockoutSafetyCheck');
  const unsaid: Maybe<string> = { unknown: 'the primary key' };
  const key: LintResource = {
    kind: 'key',
    name: resource.id,
    source: reading.source,
    span: resource.span,
    account,
    region,
    keyId: keyIdOf(resource, resolver),
    spec: replica ? unsaid : (text('KeySpec') ?? 'SYMMETRIC_DEFAULT'),
    usage: replica ? unsaid : (text('KeyUsage') ?? 'ENCRYPT_DECRYPT'),
    origin: replica ? unsaid : (text('Origin') ?? 'AWS_KMS'),
    multiRegion: replica || (boolean('MultiRegion') ?? false),
    replica,
    enabled: boolean('Enabled') ?? true,
    ...(replica ? {} : { rotation: boolean('EnableKeyRotation') ?? false }),
    ...(window === undefined ? {} : { deletionWindowDays: window }),
    ...(bypass === undefined ? {} : { bypassLockoutCheck: bypass }),
    hasPolicy: alternatives('KeyPolicy').length > 0,
    tags: tagsOf(reader),
    places: places({
      spec: 'KeySpec',
      usage: 'KeyUsage',
      origin: 'Origin',
      multiRegion: 'MultiRegion',
      enabled: 'Enabled',
      rotation: 'EnableKeyRotation',
      deletionWindowDays: 'PendingWindowInDays',
      bypassLockoutCheck: 'BypassPolicyLockoutSafetyCheck',
      policy: 'KeyPolicy',
      tags: 'Tags',
    }),
  };
  reading.addResource(key);
  addPolicies(reader, 'KeyPolicy', 'key-policy', key);
}

function tagsOf({ value }: ResourceReader): Readonly<Record<string, string>> {
  const tags = value('Tags');
  const items = tags?.kind === 'array' ? tags.items : [];
  return Object.fromEntries(
    items.flatMap((item) => {
      const [key, text] = [textOf(valueIn(item, 'Key')), textOf(valueIn(item, 'Value'))];
      return key === undefined || text === undefined ? [] : [[key, text]];
    }),
  );
}

/** Reads an alias; its key is the logical id of one of the template, or what the template names. */
export function readAlias({ resource, resolver, reading, text, places }: ResourceReader): void {
  const target = text('TargetKeyId');
  const key = idOfTarget(resource.properties) ?? (isKnown(target) ? target : undefined);
  const { account, region } = resolver.template.environment;
  const aliasName = text('AliasName');
  reading.addResource({
    kind: 'alias',
    name: resource.id,
    source: reading.source,
    span: resource.span,
    account,
    region,
    ...(aliasName === undefined ? {} : { aliasName }),
    ...(key === undefined ? {} : { key }),
    places: places({ key: 'TargetKeyId', aliasName: 'AliasName' }),
  });
}

function idOfTarget(properties: ResourceReader['resource']['properties']): string | undefined {
  const target = valueIn(properties, 'TargetKeyId');
  const call = target && callOf(target);
  if (call?.key === 'Ref') return textOf(call.value);
  if (call?.key !== 'Fn::GetAtt') return undefined;
  const written = call.value.kind === 'array' ? call.value.items[0] : call.value;
  return textOf(written)?.split('.')[0];
}
