// Which accesses a recorded call needed. With its parameters the operation's own row says it; a denied call is
// often recorded without them, and then its name, its keys and AWS's message do.
import { findKmsAction } from '../../catalog/kms-actions.ts';
import type { Access } from '../../kms/access.ts';
import type { OperationName } from '../../kms/api-types.generated.ts';
import { KmsError } from '../../kms/errors.ts';
import type { Finder, FoundKey } from '../../kms/finder.ts';
import type { Operation } from '../../kms/operation.ts';
import { operations } from '../../kms/operations.ts';
import { parseArn } from '../../model/arn.ts';
import type { RecordObject } from '../trail/call-record.ts';
import { recordInput } from './record-input.ts';

/** What a call is known by. */
export interface NamedCall {
  /** `Decrypt`. */
  readonly operation: string;
  /** Null or absent: not recorded. */
  readonly parameters?: RecordObject | null | undefined;
  /** The ARNs, ids or aliases of its keys, in order. */
  readonly keys: readonly string[];
  /** `kms:ReEncryptTo`, where AWS's message names one of several actions. */
  readonly action?: string | undefined;
}

/** The accesses; `parametersKnown` tells whether their condition keys were worked out of the parameters. */
export interface FoundAccesses {
  readonly accesses: readonly Access[];
  readonly parametersKnown: boolean;
}

/** Finds them. Throws KmsError for a key that is not there, SimulationError where the world does not say. */
export function accessesOf(call: NamedCall, find: Finder): FoundAccesses {
  const row = rowOf(call.operation);
  const { parameters, action } = call;
  if (row && parameters) {
    const accesses = byParameters(row, parameters, call.keys, find);
    if (accesses) return { accesses: named(accesses, action), parametersKnown: true };
  }
  return { accesses: byNames(call, find), parametersKnown: false };
}

/** The operation of this name. */
export function rowOf(operation: string): Operation | undefined {
  if (!Object.hasOwn(operations, operation)) return undefined;
  return operations[operation as OperationName] as Operation;
}

/** The parameters that name keys, and which key of the record's list each is. */
const naming: Readonly<Record<string, number>> = {
  KeyId: 0,
  SourceKeyId: 0,
  TargetKeyId: 0,
  DestinationKeyId: 1,
};

/** The row's own accesses; undefined where the parameters do not suffice for it. */
function byParameters(
  row: Operation,
  parameters: RecordObject,
  keys: readonly string[],
  find: Finder,
): readonly Access[] | undefined {
  const input = recordInput(row.name, parameters);
  const aliases: string[] = [];
  for (const name in naming) {
    if (!takes(row, name)) continue;
    const given = input[name];
    const key = keys[naming[name]!];
    if (typeof given === 'string' && given.includes('alias/')) aliases[naming[name]!] = given;
    // An alias may point elsewhere by now: the record says which key it was.
    if (key !== undefined) input[name] = key;
  }
  try {
    const accesses = row.access(input as never, find);
    return accesses.map((access) => {
      const at = keys.indexOf(access.resource);
      const alias = at < 0 ? undefined : aliases[at];
      const said = parameters.keyId ?? parameters.sourceKeyId;
      const byCiphertext = said === undefined && ciphertextActions.has(access.action);
      return {
        ...access,
        ...(alias === undefined || access.alias !== undefined ? {} : { alias: nameOf(alias) }),
        ...(byCiphertext ? { namedBy: 'ciphertext' as const } : {}),
      };
    });
  } catch (error) {
    // A parameter that the row needs is not recorded, or names what is gone by now.
    if (error instanceof KmsError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Actions that find their key in the ciphertext, where the request does not name it. */
const ciphertextActions: ReadonlySet<string> = new Set(['Decrypt', 'ReEncryptFrom']);

/** `kms:RequestAlias` holds an alias's name, also where the request gave its ARN. */
function nameOf(alias: string): string {
  return alias.slice(alias.indexOf('alias/'));
}

function takes({ name }: Operation, parameter: string): boolean {
  return parameter === 'KeyId'
    ? !aliasOperations.has(name) && name !== 'ReEncrypt'
    : parameter === 'TargetKeyId'
      ? aliasOperations.has(name)
      : name === 'ReEncrypt';
}

const aliasOperations: ReadonlySet<string> = new Set(['CreateAlias', 'UpdateAlias', 'DeleteAlias']);

/** Of the accesses of a call, those of the action that AWS's message names. */
function named(accesses: readonly Access[], action: string | undefined): readonly Access[] {
  if (action === undefined) return accesses;
  const own = accesses.filter((access) => `kms:${access.action}` === action);
  return own.length > 0 ? own : accesses;
}

/** The actions of an operation on the keys that are named; for aliases, on the alias too. */
function byNames(named: NamedCall, find: Finder): readonly Access[] {
  const onAliases = aliasOperations.has(named.operation);
  const isAlias = (key: string) => onAliases && key.includes('alias/');
  const { operation, action } = named;
  const actions = actionsOf({ operation, action, keys: named.keys.filter((key) => !isAlias(key)) });
  const said = named.parameters?.aliasName;
  const aliases = [...named.keys.filter(isAlias), ...(typeof said === 'string' ? [said] : [])];
  const ofAlias = aliases
    .slice(0, onAliases ? 1 : 0)
    .map((alias) => ({ action: named.operation, resource: find.aliasArn(alias) }));
  const onKeys = actions.flatMap(({ action, key }): Access[] => {
    if (findKmsAction(action)?.resources.includes('key') !== true) {
      return [{ action, resource: '*' }];
    }
    if (key === undefined) return [];
    const { key: stored, alias } = keyOf(key, action, find);
    return [
      { action, resource: stored.view.arn, key: stored, ...(alias === undefined ? {} : { alias }) },
    ];
  });
  return [...ofAlias, ...onKeys];
}

/** ReEncrypt takes two keys: unless the message names the action, a record of one of them says too little. */
function actionsOf({ operation, action, keys }: NamedCall) {
  const [first, second] = keys;
  const one = action?.slice('kms:'.length);
  if (operation !== 'ReEncrypt') return [{ action: one ?? operation, key: first }];
  if (one === 'ReEncryptTo') return [{ action: one, key: second ?? first }];
  if (one !== undefined) return [{ action: one, key: first }];
  if (second === undefined) return [];
  return [
    { action: 'ReEncryptFrom', key: first },
    { action: 'ReEncryptTo', key: second },
  ];
}

function keyOf(name: string, action: string, find: Finder): FoundKey {
  return find.key(name, {
    action,
    aliases: parseArn(name) === undefined || name.includes(':alias/'),
  });
}
