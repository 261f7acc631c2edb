// The names of aliases, and how many a key may have.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
import { aliasNamePattern } from '../world/key-words.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';

/** How many aliases a key may have: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const maxAliases = 50;

/** Throws for what is no alias name. */
export function checkAliasName(name: string): void {
  if (!name.startsWith('alias/')) {
    const page = 'https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html';
    const message = `Alias must start with the prefix "alias/". Please see ${page}`;
    throw new KmsError('ValidationException', message);
  }
  // The pattern of the API admits colons, the guide does not.
  if (name.includes(':') || !aliasNamePattern.test(name)) {
    const message = `${name} contains invalid characters for an alias`;
    throw new KmsError('ValidationException', message);
  }
}

/** Throws when an alias is to stand for an alias. */
export function checkTarget(targetKeyId: string): void {
  if (!/^(?:arn:[^/]*:)?alias\//.test(targetKeyId)) return;
  throw new KmsError('ValidationException', 'Aliases must refer to keys. Not aliases');
}

/** Throws when a key has as many aliases as it may. */
export function checkRoom({ view }: StoredKey): void {
  if (view.aliases.length < maxAliases) return;
  throw new KmsError(
    'LimitExceededException',
    `${view.arn} has ${maxAliases} aliases, and may not have more.`,
  );
}
