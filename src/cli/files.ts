// Reads the files that a command line names; `-` is standard input. What cannot be read is an
// InputError with a diagnostic, never an exception of the file system.
import { readFileSync, statSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostic.ts';
import { decodeText } from '../syntax/decode-text.ts';
import { MAX_JSON_BYTES } from '../syntax/limits.ts';
import { quoted } from '../syntax/quoted.ts';
import { InputError } from './input-error.ts';
import type { Io } from './io.ts';
import type { NamedText } from './named-text.ts';

/** What messages call standard input. */
export const stdinName = '<stdin>';

/** Reads a file, or standard input for `-`. */
export async function readInput(io: Io, path: string): Promise<NamedText> {
  const file = path === '-' ? stdinName : path;
  const bytes = path === '-' ? await io.stdin() : readBytes(path);
  const { text, diagnostics } = decodeText(bytes, file);
  if (text === undefined) throw new InputError(diagnostics);
  return { file, text };
}

function readBytes(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > MAX_JSON_BYTES) {
      const megabytes = Math.floor(MAX_JSON_BYTES / (1024 * 1024));
      throw new InputError([
        {
          code: 'too-large',
          severity: 'error',
          message: `${quoted(path)} holds ${size} bytes, more than the ${megabytes} MB that are read`,
          remedy: 'give the policy documents alone',
          file: path,
        },
      ]);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([unreadable(path, error)]);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: not permitted',
  EISDIR: 'is a directory, not a file',
  ENOTDIR: 'goes through a file as if it were a directory',
  ELOOP: 'is a link that leads back to itself',
  ENAMETOOLONG: 'is too long a name',
};

/** Says why a path cannot be read. */
export function unreadable(path: string, error: unknown): Diagnostic {
  const code = (error as { code?: string }).code ?? 'unknown error';
  return {
    code: 'file-unreadable',
    severity: 'error',
    message: `${quoted(path)} ${reasons[code] ?? `cannot be read (${code})`}`,
    remedy: 'check the path and its permissions',
    file: path,
  };
}
