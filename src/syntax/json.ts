// Strict JSON with positions (RFC 8259): no comments, no trailing commas, no key twice.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { atStart, type JsonProblem } from './json-problems.ts';
import { readJson } from './json-reader.ts';
import { exceedsBytes, MAX_JSON_BYTES } from './limits.ts';
import type { LocatedNode } from './node.ts';

/** What a text was read as. `node` is absent when any diagnostic is an error. */
export interface ParsedText {
  readonly node?: LocatedNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a text comes from, and how many bytes of it are accepted. */
export interface ParseTextOptions {
  readonly file?: string;
  readonly maxBytes?: number;
}

/** Reads strict JSON: no comments, no trailing commas, no key twice, at most 256 levels. */
export function parseJson(text: string, options: ParseTextOptions = {}): ParsedText {
  const { node, diagnostics } = recoverJson(text, options);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return node === undefined || failed ? { diagnostics } : { node, diagnostics };
}

/**
 * Reads JSON and goes on after comments, trailing commas, keys that stand twice and bad characters in
 * strings, so that a caller can report what else is wrong. `node` may then stand beside errors.
 */
export function recoverJson(text: string, options: ParseTextOptions = {}): ParsedText {
  const { file, maxBytes = MAX_JSON_BYTES } = options;
  const diagnostics: Diagnostic[] = [];
  const report = (problem: JsonProblem, span?: Span): undefined => {
    if (diagnostics.length >= MAX_PROBLEMS) return;
    diagnostics.push({
      severity: 'error',
      ...problem,
      ...(file === undefined ? {} : { file }),
      ...(span === undefined ? {} : { span }),
    });
  };
  const refusal = atStart(text, exceedsBytes(text, maxBytes) ? maxBytes : undefined);
  if (refusal !== undefined) {
    report(refusal);
    return { diagnostics };
  }
  const node = readJson(text, report);
  return node === undefined ? { diagnostics } : { node, diagnostics };
}

/** More problems than this in one text help nobody. */
const MAX_PROBLEMS = 100;
