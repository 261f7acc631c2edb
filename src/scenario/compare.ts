// Compares what is expected of a request with what it came to, field by field.
import type { Outcome as KmsOutcome } from '../kms/outcome.ts';
import type { Decision } from '../model/decision.ts';
import type { Span } from '../model/span.ts';
import { compareResult } from './compare-result.ts';
import { decisionOf } from './decision-of.ts';
import type { Decided, Outcome, Performed, Refused } from './outcome.ts';
import type { Sources } from './parameters.ts';
import type { Expectation, Expected } from './scenario.ts';
import { selectorOf, selects } from './selector.ts';

/** One field that is not as expected; `span` is the expected value's place. */
export interface Mismatch {
  readonly field: keyof Omit<Expectation, 'span'>;
  readonly expected: readonly string[];
  readonly actual: readonly string[];
  readonly span: Span;
}

/** The fields that differ; none when all that is expected holds. */
export function compare(
  expectation: Expectation,
  outcome: Outcome,
  sources: Sources = { saved: new Map(), readFile: () => undefined },
): readonly Mismatch[] {
  if (outcome.kind === 'refused') return compareRefusal(expectation, outcome);
  if (expectation.error !== undefined) {
    const { value, span } = expectation.error;
    return [{ field: 'error', expected: [value], actual: [summaryOf(outcome)], span }];
  }
  return [
    ...compareDecision(expectation, outcome),
    ...compareAnswer(expectation, outcome.kind === 'performed' ? outcome.performed : {}, sources),
  ];
}

function compareDecision(
  expectation: Expectation,
  outcome: Decided | Performed,
): readonly Mismatch[] {
  const decision = decisionOf(outcome);
  const word = decision ?? { verdict: 'no decision', kind: 'no decision', reason: 'no decision' };
  return [
    ...compareWord('verdict', expectation.verdict, word.verdict),
    ...compareWord('kind', expectation.kind, word.kind),
    ...compareWord('reason', expectation.reason, word.reason),
    ...compareDetermining(expectation.determining, decision?.determining ?? []),
    ...compareAssumptions(expectation.assumptions, decision?.assumptions ?? []),
  ];
}

/** The API's answer. Whoever expects a result, or only an allow, expects no error. */
function compareAnswer(
  expectation: Expectation,
  { response, error }: Partial<KmsOutcome>,
  sources: Sources,
): readonly Mismatch[] {
  const { apiError, apiMessage, result, verdict } = expectation;
  if (apiError) {
    return [
      ...compareWord('apiError', apiError, error?.name ?? 'no error'),
      ...compareWord('apiMessage', apiMessage, error?.message ?? 'no message'),
    ];
  }
  const place = result ?? (verdict?.value === 'allow' ? verdict : undefined);
  if (error && place) {
    const actual = [error.message === '' ? error.name : `${error.name}: ${error.message}`];
    return [{ field: 'result', expected: ['no error'], actual, span: place.span }];
  }
  if (!result) return [];
  const differences = compareResult(result.value, response, sources);
  if (differences.length === 0) return [];
  return [
    {
      field: 'result',
      expected: differences.map(({ expected }) => expected),
      actual: differences.map(({ actual }) => actual),
      span: result.span,
    },
  ];
}

/** The codes that a refusal gives, each once. */
export function codesOf(refusal: Refused): readonly string[] {
  return [...new Set(refusal.diagnostics.map(({ code }) => code))];
}

function compareRefusal(expectation: Expectation, refusal: Refused): readonly Mismatch[] {
  const codes = codesOf(refusal);
  const { error } = expectation;
  if (error === undefined) {
    const { verdict, kind, reason, result, apiError } = expectation;
    const expected = verdict ?? kind ?? reason ?? apiError ?? result;
    const field = verdict
      ? 'verdict'
      : kind
        ? 'kind'
        : reason
          ? 'reason'
          : apiError
            ? 'apiError'
            : 'result';
    return [
      {
        field,
        expected: [typeof expected?.value === 'string' ? expected.value : 'an answer'],
        actual: [`no decision: ${codes.join(', ')}`],
        span: expected?.span ?? expectation.span,
      },
    ];
  }
  if (codes.includes(error.value)) return [];
  return [{ field: 'error', expected: [error.value], actual: codes, span: error.span }];
}

function compareWord(
  field: 'verdict' | 'kind' | 'reason' | 'apiError' | 'apiMessage',
  expected: Expected<string> | undefined,
  actual: string,
): readonly Mismatch[] {
  if (expected === undefined || expected.value === actual) return [];
  return [{ field, expected: [expected.value], actual: [actual], span: expected.span }];
}

function compareDetermining(
  expected: Expected<readonly string[]> | undefined,
  determining: Decision['determining'],
): readonly Mismatch[] {
  if (expected === undefined) return [];
  const { value, span } = expected;
  const same =
    value.length === determining.length &&
    determining.every((source) => value.some((selector) => selects(selector, source))) &&
    value.every((selector) => determining.some((source) => selects(selector, source)));
  if (same) return [];
  return [{ field: 'determining', expected: value, actual: determining.map(selectorOf), span }];
}

function compareAssumptions(
  expected: Expected<readonly string[]> | undefined,
  assumptions: Decision['assumptions'],
): readonly Mismatch[] {
  if (expected === undefined) return [];
  const { value, span } = expected;
  if ([...value].sort().join() === [...assumptions].sort().join()) return [];
  return [{ field: 'assumptions', expected: value, actual: assumptions, span }];
}

/** What was answered, in three words. */
function summaryOf(outcome: Decided | Performed): string {
  const decision = decisionOf(outcome);
  if (decision) return `${decision.verdict} (${decision.reason})`;
  return outcome.kind === 'performed'
    ? (outcome.performed.error?.name ?? 'an answer')
    : 'an answer';
}
