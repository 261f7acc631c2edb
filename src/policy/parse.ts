// A policy document's text into a policy, with the place of every part.
import { recoverJson } from '../syntax/json.ts';
import { MAX_POLICY_BYTES } from '../syntax/limits.ts';
import type { WantedType } from './detect.ts';
import { type ParsedPolicy, policyFromNode } from './from-node.ts';

/** The kind of policy (guessed when absent), what decisions call it, and the path of its file. */
export interface ParsePolicyOptions {
  readonly type?: WantedType | undefined;
  readonly name?: string | undefined;
  readonly file?: string | undefined;
}

/**
 * Parses a policy document: strict JSON of at most 1 MB. Every problem is reported in one pass, and
 * `policy` is absent when one of them is an error.
 */
export function parsePolicy(text: string, options: ParsePolicyOptions = {}): ParsedPolicy {
  const { file } = options;
  const read = recoverJson(text, {
    maxBytes: MAX_POLICY_BYTES,
    ...(file === undefined ? {} : { file }),
  });
  if (read.node === undefined) return { diagnostics: read.diagnostics };
  const { policy, diagnostics } = policyFromNode(read.node, { ...options, text, source: text });
  const all = [...read.diagnostics, ...diagnostics];
  const failed = read.diagnostics.some(({ severity }) => severity === 'error');
  return policy === undefined || failed ? { diagnostics: all } : { policy, diagnostics: all };
}
