// Where the readers of a policy put what they find wrong.
import type { Diagnostic, DiagnosticSeverity } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { placed } from '../syntax/node.ts';
import { TooManyProblems } from '../syntax/too-many-problems.ts';

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
const FULL = 'there are more problems than these; the rest of the document was not read';

/** Collects problems as diagnostics of a file. */
export function collector(file?: string): Collector {
  const diagnostics: Diagnostic[] = [];
  const push = ({ code, severity = 'error', span, message, why, remedy }: Problem) =>
    diagnostics.push({
      code,
      severity,
      message,
      ...(why === undefined ? {} : { why }),
      ...(remedy === undefined ? {} : { remedy }),
      ...(file === undefined ? {} : { file }),
      ...placed(span),
    });
  const report = (problem: Problem): undefined => {
    if (diagnostics.length === MAX_PROBLEMS) {
      push({ code: 'too-many-problems', span: problem.span, message: FULL });
      throw new TooManyProblems();
    }
    push(problem);
  };
  return { diagnostics, report };
}

/** Puts `where: ` before every message. */
export function within(report: Report, where: string): Report {
  return (problem) => report({ ...problem, message: `${where}: ${problem.message}` });
}
