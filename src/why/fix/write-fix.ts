// Writes the edits of a planned fix: all of them or none. Each file is written beside itself first and then put
// in its place, with its encoding and mode; a link stays a link.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { decodeText } from '../../syntax/decode-text.ts';
import { quoted } from '../../syntax/quoted.ts';
import type { FileEdit } from './plan-fix.ts';

/** What was written, or why nothing was. */
export interface WrittenFix {
  readonly files: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** Writes all edits. A file that is no longer as it was read is not touched, and then neither is any other. */
export function writeFix(edits: readonly FileEdit[]): WrittenFix {
  const staged: Staged[] = [];
  const placed: Staged[] = [];
  try {
    for (const edit of edits) staged.push(stage(edit));
    for (const file of staged) {
      renameSync(file.temporary, file.path);
      placed.push(file);
    }
    return { files: edits.map(({ file }) => file), problems: [] };
  } catch (error) {
    for (const { path, bytes } of placed) writeFileSync(path, bytes);
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    return { files: [], problems: [unwritten(error)] };
  }
}

interface Staged {
  readonly path: string;
  readonly temporary: string;
  /** What the file held before. */
  readonly bytes: Uint8Array;
}

function stage({ file, before, after }: FileEdit): Staged {
  const path = realpathSync(file);
  const bytes = readFileSync(path);
  if (decodeText(bytes, file).text !== before) {
    throw new Error(`${quoted(file)} has changed since it was read`);
  }
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, encoded(after, bytes), { flag: 'wx' });
    chmodSync(temporary, statSync(path).mode & 0o7777);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return { path, temporary, bytes };
}

/** The text in the encoding of the file, with its byte-order mark. */
function encoded(text: string, like: Uint8Array): Uint8Array {
  const [a, b, c] = like;
  if (a === 0xef && b === 0xbb && c === 0xbf) return Buffer.from(`\uFEFF${text}`, 'utf8');
  if (a === 0xff && b === 0xfe) return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (a === 0xfe && b === 0xff) return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  return Buffer.from(text, 'utf8');
}

function unwritten(error: unknown): Diagnostic {
  const reason =
    error instanceof Error && 'code' in error
      ? String(error.code)
      : error instanceof Error
        ? error.message
        : String(error);
  return {
    code: 'fix-unwritten',
    severity: 'error',
    message: `the fix was not written: ${reason}`,
    why: 'a fix is written whole or not at all',
  };
}
