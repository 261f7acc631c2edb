// What a file's path says of its content, where the content does not say it.
import type { PathHints } from './aws-cli/output.ts';
import { keyIdPattern } from './key-words.ts';
import { present } from './present.ts';

const identityFolders = { users: 'user', roles: 'role', groups: 'group' } as const;

/** Reads `111122223333/us-east-1/KEY-ID/get-key-policy.json`, `get-key-policy.KEY-ID.json`, `roles/NAME/…`. */
export function pathHints(path: string): PathHints {
  const segments = path.split(/[\\/]/).filter((segment) => segment !== '' && segment !== '.');
  const base = (segments.pop() ?? '').replace(/\.(json|ya?ml)$/i, '');
  const [, ...rest] = base.split('.');
  const subject = rest.join('.') || undefined;
  const tokens = [...segments, ...base.split('.')];
  return present({
    account: tokens.findLast((token) => /^\d{12}$/.test(token)),
    region: tokens.findLast((token) => /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(token)),
    keyId: tokens.findLast((token) => keyIdPattern.test(token)),
    identity: identityIn(segments),
    subject,
    folder: segments.at(-1),
  });
}

function identityIn(folders: readonly string[]): PathHints['identity'] {
  for (const [index, folder] of folders.entries()) {
    const kind = identityFolders[folder as keyof typeof identityFolders];
    const name = folders[index + 1];
    if (kind && name !== undefined) return { kind, name };
  }
  return undefined;
}

/** The folder of a path, with its slash; empty for a bare file name. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** A path that a file names, as seen from where that file's own path is read. */
export function resolvePath(from: string | undefined, path: string): string {
  if (/^([/\\]|[a-zA-Z]:)/.test(path)) return path;
  const parts: string[] = [];
  const joined = `${folderOf(from ?? '')}${path}`;
  for (const part of joined.split(/[\\/]/)) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/');
}
