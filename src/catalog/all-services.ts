// The names of all services' actions and condition keys. One packed text, of which a service is unpacked when
// something asks for it: a document that speaks of AWS KMS alone costs nothing.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html

import { asciiLower } from '../model/ascii.ts';
import { packedServices, verbs } from './all-services.generated.ts';
import type { ConditionKeyType, ListedKey } from './condition-keys.generated.ts';

/** What a service knows. */
export interface ServiceNames {
  readonly prefix: string;
  /** The services that stand in the ARNs of its resources: its own prefix in most; `*` for any. */
  readonly arnServices: readonly string[];
  readonly actions: readonly ServiceAction[];
}

/** An action of a service; one that is not on a resource goes with `"Resource": "*"` only. */
export interface ServiceAction {
  readonly name: string;
  readonly onResource: boolean;
}

/** Finds a service by the prefix of its actions, in any case. */
export function findService(prefix: string): ServiceNames | undefined {
  const wanted = asciiLower(prefix);
  const known = unpacked.get(wanted);
  if (known) return known;
  const start = packedServices.indexOf(`\n${wanted}|`);
  if (wanted === '' || start < 0) return undefined;
  const line = packedServices.slice(start + 1, packedServices.indexOf('\n', start + 1));
  const service = unpack(line);
  unpacked.set(wanted, service);
  return service;
}

/** The prefixes of all services, in alphabetical order. */
export function servicePrefixes(): readonly string[] {
  return [...packedServices.matchAll(/^[^|\n]+(?=\|)/gm)].map(([prefix]) => prefix);
}

/** The services that stand in the ARNs of any service's resources. */
export function everyArnService(): ReadonlySet<string> {
  const lines = packedServices.matchAll(/^([^|\n]+)\|([^|]*)\|/gm);
  return new Set([...lines].flatMap(([, own = '', arns = '']) => [own, ...arns.split(' ')]));
}

/**
 * The condition keys with a prefix, whichever services list them: `$` in a name stands for any text.
 * Keys of identity providers have a domain for a prefix; AWS KMS and `aws:` have catalogues of their own.
 */
export function keysWithPrefix(prefix: string): readonly ListedKey[] {
  const wanted = asciiLower(prefix);
  const known = keysByPrefix.get(wanted);
  if (known) return known;
  const lines = [...packedServices.matchAll(/^([^|\n]+)\|.*\|(.+)$/gm)];
  const found = lines.flatMap(([, own = '', keys = '']) =>
    own === wanted || keys.toLowerCase().includes(`${wanted}:`)
      ? keys.split(' ').map((word) => unpackKey(word, own))
      : [],
  );
  const keys = found.filter(({ name }) => asciiLower(name).startsWith(`${wanted}:`));
  if (keys.length > 0) keysByPrefix.set(wanted, keys);
  return keys;
}

/** Finds a condition key of a service other than AWS KMS; of two that fit, the longer name says more. */
export function findServiceKey(name: string): ListedKey | undefined {
  const prefix = name.slice(0, name.indexOf(':'));
  return keysWithPrefix(prefix)
    .filter((key) => namesKey(key.name, name))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

// Memos, bounded by the number of services.
const unpacked = new Map<string, ServiceNames>();
const keysByPrefix = new Map<string, readonly ListedKey[]>();
const words = verbs.split(' ');

function unpack(line: string): ServiceNames {
  const [prefix = '', arns = '', onResource = '', others = ''] = line.split('|');
  return {
    prefix,
    arnServices: arns === '' ? [prefix] : arns.split(' '),
    actions: [...unpackActions(onResource, true), ...unpackActions(others, false)],
  };
}

function unpackActions(text: string, onResource: boolean): readonly ServiceAction[] {
  if (text === '') return [];
  return text.split(' ').flatMap((entry) => {
    const [letters = '', noun = ''] = entry.split(':');
    if (letters === '') return [{ name: noun, onResource }];
    return [...letters].map((letter) => ({ name: `${words[indexOf(letter)]}${noun}`, onResource }));
  });
}

function indexOf(letter: string): number {
  const code = letter.charCodeAt(0);
  if (code >= 97) return code - 97 + 26;
  return code >= 65 ? code - 65 : code - 48 + 52;
}

const types: Readonly<Record<string, ConditionKeyType>> = {
  s: 'String',
  b: 'Bool',
  n: 'Numeric',
  d: 'Date',
  r: 'ARN',
  i: 'IPAddress',
};

function unpackKey(word: string, own: string): ListedKey {
  const letter = word[0] ?? 's';
  const lower = letter.toLowerCase();
  const rest = word.slice(1);
  return {
    name: rest.startsWith(':') ? own + rest : rest,
    type: types[lower] ?? 'String',
    multivalued: letter !== lower,
  };
}

function namesKey(listed: string, name: string): boolean {
  const [first = '', ...more] = asciiLower(listed).split('$');
  let at = first.length;
  const lower = asciiLower(name);
  if (!lower.startsWith(first)) return false;
  for (const [index, part] of more.entries()) {
    const last = index === more.length - 1;
    const found = last && part === '' ? lower.length : lower.indexOf(part, at + 1);
    if (found <= at) return false;
    at = found + part.length;
  }
  return at === lower.length;
}
