// Redacts the files of a world: one to standard output, a folder into another folder. When a file
// cannot be read whole nothing is written, for it could leak.
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { unreadable } from '../../scenario/unreadable.ts';
import { quoted } from '../../syntax/quoted.ts';
import { type RedactableFile, redactFiles } from '../../world/redact.ts';
import { filesBelow, readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import { exitCodes, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Runs `keyward world redact`. */
export async function worldRedact(
  path: string,
  { out }: { readonly out?: string },
  io: Io,
): Promise<number> {
  if (path !== '-' && isFolder(path)) return redactFolder(path, out, io);
  const { file, text } = await readInput(io, path);
  const [redacted] = redact([{ path: file.split(/[/\\]/).at(-1)!, text }], [{ file, text }]);
  if (out === undefined) io.stdout(redacted!.text);
  else write(out, redacted!.text);
  return exitCodes.good;
}

async function redactFolder(folder: string, out: string | undefined, io: Io): Promise<number> {
  if (out === undefined) {
    throw new UsageError(
      `${quoted(folder)} is a folder: name another one to write to with \`--out\``,
    );
  }
  if (!relative(resolve(folder), resolve(out)).startsWith('..')) {
    throw new UsageError('`--out` is inside the folder that is redacted; name one outside of it');
  }
  if (existsSync(out)) {
    throw new UsageError(`${quoted(out)} exists already; name a folder that does not`);
  }
  const files: RedactableFile[] = [];
  for (const path of filesBelow(folder, /\.(json|ya?ml)$/i)) {
    files.push({ path: relative(folder, path), text: (await readInput(io, path)).text });
  }
  const redacted = redact(
    files,
    files.map(({ path, text }) => ({ file: path, text })),
  );
  for (const { path, text } of redacted) write(join(out, path), text);
  io.stderr(`wrote ${redacted.length} files to ${out}; read them before you pass them on\n`);
  return exitCodes.good;
}

function redact(
  files: readonly RedactableFile[],
  texts: ConstructorParameters<typeof InputError>[1],
): readonly RedactableFile[] {
  const { files: redacted, diagnostics } = redactFiles(files);
  if (redacted === undefined) throw new InputError(diagnostics, texts);
  return redacted;
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError([unreadable(path, error)]);
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new InputError([unreadable(path, error)]);
  }
}
