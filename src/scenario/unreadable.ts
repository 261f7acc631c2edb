// Says why a path cannot be read, in words instead of the file system's codes.
import type { Diagnostic } from '../model/diagnostic.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this may not be read: permission denied',
  EPERM: 'this may not be read: not permitted',
  EISDIR: 'this is a folder, not a file',
  ENOTDIR: 'this goes through a file as if it were a folder',
  ELOOP: 'this is a link that leads back to itself',
  ENAMETOOLONG: 'this name is too long',
  ERR_FS_FILE_TOO_LARGE: 'this is too large to be read',
};

/** The diagnostic for what the file system threw at a path. */
export function unreadable(path: string, error: unknown): Diagnostic {
  const code = (error as { code?: string }).code ?? 'unknown error';
  return {
    code: 'file-unreadable',
    severity: 'error',
    message: reasons[code] ?? `this cannot be read (${code})`,
    remedy: 'check the path and its permissions',
    file: path,
  };
}
