// Reads a policy from a JavaScript value, as JSON.parse makes it. The value may come from anywhere:
// cycles, accessors, objects of classes and endless nesting are refused, and no accessor is run.
import type { JsonValue } from '../model/policy.ts';
import { tooDeep, tooLarge } from '../syntax/json-problems.ts';
import { MAX_DEPTH, MAX_POLICY_BYTES } from '../syntax/limits.ts';
import { type LocatedNode, type Member, nowhere } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { type ParsedPolicy, type PolicyOptions, policyFromNode } from './from-node.ts';

/** Reads a policy document from its JSON value; diagnostics and the policy have no spans. */
export function policyFromValue(value: unknown, options: PolicyOptions = {}): ParsedPolicy {
  const node = nodeFromValue(value);
  if ('kind' in node) return policyFromNode(node, options);
  const { file } = options;
  const { path, ...words } = node;
  const where = path === '' ? '' : ` at ${quoted(path)}`;
  const message = words.message.replace('{at}', where);
  return {
    diagnostics: [
      { severity: 'error', ...words, message, ...(file === undefined ? {} : { file }) },
    ],
  };
}

/** Why a value is not JSON. `{at}` in the message stands for the place. */
interface Fault {
  readonly code: string;
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
  readonly path: string;
}

/** How far a value has been read: the objects around, and how much more it may hold. */
interface Walk {
  readonly parents: Set<object>;
  readonly path: string[];
  budget: number;
}

function nodeFromValue(value: unknown): LocatedNode | Fault {
  const walk: Walk = { parents: new Set(), path: [], budget: MAX_POLICY_BYTES };
  try {
    return read(value as JsonValue, walk);
  } catch (error) {
    if (error instanceof NotJson) return error.fault;
    // A proxy may throw whatever it likes, at any question.
    return fault(walk, 'this value cannot be read{at}: an object answers with an error');
  }
}

/** Leaves the walk at the first fault. */
class NotJson extends Error {
  readonly fault: Fault;

  constructor(reason: Fault) {
    super(reason.message);
    this.fault = reason;
  }
}

function fault(walk: Walk, message: string): Fault {
  return {
    code: 'not-json',
    message,
    why: 'a policy document is plain JSON',
    remedy: 'give the text, or what `JSON.parse` makes of it',
    path: walk.path.join(''),
  };
}

function refuse(walk: Walk, message: string): never {
  throw new NotJson(fault(walk, message));
}

function read(value: unknown, walk: Walk): LocatedNode {
  spend(walk, 2);
  switch (typeof value) {
    case 'string':
      spend(walk, value.length);
      return { kind: 'string', value, span: nowhere };
    case 'boolean':
      return { kind: 'boolean', value, span: nowhere };
    case 'number':
      if (!Number.isFinite(value))
        refuse(walk, `${quoted(String(value))} is not a JSON number{at}`);
      return { kind: 'number', value, raw: String(value), span: nowhere };
    case 'object':
      return value === null ? { kind: 'null', span: nowhere } : readObject(value, walk);
    default:
      return refuse(walk, `${described(value)} is not a JSON value{at}`);
  }
}

function described(value: unknown): string {
  if (value === undefined) return '`undefined`';
  return `a ${typeof value}`;
}

function spend(walk: Walk, characters: number): void {
  walk.budget -= characters;
  if (walk.budget < 0) throw new NotJson({ ...tooLarge(MAX_POLICY_BYTES), path: '' });
}

function readObject(value: object, walk: Walk): LocatedNode {
  if (walk.parents.has(value)) refuse(walk, 'this value contains itself{at}');
  if (walk.parents.size >= MAX_DEPTH) throw new NotJson({ ...tooDeep(), path: '' });
  walk.parents.add(value);
  const node = Array.isArray(value) ? readList(value, walk) : readMembers(value, walk);
  walk.parents.delete(value);
  return node;
}

function readList(value: readonly unknown[], walk: Walk): LocatedNode {
  spend(walk, value.length);
  const items: LocatedNode[] = [];
  for (let index = 0; index < value.length; index++) {
    walk.path.push(`[${index}]`);
    items.push(read(plainProperty(value, String(index), walk), walk));
    walk.path.pop();
  }
  return { kind: 'array', items, span: nowhere };
}

/** Members whose value is undefined are left out, as JSON.stringify does. */
function readMembers(value: object, walk: Walk): LocatedNode {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    refuse(walk, 'an object of a class is not a JSON value{at}');
  }
  const members: Member[] = [];
  for (const key of Object.keys(value)) {
    walk.path.push(/^\w+$/.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 40))}]`);
    spend(walk, key.length + 3);
    const item = plainProperty(value, key, walk);
    if (item !== undefined) members.push({ key, keySpan: nowhere, value: read(item, walk) });
    walk.path.pop();
  }
  return { kind: 'object', members, span: nowhere };
}

/** A property's value without running an accessor. */
function plainProperty(object: object, key: string, walk: Walk): unknown {
  const property = Object.getOwnPropertyDescriptor(object, key);
  if (property?.get !== undefined || property?.set !== undefined) {
    refuse(walk, 'an accessor is not a JSON value{at}');
  }
  return property?.value;
}
