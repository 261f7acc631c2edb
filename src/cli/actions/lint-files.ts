// The files that `keyward lint` reads: those that are named, and the .json files of folders.
import { statSync } from 'node:fs';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { unreadable } from '../../scenario/unreadable.ts';
import { filesBelow } from '../files.ts';

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
      return filesBelow(path, /\.json$/i).map((file) => ({ path: file, named: false }));
    } catch (error) {
      diagnostics.push(unreadable(path, error));
      return [];
    }
  });
  return { files, diagnostics };
}

/** Says that a file that was named holds no policy document. */
export function noPolicy(path: string): Diagnostic {
  return {
    code: 'no-policies',
    severity: 'error',
    message: 'there is no policy document in this file',
    why: 'a policy document is an object with a `Statement`, alone or inside what the AWS CLI prints',
    file: path,
  };
}

/** Says that nothing in a folder is a policy document. */
export function noPolicies(path: string): Diagnostic {
  return {
    code: 'no-policies',
    severity: 'error',
    message: 'there is no policy document in the .json files of this folder',
    remedy: 'name the files of the policies',
    file: path,
  };
}
