// The small tables of the engine: sets of bits, bounded memory, shared decisions.
import { describe, expect, test, vi } from 'vitest';
import { createDecisions } from '../../src/engine/decisions.ts';
import { memo } from '../../src/engine/memo.ts';
import { addTo, emptyWords, isIn, removeFrom } from '../../src/engine/words.ts';
import type { DenyReason, Source } from '../../src/model/decision.ts';

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

  test('are right in sets too large for their numbers', () => {
    const many = Array.from({ length: 200_000 }, (_, statement) => ({
      ...sources[0]!,
      statement,
    })) as Source[];
    const large = createDecisions(many.length, (id) => many[id]!);
    const made = [199_990, 199_991, 199_992].flatMap((first) =>
      [199_997, 199_998, 199_999].flatMap((second) =>
        [0, 1, 2].map((assumed) => {
          const { determining, assumptions } = large.allow('grant', assumed, first, second);
          const ids = determining.map((source) => 'statement' in source && source.statement);
          return [...ids, assumptions.length].join() === [first, second, assumed && 1].join();
        }),
      ),
    );
    expect(made.every(Boolean)).toBe(true);
  });

  test('are forgotten when there are too many, and made again', () => {
    const many = Array.from({ length: 200 }, (_, statement) => ({
      ...sources[0]!,
      statement,
    })) as Source[];
    const bounded = createDecisions(many.length, (id) => many[id]!);
    const first = bounded.allow('key-policy', 0, 0, 0);
    for (let at = 0; at < 200; at++) {
      for (let other = 0; other < 60; other++) bounded.allow('key-policy', 0, at, other);
    }
    const again = bounded.allow('key-policy', 0, 0, 0);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });
});
