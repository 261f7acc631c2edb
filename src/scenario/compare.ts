// Compares what is expected of a request with what it came to, field by field.
import type { Decision } from '../model/decision.ts';
import type { Span } from '../model/span.ts';
import type { Outcome, Refused } from './outcome.ts';
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
export function compare(expectation: Expectation, outcome: Outcome): readonly Mismatch[] {
  if (outcome.kind === 'refused') return compareRefusal(expectation, outcome);
  const { decision } = outcome;
  if (expectation.error !== undefined) {
    const { value, span } = expectation.error;
    return [{ field: 'error', expected: [value], actual: [summaryOf(decision)], span }];
  }
  return [
    ...compareWord('verdict', expectation.verdict, decision.verdict),
    ...compareWord('kind', expectation.kind, decision.kind),
    ...compareWord('reason', expectation.reason, decision.reason),
    ...compareDetermining(expectation.determining, decision),
    ...compareAssumptions(expectation.assumptions, decision),
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
    const expected = expectation.verdict ?? expectation.kind ?? expectation.reason;
    const field = expectation.verdict ? 'verdict' : expectation.kind ? 'kind' : 'reason';
    return [
      {
        field,
        expected: [expected?.value ?? 'a decision'],
        actual: [`no decision: ${codes.join(', ')}`],
        span: expected?.span ?? expectation.span,
      },
    ];
  }
  if (codes.includes(error.value)) return [];
  return [{ field: 'error', expected: [error.value], actual: codes, span: error.span }];
}

function compareWord(
  field: 'verdict' | 'kind' | 'reason',
  expected: Expected<string> | undefined,
  actual: string,
): readonly Mismatch[] {
  if (expected === undefined || expected.value === actual) return [];
  return [{ field, expected: [expected.value], actual: [actual], span: expected.span }];
}

function compareDetermining(
  expected: Expected<readonly string[]> | undefined,
  { determining }: Decision,
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
  { assumptions }: Decision,
): readonly Mismatch[] {
  if (expected === undefined) return [];
  const { value, span } = expected;
  if ([...value].sort().join() === [...assumptions].sort().join()) return [];
  return [{ field: 'assumptions', expected: value, actual: assumptions, span }];
}

/** A decision in three words. */
export function summaryOf({ verdict, reason }: Decision): string {
  return `${verdict} (${reason})`;
}
