// The files that `keyward lint` reads: those that are named, and the .json files of folders.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { unreadable } from '../files.ts';

/** A file to read; `named` when the command line names it, and it must therefore hold a policy. */
export interface LintInput {
  readonly path: string;
  readonly named: boolean;
}

/** Resolves the paths of the command line; hidden folders and node_modules are not searched. */
export function lintFiles(paths: readonly string[]): {
  readonly files: readonly LintInput[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const files = paths.flatMap((path): readonly LintInput[] => {
    if (path === '-') return [{ path, named: true }];
    try {
      if (!statSync(path).isDirectory()) return [{ path, named: true }];
      const found = walk(path);
      if (found.length === 0) diagnostics.push(noFiles(path));
      return found.map((file) => ({ path: file, named: false }));
    } catch (error) {
      diagnostics.push(unreadable(path, error));
      return [];
    }
  });
  return { files, diagnostics };
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return /\.json$/i.test(entry.name) ? [path] : [];
    });
}

function noFiles(path: string): Diagnostic {
  return {
    code: 'no-policies',
    severity: 'error',
    message: `there is no .json file under \`${path}\``,
    remedy: 'name the files of the policies',
    file: path,
  };
}
