// Where the readers of a policy put what they find wrong.
import type { Diagnostic, DiagnosticSeverity } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { placed } from '../syntax/node.ts';

/** One thing to report. An error unless it says otherwise. */
export interface Problem {
  readonly code: string;
  readonly severity?: DiagnosticSeverity;
  readonly span: Span;
  readonly message: string;
  readonly why?: string | undefined;
  readonly remedy?: string | undefined;
}

/** Takes a problem. */
export type Report = (problem: Problem) => undefined;

/** A list of diagnostics and the function that fills it. */
export interface Collector {
  readonly diagnostics: Diagnostic[];
  readonly report: Report;
}

/** More problems than this in one document help nobody. */
const MAX_PROBLEMS = 500;

/** Collects problems as diagnostics of a file. */
export function collector(file?: string): Collector {
  const diagnostics: Diagnostic[] = [];
  const report = (problem: Problem): undefined => {
    if (diagnostics.length > MAX_PROBLEMS) return;
    const { code, severity = 'error', span, message, why, remedy } = problem;
    const full = diagnostics.length === MAX_PROBLEMS;
    diagnostics.push({
      ...(full
        ? {
            code: 'too-many-problems',
            severity: 'error',
            message: 'there are more problems than are shown',
          }
        : { code, severity, message }),
      ...(why === undefined || full ? {} : { why }),
      ...(remedy === undefined || full ? {} : { remedy }),
      ...(file === undefined ? {} : { file }),
      ...placed(span),
    });
  };
  return { diagnostics, report };
}

/** Puts `where: ` before every message. */
export function within(report: Report, where: string): Report {
  return (problem) => report({ ...problem, message: `${where}: ${problem.message}` });
}
