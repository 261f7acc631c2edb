// The small tables of the engine: sets of bits, bounded memory, shared decisions.
import { describe, expect, test, vi } from 'vitest';
import { createDecisions } from '../../src/engine/decisions.ts';
import { memo } from '../../src/engine/memo.ts';
import { addTo, emptyWords, isIn, removeFrom } from '../../src/engine/words.ts';
import type { DenyReason, Source, StatementSource } from '../../src/model/decision.ts';

describe('sets of statements', () => {
  test('have room for all, and no more words than needed', () => {
    expect([0, 1, 32, 33, 64, 65].map((count) => emptyWords(count).length)).toEqual([
      0, 1, 1, 2, 2, 3,
    ]);
  });

  test.each([0, 1, 30, 31, 32, 63, 64])('hold statement %i alone', (id) => {
    const words = emptyWords(66);
    addTo(words, id);
    const held = Array.from({ length: 66 }, (_, other) => other).filter((at) => isIn(words, at));
    expect(held).toEqual([id]);
    addTo(words, 65);
    removeFrom(words, id);
    expect(isIn(words, id)).toBe(false);
    expect(isIn(words, 65)).toBe(true);
    removeFrom(words, id);
    expect(isIn(words, id)).toBe(false);
  });
});

describe('memory', () => {
  test('computes once, and starts anew when it is full', () => {
    const compute = vi.fn((key: string) => key.toUpperCase());
    const upper = memo(2, compute);
    expect([upper('a'), upper('a'), upper('b'), upper('b')]).toEqual(['A', 'A', 'B', 'B']);
    expect(compute).toHaveBeenCalledTimes(2);
    expect([upper('c'), upper('c')]).toEqual(['C', 'C']);
    expect(compute).toHaveBeenCalledTimes(3);
    expect([upper('a'), upper('c')]).toEqual(['A', 'C']);
    expect(compute).toHaveBeenCalledTimes(4);
  });
});

describe('decisions', () => {
  const sources: Source[] = [0, 1, 2].map((statement) => ({
    kind: 'statement',
    policy: 'p',
    type: 'key-policy',
    statement,
  }));
  const decisions = createDecisions(sources.length, (id) => sources[id]!);

  test('are shared and frozen', () => {
    const one = decisions.allow('key-policy', 0, 1);
    expect(decisions.allow('key-policy', 0, 1)).toBe(one);
    expect(Object.isFrozen(one)).toBe(true);
    expect(Object.isFrozen(one.determining)).toBe(true);
    expect(Object.isFrozen(one.assumptions)).toBe(true);
    expect(decisions.deny('scp', 0)).toBe(decisions.deny('scp', 0));
    expect(decisions.explicitDeny(0, [1])).toBe(decisions.explicitDeny(0, [1]));
  });

  test('say what they were made of', () => {
    expect(decisions.allow('identity-policy', 0, 2, 0)).toEqual({
      verdict: 'allow',
      kind: 'allowed',
      reason: 'identity-policy',
      determining: [sources[2], sources[0]],
      assumptions: [],
    });
    expect(decisions.allow('implicit-trust', 0).determining).toEqual([]);
    expect(decisions.deny('boundary', 0)).toMatchObject({ kind: 'implicit-deny', determining: [] });
    expect(decisions.explicitDeny(0, [0])).toMatchObject({
      verdict: 'deny',
      kind: 'explicit-deny',
      reason: 'explicit-deny',
      determining: [sources[0]],
    });
    expect(decisions.explicitDeny(0, [0, 2]).determining).toEqual([sources[0], sources[2]]);
    expect(decisions.deny('scp', 0b11).assumptions).toEqual([
      'multivalued-under-plain-operator',
      'conversion-failure',
    ]);
  });

  test('differ wherever anything that they are made of differs', () => {
    const reasons: DenyReason[] = [
      'scp',
      'boundary',
      'session-policy',
      'trust-policy',
      'anonymous',
    ];
    const made = [
      ...[-1, 0, 1, 2].flatMap((first) =>
        [-1, 0, 1, 2].flatMap((second) =>
          [0, 1, 2 ** 17].flatMap((assumed) => [
            decisions.allow('key-policy', assumed, first, second),
            decisions.allow('trust-policy', assumed, first, second),
          ]),
        ),
      ),
      ...reasons.flatMap((reason) => [decisions.deny(reason, 0), decisions.deny(reason, 4)]),
      decisions.deny('trust-policy', 1),
    ];
    expect(new Set(made).size).toBe(made.length);
  });

  /** Decisions on a set of so many statements, each of which names its number. */
  function decisionsOn(count: number) {
    return createDecisions(count, (statement) => ({
      ...(sources[0] as StatementSource),
      statement,
    }));
  }

  // Hundreds of statements share numbers that are exact; in sets of many thousands none would be.
  test.each([200, 200_000])('are right in sets of %i statements', (count) => {
    const large = decisionsOn(count);
    const wrong = (['key-policy', 'both-accounts'] as const).flatMap((reason) =>
      Array.from({ length: 100 }, (_, at) => count - 1 - 2 * at).flatMap((first) =>
        Array.from({ length: 20 }, (_, at) => count - 1 - 10 * at).flatMap((second) =>
          [0, 1].filter((assumed) => {
            const found = large.allow(reason, assumed, first, second);
            const ids = found.determining.map(
              (source) => 'statement' in source && source.statement,
            );
            const said = [found.reason, ...ids, found.assumptions.length];
            return said.join() !== [reason, first, second, assumed].join();
          }),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('are forgotten when there are too many, and made again', () => {
    const bounded = decisionsOn(200);
    const first = bounded.allow('key-policy', 0, 0, 0);
    for (let at = 0; at < 200; at++) {
      for (let other = 0; other < 60; other++) bounded.allow('key-policy', 0, at, other);
    }
    const again = bounded.allow('key-policy', 0, 0, 0);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });
});
