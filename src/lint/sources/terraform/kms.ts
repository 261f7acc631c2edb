// Keys, their policies, aliases and grants of plans.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key
import type { Grant, GrantConstraints } from '../../../model/grant.ts';
import { toValue } from '../../../syntax/value.ts';
import { isKnown, type KeyResource, type Maybe } from '../../scope.ts';
import type { Attributes } from './attributes.ts';
import { keyTypes, linksOf } from './links.ts';
import { itemsOf, memberOf, membersOf, textOf } from './nodes.ts';
import { addPolicy, baseOf, type PlanReader } from './reader.ts';
import { arnOfReference, keyIdOf, type Stack, targetOf } from './stack.ts';

/** A key of a plan. What the configuration leaves out has the value that the provider gives it. */
export function readKey(reader: PlanReader): KeyResource {
  const { attributes, stack } = reader;
  const { resource, text, boolean, number, places } = attributes;
  const replica = resource.type.includes('replica');
  const unsaid: Maybe<string> = { unknown: 'the primary key' };
  const window = number('deletion_window_in_days');
  const bypass = boolean('bypass_policy_lockout_safety_check');
  const isRotatable = resource.type === 'aws_kms_key';
  const key: KeyResource = {
    ...baseOf(reader),
    kind: 'key',
    keyId: keyIdOf(attributes),
    spec: replica
      ? unsaid
      : (text('customer_master_key_spec') ?? text('key_spec') ?? 'SYMMETRIC_DEFAULT'),
    usage: replica ? unsaid : (text('key_usage') ?? 'ENCRYPT_DECRYPT'),
    origin: replica ? unsaid : originOf(attributes),
    multiRegion: replica || (boolean('multi_region') ?? false),
    replica,
    enabled: boolean('is_enabled') ?? boolean('enabled') ?? true,
    ...(isRotatable ? { rotation: boolean('enable_key_rotation') ?? false } : {}),
    ...(window === undefined ? {} : { deletionWindowDays: window }),
    ...(bypass === undefined ? {} : { bypassLockoutCheck: bypass }),
    hasPolicy:
      attributes.value('policy') !== undefined ||
      linksOf(stack).keysWithPolicy.has(resource.address),
    tags: tagsOf(attributes),
    places: places({
      spec: 'customer_master_key_spec',
      usage: 'key_usage',
      multiRegion: 'multi_region',
      enabled: 'is_enabled',
      rotation: 'enable_key_rotation',
      deletionWindowDays: 'deletion_window_in_days',
      bypassLockoutCheck: 'bypass_policy_lockout_safety_check',
      policy: 'policy',
      tags: 'tags',
    }),
  };
  reader.reading.addResource(key);
  addPolicy(reader, 'policy', 'key-policy', key);
  return key;
}

function originOf({ resource, text, value }: Attributes): Maybe<string> {
  if (resource.type === 'aws_kms_external_key') return 'EXTERNAL';
  const said = text('origin');
  if (said !== undefined) return said;
  if (value('xks_key_id')) return 'EXTERNAL_KEY_STORE';
  return value('custom_key_store_id') ? 'AWS_CLOUDHSM' : 'AWS_KMS';
}

function tagsOf({ value }: Attributes): Readonly<Record<string, string>> {
  return Object.fromEntries(
    membersOf(value('tags')).flatMap(({ key, value: node }) => {
      const text = textOf(node);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}

/** A key policy that is a resource of its own belongs to the key that it names. */
export function readKeyPolicy(reader: PlanReader): undefined {
  const { attributes, stack, made, reading } = reader;
  const target = targetOf(stack, attributes, 'key_id', keyTypes);
  const key = target && made.get(target.resource.address);
  const places = attributes.places({ policy: 'policy' });
  const owner = key ?? ({ ...baseOf(reader), kind: 'other', places } as const);
  if (!key) reading.addResource(owner);
  addPolicy(reader, 'policy', 'key-policy', owner);
}

/** An alias of a key. */
export function readAlias(reader: PlanReader): undefined {
  const { attributes, stack, reading } = reader;
  const said = attributes.text('target_key_id');
  const target = targetOf(stack, attributes, 'target_key_id', keyTypes)?.resource.address;
  const key = target ?? (isKnown(said) ? said : undefined);
  const aliasName = attributes.text('name');
  reading.addResource({
    ...baseOf(reader),
    kind: 'alias',
    ...(aliasName === undefined ? {} : { aliasName }),
    ...(key === undefined ? {} : { key }),
    places: attributes.places({ aliasName: 'name', key: 'target_key_id' }),
  });
}

/** A grant on a key. Principals that are still to be made have the ARNs that they will have here. */
export function readGrant(reader: PlanReader): undefined {
  const { attributes, stack, reading } = reader;
  const { resource, list, text } = attributes;
  const said = text('key_id');
  const target = targetOf(stack, attributes, 'key_id', keyTypes)?.resource.address;
  const key = target ?? (isKnown(said) ? said : undefined);
  const name = text('name');
  const grantee = principalIn(stack, attributes, 'grantee_principal');
  const retiring = principalIn(stack, attributes, 'retiring_principal');
  const constraints = constraintsOf(attributes);
  const grant: Grant = {
    GrantId: resource.address,
    ...(isKnown(name) ? { Name: name } : {}),
    ...(grantee === undefined ? {} : { GranteePrincipal: grantee }),
    ...(retiring === undefined ? {} : { RetiringPrincipal: retiring }),
    Operations: list('operations').filter((entry) => isKnown(entry)),
    ...(constraints === undefined ? {} : { Constraints: constraints }),
  };
  reading.addResource({
    ...baseOf(reader),
    kind: 'grant',
    ...(key === undefined ? {} : { key }),
    grant,
    places: attributes.places({
      key: 'key_id',
      grantee: 'grantee_principal',
      retiring: 'retiring_principal',
      operations: 'operations',
      constraints: 'constraints',
    }),
  });
}

function principalIn(stack: Stack, { text, references }: Attributes, name: string) {
  const said = text(name);
  if (said === undefined || isKnown(said)) return said;
  const [reference, ...more] = references(name);
  return reference === undefined || more.length > 0 ? undefined : arnOfReference(stack, reference);
}

function constraintsOf({ value }: Attributes): GrantConstraints | undefined {
  const [block] = itemsOf(value('constraints'));
  const context = (name: string) => {
    const node = memberOf(block, name);
    return node?.kind === 'object' && node.members.length > 0
      ? (toValue(node) as Readonly<Record<string, string>>)
      : undefined;
  };
  const equals = context('encryption_context_equals');
  const subset = context('encryption_context_subset');
  if (!equals && !subset) return undefined;
  return {
    ...(equals ? { EncryptionContextEquals: equals } : {}),
    ...(subset ? { EncryptionContextSubset: subset } : {}),
  };
}
