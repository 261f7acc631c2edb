// The files that `keyward lint` reads: those that are named, and the JSON and YAML files of folders.
import { statSync } from 'node:fs';
import { filePattern } from '../../lint/file-pattern.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { unreadable } from '../../scenario/unreadable.ts';
import { quoted } from '../../syntax/quoted.ts';
import { filesBelow } from '../files.ts';

/** A file to read; `named` when the command line names it, and it must therefore hold something to lint. */
export interface LintInput {
  readonly path: string;
  readonly named: boolean;
}

const names = /\.(json|ya?ml|template)$/i;

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
      return filesBelow(path, names).map((file) => ({ path: file, named: false }));
    } catch (error) {
      const found = /[*?]/.test(path) ? filesBelow('.', names).filter(filePattern(path)) : [];
      if (found.length === 0) diagnostics.push(unreadable(path, error));
      return found.map((file) => ({ path: file, named: true }));
    }
  });
  return { files, diagnostics };
}

/** Says that nothing in a folder is there to be linted. */
export function nothingFound(path: string): Diagnostic {
  return {
    code: 'no-policies',
    severity: 'error',
    message: `there is no policy document, template or plan under ${quoted(path)}`,
    remedy: 'name the files of the policies',
    file: path,
  };
}
