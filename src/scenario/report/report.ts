// The report of a test run as data: what the JSON format prints and the other formats read.
// Published as schemas/test-report.schema.json; changes follow semver with `schemaVersion`.
import type { Decision } from '../../model/decision.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Position } from '../../model/span.ts';
import { codesOf } from '../compare.ts';
import type { Coverage } from '../coverage.ts';
import { decisionOf } from '../decision-of.ts';
import { headlineOf, type RequestResult, type ScenarioResult } from '../run.ts';
import { selectorOf } from '../selector.ts';

/** A whole run. */
export interface TestReport {
  readonly schemaVersion: '1.0';
  readonly summary: TestSummary;
  readonly files: readonly FileReport[];
  readonly coverage?: Coverage;
}

/** The counts of a run. `broken` files hold scenarios that could not be run. */
export interface TestSummary {
  readonly files: number;
  readonly requests: number;
  readonly passed: number;
  readonly failed: number;
  readonly broken: number;
}

/** One scenario file. A file with an error among its diagnostics has no requests. */
export interface FileReport {
  readonly file: string;
  readonly title?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly requests: readonly RequestReport[];
}

/** One request. */
export interface RequestReport {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly start: Position;
  readonly actual: ActualOutcome;
  readonly mismatches: readonly ReportedMismatch[];
  /** Why it came out as it did; only where it failed. */
  readonly headline?: string;
}

/** What a request came to: a decision, or the codes that refused it. */
export type ActualOutcome =
  | {
      readonly verdict: Decision['verdict'];
      readonly kind: Decision['kind'];
      readonly reason: Decision['reason'];
      readonly determining: readonly string[];
      readonly assumptions: readonly string[];
      readonly apiError?: ReportedApiError;
    }
  | { readonly apiError?: ReportedApiError }
  | { readonly error: { readonly codes: readonly string[]; readonly messages: readonly string[] } };

/** An error that AWS KMS answers to an operation. */
export interface ReportedApiError {
  readonly name: string;
  readonly message: string;
}

/** One expected value that did not come true, and where it stands. */
export interface ReportedMismatch {
  readonly field: string;
  readonly expected: readonly string[];
  readonly actual: readonly string[];
  readonly start: Position;
}

/** A file that was run, or could not be. */
export interface TestedFile {
  readonly file: string;
  readonly title?: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly result?: ScenarioResult | undefined;
}

/** Builds the report of a run. */
export function testReport(files: readonly TestedFile[], covered?: Coverage): TestReport {
  const reports = files.map(fileReport);
  const requests = reports.flatMap((file) => file.requests);
  const passed = requests.filter(({ status }) => status === 'passed').length;
  return {
    schemaVersion: '1.0',
    summary: {
      files: files.length,
      requests: requests.length,
      passed,
      failed: requests.length - passed,
      broken: files.filter(({ result }) => result === undefined).length,
    },
    files: reports,
    ...(covered === undefined ? {} : { coverage: covered }),
  };
}

function fileReport({ file, title, diagnostics, result }: TestedFile): FileReport {
  const requests = result?.requests.map(requestReport) ?? [];
  return { file, ...(title === undefined ? {} : { title }), diagnostics, requests };
}

/** How a scenario writes a field, where that is not its name. */
const memberOf: Readonly<Record<string, string>> = {
  apiError: 'error.name',
  apiMessage: 'error.message',
};

function requestReport(result: RequestResult): RequestReport {
  const { request, outcome, mismatches } = result;
  const passed = mismatches.length === 0;
  return {
    name: request.name,
    status: passed ? 'passed' : 'failed',
    start: (request.nameSpan ?? request.span).start,
    actual: actualOutcome(outcome),
    mismatches: mismatches.map(({ field, expected, actual, span }) => {
      return { field: memberOf[field] ?? field, expected, actual, start: span.start };
    }),
    ...(passed ? {} : { headline: headlineOf(outcome) }),
  };
}

function actualOutcome(outcome: RequestResult['outcome']): ActualOutcome {
  if (outcome.kind === 'refused') {
    const messages = outcome.diagnostics.map(({ message }) => message);
    return { error: { codes: codesOf(outcome), messages } };
  }
  const decision = decisionOf(outcome);
  const error = outcome.kind === 'performed' ? outcome.performed.error : undefined;
  const answered = error ? { apiError: { name: error.name, message: error.message } } : {};
  if (!decision) return answered;
  const { verdict, kind, reason, determining, assumptions } = decision;
  return {
    verdict,
    kind,
    reason,
    determining: determining.map(selectorOf),
    assumptions,
    ...answered,
  };
}
