// A world file's text as a world.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LocatedNode } from '../syntax/node.ts';
import { assemble } from './assemble.ts';
import { type ParsedWorld, type ReadFile, worldFromFiles } from './files.ts';
import { resolvePath } from './path-hints.ts';
import { readWorldFile } from './world-file.ts';

/** Where a world's text comes from. */
export interface ParseWorldOptions {
  /** The path that diagnostics and spans speak of. */
  readonly file?: string;
  /** Reads the files that the world names; without it, `file:` references are errors. */
  readonly readFile?: ReadFile;
}

/** Reads a world file: YAML, or JSON. `world` is absent when any diagnostic is an error. */
export function parseWorld(text: string, options: ParseWorldOptions = {}): ParsedWorld {
  const path = options.file ?? 'world';
  return worldFromFiles([{ path, text }], options.readFile ?? (() => undefined));
}

/** The world that stands inside another file: a scenario's. `text` is that file's text. */
export function worldFromNode(
  node: LocatedNode,
  options: ParseWorldOptions & { readonly text: string },
): ParsedWorld {
  const { file, text, readFile } = options;
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const follow = (path: string) => {
    const target = resolvePath(file, path);
    const found = readFile?.(target);
    return found === undefined ? undefined : { path: target, text: found };
  };
  const reading = { text, report, follow, ...(file === undefined ? {} : { file }) };
  const { facts, region } = readWorldFile(node, reading);
  const files = [{ path: file ?? 'world', text, takenFor: 'world file' }];
  const world = assemble(facts, files, region, report);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return failed ? { diagnostics } : { world: { ...world, diagnostics }, diagnostics };
}
