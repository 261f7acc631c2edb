// What is worth telling the author of a text.
import type { Span } from './span.ts';

/** How serious a diagnostic is. Only an `error` makes a document unusable. */
export type DiagnosticSeverity = 'error' | 'warning' | 'info';

/**
 * One thing to tell the author of a text: what is wrong, why it matters and what to do.
 * `code` is a stable kebab-case id; `message` is one sentence with the author's words in backticks.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  readonly message: string;
  readonly why?: string;
  readonly remedy?: string;
  readonly file?: string;
  readonly span?: Span;
}
