// Tokens by their digest: a store that holds only digests cannot give a token away. What was handed out and is not
// saved yet waits here for the next transaction.
import { createHash } from 'node:crypto';
import type { Tokens } from '../../kms/key-store.ts';
import { unitOfArn } from './unit.ts';

/** A token that is known by its digest. */
export interface StoredToken<T> {
  readonly digest: string;
  readonly unit: string;
  readonly meaning: T;
}

/** Tokens, with those that a transaction must save. */
export interface StoredTokens<T> extends Tokens<T> {
  /** Adds tokens that were read from the store. */
  readonly load: (tokens: readonly StoredToken<T>[]) => void;
  readonly unsaved: () => readonly StoredToken<T>[];
  readonly saved: (tokens: readonly StoredToken<T>[]) => void;
  /** Forgets what was not saved of a unit. */
  readonly forget: (unit: string) => void;
}

/** No tokens to begin with. */
export function storedTokens<T extends { readonly keyArn: string }>(): StoredTokens<T> {
  const meanings = new Map<string, T>();
  const waiting = new Map<string, StoredToken<T>>();
  return {
    has: (token) => meanings.has(digestOf(token)),
    get: (token) => meanings.get(digestOf(token)),
    set(token, meaning) {
      const digest = digestOf(token);
      meanings.set(digest, meaning);
      waiting.set(digest, { digest, meaning, unit: unitOfArn(meaning.keyArn) });
    },
    load(tokens) {
      for (const { digest, meaning } of tokens) meanings.set(digest, meaning);
    },
    unsaved: () => [...waiting.values()],
    saved(tokens) {
      for (const { digest } of tokens) waiting.delete(digest);
    },
    forget(unit) {
      for (const token of waiting.values()) {
        if (token.unit !== unit) continue;
        waiting.delete(token.digest);
        meanings.delete(token.digest);
      }
    },
  };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
