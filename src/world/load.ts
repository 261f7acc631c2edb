// Reads worlds from disk: the only file of the world that touches it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostic.ts';
import { decodeText } from '../syntax/decode-text.ts';
import { quoted } from '../syntax/quoted.ts';
import { type InputFile, worldFromFiles } from './files.ts';
import type { World } from './world.ts';
import { WorldError } from './world-error.ts';

/** Reads files and folders as one world; throws a WorldError that holds every problem found. */
export async function loadWorld(paths: readonly string[]): Promise<World> {
  const diagnostics: Diagnostic[] = [];
  const files: InputFile[] = [];
  for (const path of paths) {
    try {
      collect(path, files, diagnostics);
    } catch (error) {
      diagnostics.push(unreadable(path, `${quoted(path)} cannot be read: ${reason(error)}`));
    }
  }
  if (diagnostics.length > 0) throw new WorldError(diagnostics);
  if (files.length === 0) {
    const where = paths.map(quoted).join(', ');
    const message = `there are no .json, .yaml or .yml files in ${where || 'the world'}`;
    throw new WorldError([{ code: 'world-empty', severity: 'error', message }]);
  }
  const parsed = worldFromFiles(files, readText);
  if (!parsed.world) throw new WorldError(parsed.diagnostics);
  return parsed.world;
}

/** Adds a file, or the JSON and YAML files below a folder, in the order of their names. */
function collect(path: string, files: InputFile[], diagnostics: Diagnostic[]): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    diagnostics.push(unreadable(path, `there is no file or folder ${quoted(path)}`));
  } else if (stat.isDirectory()) {
    const root = path.replace(/[\\/]+$/, '') || path;
    for (const relative of list(root)) add(`${root}/${relative}`, relative, files, diagnostics);
  } else {
    add(path, path.split(/[\\/]/).slice(-3).join('/'), files, diagnostics);
  }
}

function list(root: string, below = ''): string[] {
  const entries = readdirSync(`${root}/${below}`, { withFileTypes: true });
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${below}${entry.name}`;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    if (entry.isDirectory()) return list(root, `${path}/`);
    return /\.(json|ya?ml)$/i.test(entry.name) ? [path] : [];
  });
}

function add(path: string, relative: string, files: InputFile[], diagnostics: Diagnostic[]): void {
  try {
    const decoded = decodeText(readFileSync(path), path);
    if (decoded.text === undefined) diagnostics.push(...decoded.diagnostics);
    else files.push({ path, text: decoded.text, relative });
  } catch (error) {
    diagnostics.push(unreadable(path, `${quoted(path)} cannot be read: ${reason(error)}`));
  }
}

function readText(path: string): string | undefined {
  try {
    return decodeText(readFileSync(path), path).text;
  } catch {
    return undefined;
  }
}

function unreadable(file: string, message: string): Diagnostic {
  return { code: 'world-file-missing', severity: 'error', message, file };
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
