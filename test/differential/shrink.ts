// Makes a case smaller while it still shows the same fault: drops policies, statements, elements,
// values and context keys one by one until nothing more can go.
import type { RawPolicySet, RawRequest } from '../reference/shapes.ts';
import { readDocument } from '../reference/shapes.ts';

/** One policy set and one request. */
export interface Case {
  policies: RawPolicySet;
  request: RawRequest;
}

type Node = Record<string, unknown> | unknown[];

/** The smallest case that it finds for which `fails` still holds. */
export function shrink(found: Case, fails: (candidate: Case) => boolean): Case {
  let best = plain(found);
  if (!fails(best)) return found;
  for (;;) {
    const smaller = candidates(best).find(fails);
    if (smaller === undefined) return best;
    best = smaller;
  }
}

// Documents that came as text or with a name, as bare values, so that their parts can be dropped.
function plain({ policies, request }: Case): Case {
  const copy = structuredClone({ policies, request });
  const set = copy.policies as Record<string, unknown>;
  for (const [name, value] of Object.entries(set)) {
    if (name !== 'grants' && name !== 'resourceAccount') set[name] = unwrapped(value);
  }
  return copy;
}

function unwrapped(value: unknown): unknown {
  return Array.isArray(value) ? value.map(unwrapped) : readDocument(value as string);
}

function* places(node: unknown): Generator<[Node, string | number]> {
  if (Array.isArray(node)) {
    for (let index = node.length - 1; index >= 0; index--) yield [node, index];
    for (const item of node) yield* places(item);
  } else if (typeof node === 'object' && node !== null) {
    for (const name of Object.keys(node)) yield [node as Node, name];
    for (const item of Object.values(node)) yield* places(item);
  }
}

// Each candidate is a copy with one place removed, or one list replaced by its only item.
function candidates(from: Case): Case[] {
  const found: Case[] = [];
  const count = [...places(from)].length;
  for (let at = 0; at < count; at++) {
    const dropped = structuredClone(from);
    const [node, key] = [...places(dropped)][at]!;
    if (node === (dropped as unknown) || isNeeded(key)) continue;
    if (Array.isArray(node)) node.splice(key as number, 1);
    else delete node[key as string];
    found.push(dropped);

    const flat = structuredClone(from);
    const [parent, name] = [...places(flat)][at]! as [Record<string, unknown>, string];
    const value = parent[name];
    if (Array.isArray(value) && value.length === 1 && typeof value[0] === 'string') {
      parent[name] = value[0];
      if (!['grantTokens', 'Operations'].includes(name)) found.push(flat);
    }
  }
  return found;
}

function isNeeded(key: string | number): boolean {
  const needed = [
    'Effect',
    'Statement',
    'principal',
    'action',
    'resource',
    'GrantId',
    'Operations',
  ];
  const people = ['user', 'role', 'federatedUser', 'root', 'service', 'Action', 'Resource'];
  return typeof key === 'string' && [...needed, ...people, 'Principal', 'Version'].includes(key);
}
