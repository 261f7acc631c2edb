// Reads the files that a command line names; `-` is standard input. What cannot be read is an
// InputError with a diagnostic, never an exception of the file system.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unreadable } from '../scenario/unreadable.ts';
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

/** The files below a folder whose names fit, sorted; hidden folders and node_modules are left out. */
export function filesBelow(folder: string, names: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path, names);
      return names.test(entry.name) ? [path] : [];
    });
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
