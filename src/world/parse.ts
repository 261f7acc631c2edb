// A world file's text as a world.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LocatedNode } from '../syntax/node.ts';
import { assemble } from './assemble.ts';
import type { ParsedWorld, ReadFile } from './files.ts';
import { resolvePath } from './path-hints.ts';
import { parseFile } from './policy-source.ts';
import type { WorldFile } from './world.ts';
import { readWorldFile } from './world-file.ts';

/** Where a world's text comes from. */
export interface ParseWorldOptions {
  /** The path that diagnostics and spans speak of; `world` when absent. */
  readonly file?: string;
  /** Reads the files that the world names; without it, `file:` references are errors. */
  readonly readFile?: ReadFile;
}

/** Reads a world file: YAML, or JSON. `world` is absent when any diagnostic is an error. */
export function parseWorld(text: string, options: ParseWorldOptions = {}): ParsedWorld {
  const file = options.file ?? 'world';
  const diagnostics: Diagnostic[] = [];
  const node = parseFile(file, text, { report: (diagnostic) => void diagnostics.push(diagnostic) });
  return node ? worldFromNode(node, { ...options, file, text }) : { diagnostics };
}

/** The world that stands inside another file: a scenario's. `text` is that file's text. */
export function worldFromNode(
  node: LocatedNode,
  options: ParseWorldOptions & { readonly text: string },
): ParsedWorld {
  const { file = 'world', text, readFile } = options;
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const files = new Map<string, WorldFile>([[file, { path: file, text, takenFor: 'world file' }]]);
  const follow = (named: string) => {
    const path = resolvePath(file, named);
    const content = readFile?.(path);
    if (content === undefined) return undefined;
    const about = `named by ${file}`;
    if (!files.has(path))
      files.set(path, { path, text: content, takenFor: 'policy document', about });
    return { path, text: content };
  };
  const { facts, region } = readWorldFile(node, { file, text, report, follow });
  const world = assemble(facts, [...files.values()], region, report);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return failed ? { diagnostics } : { world: { ...world, diagnostics }, diagnostics };
}
