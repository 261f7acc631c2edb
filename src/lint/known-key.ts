// What is known of a condition key, of AWS KMS, of all services or of another one.
import { findServiceKey } from '../catalog/all-services.ts';
import type { ListedKey } from '../catalog/condition-keys.generated.ts';
import { findConditionKey } from '../catalog/condition-keys.ts';

/** A key by its name in any case; undefined also for the keys of identity providers. */
export function knownKey(name: string): ListedKey | undefined {
  return findConditionKey(name) ?? (isOfProvider(name) ? undefined : findServiceKey(name));
}

/** Whether a key is of an identity provider: those have a domain, or the path of an issuer, for a prefix. */
export function isOfProvider(name: string): boolean {
  return /^[^:]*[./]/.test(name);
}
