// The steps towards a resolved request: each finds something, or says why there is nothing.
import type { Diagnostic } from '../model/diagnostic.ts';
import { quoted } from '../syntax/quoted.ts';

/** Why a request cannot be decided: the world does not hold enough, or the request is wrong. */
export type Unresolved =
  | {
      readonly kind: 'unknown';
      /** Sentences: what the world does not hold, and how to get it. */
      readonly missing: readonly string[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly kind: 'error'; readonly diagnostics: readonly Diagnostic[] };

/** What a step found, or why it found nothing. */
export type Step<T> = { readonly kind: 'found'; readonly value: T } | Unresolved;

/** A step that worked. */
export function found<T>(value: T): Step<T> {
  return { kind: 'found', value };
}

/** A step that failed because the request is wrong. */
export function wrong(code: string, message: string, remedy?: string): Unresolved {
  const diagnostic = { code, severity: 'error', message } as const;
  return {
    kind: 'error',
    diagnostics: [remedy === undefined ? diagnostic : { ...diagnostic, remedy }],
  };
}

/** A step that failed because the world does not hold enough. */
export function unknown(code: string, ...missing: readonly string[]): Unresolved {
  const diagnostics = missing.map(
    (sentence): Diagnostic => ({
      code,
      severity: 'error',
      message: `the world does not hold ${sentence}`,
    }),
  );
  return { kind: 'unknown', missing, diagnostics };
}

/** `lead `a`, `b` and 3 more`; undefined when there is nothing to list. */
export function listed(lead: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, 8).map(quoted);
  return `${lead} ${shown.join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
}
