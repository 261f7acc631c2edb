// The names of all services' actions and condition keys. One packed text, of which a service is unpacked when
// something asks for it: a document that speaks of AWS KMS alone costs nothing.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
import { asciiLower } from '../model/ascii.ts';
import { packedServices } from './all-services.generated.ts';
import type { ListedKey } from './condition-keys.generated.ts';
import { type ServiceNames, unpackKey, unpackService } from './unpack-service.ts';

/** Finds a service by the prefix of its actions, in any case. */
export function findService(prefix: string): ServiceNames | undefined {
  const wanted = asciiLower(prefix);
  const known = unpacked.get(wanted);
  if (known) return known;
  const line = lines().get(wanted);
  if (line === undefined) return undefined;
  const service = unpackService(line);
  unpacked.set(wanted, service);
  return service;
}

/** The prefixes of all services, in alphabetical order. */
export function servicePrefixes(): readonly string[] {
  return [...lines().keys()];
}

/** The services that stand in the ARNs of any service's resources. */
export function everyArnService(): ReadonlySet<string> {
  if (arnServices.size === 0) {
    for (const [prefix, line] of lines()) {
      for (const service of [prefix, ...(line.split('|')[1] ?? '').split(' ')]) {
        if (service !== '') arnServices.add(service);
      }
    }
  }
  return arnServices;
}

/**
 * The condition keys with a prefix, whichever services list them: `$` in a name stands for any text.
 * Keys of identity providers have a domain for a prefix; `aws:` has a catalogue of its own.
 */
export function keysWithPrefix(prefix: string): readonly ListedKey[] {
  if (keysByPrefix.size === 0) {
    for (const [own, line] of lines()) {
      const keys = line.slice(line.lastIndexOf('|') + 1);
      for (const word of keys === '' ? [] : keys.split(' ')) {
        const key = unpackKey(word, own);
        const first = asciiLower(key.name.slice(0, key.name.indexOf(':')));
        keysByPrefix.set(first, [...(keysByPrefix.get(first) ?? []), key]);
      }
    }
  }
  return keysByPrefix.get(asciiLower(prefix)) ?? [];
}

/** Finds a condition key of a service other than AWS KMS; of two that fit, the longer name says more. */
export function findServiceKey(name: string): ListedKey | undefined {
  const prefix = name.slice(0, name.indexOf(':'));
  return keysWithPrefix(prefix)
    .filter((key) => namesKey(key.name, name))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

// What was unpacked so far: as much as there is of it, whatever is asked for.
const lineByPrefix = new Map<string, string>();
const unpacked = new Map<string, ServiceNames>();
const keysByPrefix = new Map<string, readonly ListedKey[]>();
const arnServices = new Set<string>();

function lines(): ReadonlyMap<string, string> {
  if (lineByPrefix.size === 0) {
    for (const line of packedServices.trim().split('\n')) {
      lineByPrefix.set(line.slice(0, line.indexOf('|')), line);
    }
  }
  return lineByPrefix;
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
