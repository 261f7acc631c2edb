// Counting comes to the same whichever counters counted the parts of a trail, and is bounded: beyond the most groups
// that are listed, records are counted only.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMerger } from '../../src/why/replay/merge.ts';
import type { Outcome } from '../../src/why/replay/outcome.ts';
import { type Counter, createCounter, MAX_GROUPS } from '../../src/why/replay/tally.ts';
import type { CallRecord } from '../../src/why/trail/call-record.ts';

const deciding = { verdict: 'allow', reason: 'key-policy', by: [] } as const;

/** A change that is told from others by its number. */
function change(number: number): Outcome {
  const key = `arn:aws:kms:us-east-1:111122223333:key/${number}`;
  const principal = 'arn:aws:iam::111122223333:role/ci';
  const id = String(number);
  const [before, after] = [deciding, { ...deciding, verdict: 'deny' } as const];
  const made = {
    kind: 'newly-denied',
    principal,
    action: 'kms:Decrypt',
    key,
    before,
    after,
  } as const;
  return { kind: 'change', id, before: 'allow', change: made };
}

interface Call {
  readonly outcome: Outcome;
  readonly isDenied: boolean;
}

/** Counts calls that stand on a line each. */
function countCalls(counter: Counter, outcomes: Outcome[], calls: readonly Call[]) {
  for (const [index, { outcome, isDenied }] of calls.entries()) {
    outcomes.push(outcome);
    const place = { file: 'trail.jsonl', line: 1 + index, record: undefined };
    const errorCode = isDenied ? 'AccessDenied' : undefined;
    const record = { errorCode, eventTime: '2026-04-01T10:00:00Z' } as unknown as CallRecord;
    counter.record({ kind: 'call', record }, place);
  }
}

/** A counter of outcomes that are told to it one by one. */
function counting() {
  const outcomes: Outcome[] = [];
  const next = () => outcomes.pop()!;
  const counter = createCounter({ of: next, ofRecognised: next, sentence: () => '' });
  return { counter, outcomes };
}

/** The report of calls in parts of which counters take turns as `turns` says. */
function reportOf(parts: readonly (readonly Call[])[], turns: readonly number[]) {
  const counters = [counting(), counting(), counting()];
  const merger = createMerger();
  let line = 0;
  for (const [index, calls] of parts.entries()) {
    const { counter, outcomes } = counters[turns[index % turns.length]!]!;
    countCalls(counter, outcomes, calls);
    merger.add(counter.part(), line);
    line += calls.length;
  }
  return merger.report(1);
}

describe('counting', () => {
  const known = Array.from({ length: 8 }, (_, number) => change(number));
  const anyCall = fc.record({ outcome: fc.constantFrom(...known), isDenied: fc.boolean() });
  const anyParts = fc.array(fc.array(anyCall, { maxLength: 12 }), { minLength: 1, maxLength: 8 });
  const anyTurns = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 8 });

  it('comes to the same by parts as in one go', () => {
    fc.assert(
      fc.property(anyParts, anyTurns, (parts, turns) => {
        expect(reportOf(parts, turns)).toEqual(reportOf([parts.flat()], [0]));
      }),
    );
  });

  it('lists so many groups, and counts the records of others', () => {
    const call = (number: number) => ({ outcome: change(number), isDenied: false });
    const first = Array.from({ length: MAX_GROUPS + 30 }, (_, number) => call(number));
    const last = first.slice(-50);
    const { groups, unlisted, records } = reportOf([[...first, ...last], last], [0]);
    expect(groups).toHaveLength(MAX_GROUPS);
    expect(unlisted).toBe(3 * 30);
    expect(records.decided).toBe(first.length + 2 * last.length);
    expect(groups[0]).toMatchObject({ count: 3, example: { line: MAX_GROUPS - 19 } });
  });
});
