// What a call needs to be allowed: pairs of an action and a resource.
import type { RequestContext } from '../model/request.ts';
import type { Key } from '../world/world.ts';
import type { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';

/** One (action, resource) pair that a call needs, and the key behind it. */
export interface Access {
  /** Without `kms:`. */
  readonly action: string;
  /** The ARN of the key or alias; `*` for an action that has no resource. */
  readonly resource: string;
  readonly key?: StoredKey;
  /** A key that the call will make, as policies are to see it. */
  readonly keyToBe?: Key;
  /** The alias by which the request names the key. */
  readonly alias?: string;
  /** The condition keys that the request's parameters carry. */
  readonly conditionKeys?: RequestContext;
  /** Whether only a ciphertext names the key. */
  readonly namedBy?: 'ciphertext';
  /** The grant that the call is about; no other has a say. */
  readonly grantId?: string;
  /** The tokens of this access, where they are not those of the call. */
  readonly grantTokens?: readonly string[];
  /** What AWS KMS answers once the access is allowed, before it looks at the key's usage and state. */
  readonly refusal?: KmsError;
  /** Whether the operation takes the key in whatever state and usage it is. */
  readonly unchecked?: boolean;
  /** The Region of an access without a key, where it is not that of the call. */
  readonly region?: string;
}
