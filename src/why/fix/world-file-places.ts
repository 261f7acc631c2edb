// Where a new document or grant goes in a file: into a world file beside what it belongs to, or into the
// details of an account as IAM prints them.
import type { JsonObject, JsonValue } from '../../model/policy.ts';
import type { Key, Role, User, WorldFile } from '../../world/world.ts';
import type { NewDocument, NewGrant, WorldChange } from './world-change.ts';

/** What a file's root value is after the change; undefined where the file has no place for it. */
export function addedToFile(
  { takenFor }: WorldFile,
  root: JsonValue,
  change: WorldChange,
): JsonValue | undefined {
  if (takenFor === 'iam get-account-authorization-details') {
    return change.kind === 'new-document' ? addedToDetails(root, change) : undefined;
  }
  if (takenFor !== 'world file') return undefined;
  // The world of a scenario stands inside it.
  const inside = isObject(root) && root.accounts === undefined && isObject(root.world);
  const start = inside ? ['world', 'accounts'] : ['accounts'];
  switch (change.kind) {
    case 'new-document':
      return addedDocument(root, start, change);
    case 'grant':
      return addedGrant(root, start, change);
    case 'document':
      // A key without a policy of its own has the default one: it is written out once it is changed.
      return change.holder.kind === 'key'
        ? atKey(root, start, change.holder.key, 'policy', () => change.after.document)
        : undefined;
    default:
      return change satisfies never;
  }
}

type Path = readonly (string | number)[];

function addedDocument(
  root: JsonValue,
  start: Path,
  { slot, policy: { name, document } }: NewDocument,
): JsonValue | undefined {
  const named = { name, document };
  switch (slot.kind) {
    case 'identity':
      return changedAt(root, [...entityPath(start, slot.entity), 'policies'], appended(named));
    case 'boundary':
      return changedAt(root, [...entityPath(start, slot.entity), 'boundary'], () => named);
    case 'trust':
      return changedAt(root, [...entityPath(start, slot.role), 'trustPolicy'], () => document);
    case 'key':
      return atKey(root, start, slot.key, 'policy', () => document);
    case 'scp': {
      const path = [...start, slot.account, 'organization', 'scps', slot.level];
      return changedAt(root, path, appended(named));
    }
    case 'vpc-endpoint': {
      const path = [...start, slot.account, 'vpcEndpoints', slot.id, 'policy'];
      return changedAt(root, path, () => document);
    }
    case 'resource': {
      const { account, arn } = slot.resource;
      const list = valueAt(root, [...start, account, 'resources']);
      const index = isList(list)
        ? list.findIndex((item) => isObject(item) && item.arn === arn)
        : -1;
      return index >= 0
        ? changedAt(root, [...start, account, 'resources', index, 'policy'], () => document)
        : changedAt(root, [...start, account, 'resources'], appended({ arn, policy: document }));
    }
    default:
      return slot satisfies never;
  }
}

function entityPath(start: Path, { account, kind, name }: User | Role): Path {
  return [...start, account, kind === 'user' ? 'users' : 'roles', name];
}

function addedGrant(root: JsonValue, start: Path, { key, grant }: NewGrant): JsonValue | undefined {
  const { GrantId, GranteePrincipal = '', Operations } = grant;
  const added = { GrantId, GranteePrincipal, Operations };
  return atKey(root, start, key, 'grants', appended(added));
}

function atKey(
  root: JsonValue,
  start: Path,
  key: Key,
  field: 'policy' | 'grants',
  change: Change,
): JsonValue | undefined {
  const path = [...start, key.account, 'keys'];
  const list = valueAt(root, path);
  const region = valueAt(root, [...start.slice(0, -1), 'region']);
  const index = isList(list)
    ? list.findIndex(
        (item) =>
          isObject(item) &&
          (item.arn === key.arn || (item.id === key.id && (item.region ?? region) === key.region)),
      )
    : -1;
  return index < 0 ? undefined : changedAt(root, [...path, index, field], change);
}

const titles = { user: 'User', role: 'Role' } as const;

/** An inline policy among those of `get-account-authorization-details`. */
function addedToDetails(
  root: JsonValue,
  { slot, policy: { name, document } }: NewDocument,
): JsonValue | undefined {
  if (slot.kind !== 'identity') return undefined;
  const { kind, arn } = slot.entity;
  const title = titles[kind];
  const list = valueAt(root, [`${title}DetailList`]);
  const index = isList(list) ? list.findIndex((item) => isObject(item) && item.Arn === arn) : -1;
  if (index < 0) return undefined;
  const added = { PolicyName: name, PolicyDocument: document };
  return changedAt(root, [`${title}DetailList`, index, `${title}PolicyList`], appended(added));
}

type Change = (before: JsonValue | undefined) => JsonValue;

function appended(item: JsonValue): Change {
  return (before) => [...(isList(before) ? before : []), item];
}

function valueAt(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((at, name) => {
    if (isList(at)) return typeof name === 'number' ? at[name] : undefined;
    return isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }, value);
}

/** The value with another one at the end of a path, whose part before the end must be there. */
function changedAt(root: JsonValue, path: Path, change: Change): JsonValue | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return change(root);
  if (isList(root)) {
    const inner = typeof name === 'number' ? root[name] : undefined;
    const changed = inner === undefined ? undefined : changedAt(inner, rest, change);
    return changed === undefined
      ? undefined
      : root.map((item) => (item === inner ? changed : item));
  }
  // `alice:` without anything is a user too.
  const object = root === null && rest.length === 0 ? {} : root;
  if (!isObject(object)) return undefined;
  const inner = Object.hasOwn(object, name) ? object[name] : undefined;
  const changed =
    rest.length === 0
      ? change(inner)
      : inner === undefined
        ? undefined
        : changedAt(inner, rest, change);
  return changed === undefined ? undefined : { ...object, [name]: changed };
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
