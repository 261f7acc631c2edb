// A plan as its readers ask it: which resource a reference or an id leads to, and the ARNs of principals that
// are still to be made.
import { fingerprint } from '../../fingerprint.ts';
import { isKnown } from '../../scope.ts';
import type { Environment } from '../environment.ts';
import { type Attributes, attributesOf } from './attributes.ts';
import { withoutIndexes } from './configuration.ts';
import type { Plan } from './plan.ts';

/** A plan with its resources by address. */
export interface Stack {
  readonly plan: Plan;
  readonly environment: Environment;
  readonly attributes: ReadonlyMap<string, Attributes>;
  /** The addresses by those without indexes. */
  readonly instances: ReadonlyMap<string, readonly string[]>;
  /** The resources that others name, by their ids, names and ARNs. */
  readonly named: ReadonlyMap<string, readonly Attributes[]>;
}

/** Prepares a plan. */
export function stackOf(plan: Plan, environment: Environment): Stack {
  const attributes = new Map(
    plan.resources.map((resource) => [resource.address, attributesOf(plan, resource)]),
  );
  const instances = new Map<string, string[]>();
  for (const address of attributes.keys()) {
    const plain = withoutIndexes(address);
    instances.set(plain, [...(instances.get(plain) ?? []), address]);
  }
  return { plan, environment, attributes, instances, named: byName(attributes.values()) };
}

function byName(all: Iterable<Attributes>): ReadonlyMap<string, readonly Attributes[]> {
  const named = new Map<string, Attributes[]>();
  for (const attributes of all) {
    if (!/^aws_(kms|iam)_/.test(attributes.resource.type)) continue;
    for (const name of namesOf(attributes)) {
      named.set(name, [...(named.get(name) ?? []), attributes]);
    }
  }
  return named;
}

/** The resource of one of the types that an attribute names by an id or ARN, or refers to. */
export function targetOf(
  stack: Stack,
  from: Attributes,
  attribute: string,
  types: readonly string[],
): Attributes | undefined {
  const said = from.text(attribute);
  if (isKnown(said)) {
    const found = stack.named.get(said)?.find(({ resource }) => types.includes(resource.type));
    if (found) return found;
  }
  for (const reference of from.references(attribute)) {
    const found = referred(stack, reference, from.resource.address);
    if (found && types.includes(found.resource.type)) return found;
  }
  return undefined;
}

function namesOf({ text }: Attributes): readonly string[] {
  return ['id', 'key_id', 'arn', 'name'].flatMap((name) => {
    const value = text(name);
    return isKnown(value) ? [value] : [];
  });
}

/** The resource that a reference is to: of several instances, the one with the same index. */
function referred(stack: Stack, reference: string, from: string): Attributes | undefined {
  const parts = withoutIndexes(reference).split('.');
  for (let length = parts.length; length >= 2; length--) {
    const addresses = stack.instances.get(parts.slice(0, length).join('.')) ?? [];
    const [first] = addresses;
    if (first === undefined) continue;
    const index = /\[[^\]]*\]$/.exec(from)?.[0];
    const same = addresses.find((address) => index !== undefined && address.endsWith(index));
    return stack.attributes.get(same ?? first);
  }
  return undefined;
}

const iamTypes: Readonly<Record<string, string>> = {
  aws_iam_role: 'role',
  aws_iam_user: 'user',
  aws_iam_group: 'group',
  aws_iam_policy: 'policy',
};

/** The ARN of a principal or managed policy, made up of its name while AWS has not given it. */
export function arnOf({ environment }: Stack, { resource, text }: Attributes): string | undefined {
  const kind = iamTypes[resource.type];
  if (kind === undefined) return undefined;
  const given = text('arn');
  if (isKnown(given)) return given;
  const [path, name] = [text('path'), text('name')];
  const folder = isKnown(path) ? path : '/';
  const known = isKnown(name) ? name : resource.address.replace(/[^\w+=,.@-]/g, '-');
  return `arn:${environment.partition}:iam::${environment.account}:${kind}${folder}${known}`;
}

/** The ARN that a reference such as `aws_iam_role.app.arn` is to. */
export function arnOfReference(stack: Stack, reference: string): string | undefined {
  if (!reference.endsWith('.arn')) return undefined;
  const plain = withoutIndexes(reference).slice(0, -'.arn'.length);
  const addresses = stack.instances.get(plain) ?? [];
  const found = addresses.length === 1 ? stack.attributes.get(addresses[0]!) : undefined;
  return found && arnOf(stack, found);
}

/** The id of a key; made up while AWS has not given it. */
export function keyIdOf({ resource, text, boolean }: Attributes): string {
  const given = text('key_id') ?? text('id');
  if (isKnown(given)) return given;
  const digits = fingerprint([resource.address]) + fingerprint([resource.address, 'key']);
  if (boolean('multi_region') === true || resource.type.includes('replica')) return `mrk-${digits}`;
  return [0, 8, 12, 16, 20]
    .map((from, at) => digits.slice(from, [8, 12, 16, 20, 32][at]))
    .join('-');
}
