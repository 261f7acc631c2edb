// Every file of fixtures/why/records: one CloudTrail record put to a world, and what is expected of the answer.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Reason } from '../../src/model/decision.ts';
import type { Agreement, WhyAnswer } from '../../src/why/answer.ts';
import { explainDenial } from '../../src/why/explain-denial.ts';
import { loadWorld } from '../../src/world/load.ts';

interface RecordCase {
  readonly story: string;
  readonly source: string;
  readonly world: string;
  readonly record: object;
  readonly expect: Expected;
}

interface Expected {
  readonly none?: string;
  readonly agreement?: Agreement;
  readonly verdict?: 'allow' | 'deny';
  readonly reason?: Reason;
  /** What is named as unknown, and what of it the answer hangs on. */
  readonly unknown?: readonly string[];
  readonly matters?: readonly string[];
  readonly cases?: number;
  /** A part of the likeliest difference. */
  readonly difference?: string;
  /** A name and value that the answer tells. */
  readonly value?: readonly [string, string];
  /** Whether what the caller can do is among the fixes. */
  readonly requestFix?: boolean;
}

const folder = 'fixtures/why/records';
const cases = readdirSync(folder).map((name) => {
  const file = parse(readFileSync(join(folder, name), 'utf8')) as RecordCase;
  return { name: name.replace(/\.yaml$/, ''), file };
});
const world = await loadWorld(['fixtures/worlds/cli-outputs']);

const answers = cases.map(({ name, file }) => ({
  name,
  file,
  answer: explainDenial(world, { record: file.record }),
}));
const isUnanswered = ({ file }: { readonly file: RecordCase }) => file.expect.none !== undefined;

it.each(cases)('$name has a story and a source', ({ file }) => {
  expect(file.story.length).toBeGreaterThan(80);
  expect(file.source).toMatch(/^https:\/\//);
  expect(file.world).toBe('../../worlds/cli-outputs');
});

it.each(answers.filter(isUnanswered))('$name has no answer, and says why', ({ file, answer }) => {
  expect(answer).toMatchObject({ kind: 'no-answer', because: file.expect.none });
});

describe.each(answers.filter((entry) => !isUnanswered(entry)))('$name', ({ file, answer }) => {
  const { expect: expected } = file;
  const given = answer as WhyAnswer;

  it('is answered as expected', () => {
    expect(answer.kind).toBe('answer');
    const { agreement, explanation, cases: possible } = given;
    const { verdict, reason } = explanation.decision;
    expect({ agreement, verdict, reason }).toEqual({
      agreement: expected.agreement,
      verdict: expected.verdict,
      reason: expected.reason,
    });
    expect(possible).toHaveLength(expected.cases ?? 1);
    expect(given.differences[0]?.sentence ?? '').toContain(expected.difference ?? '');
    expect(given.differences.length > 0).toBe(expected.difference !== undefined);
  });

  it('names what is unknown, and what of it matters', () => {
    const { unknown } = given.call;
    const named = unknown.map(({ id }) => id);
    expect(named).toEqual(expect.arrayContaining([...(expected.unknown ?? [])]));
    const matters = unknown.filter((entry) => entry.matters).map(({ id }) => id);
    expect(matters).toEqual(expected.matters ?? []);
  });

  it('says of each value where it comes from', () => {
    const { values } = given.call;
    for (const { origin } of values) expect(origin).toMatch(/^the record's /);
    const [name, value] = expected.value ?? ['operation', given.call.operation];
    expect(values).toContainEqual(expect.objectContaining({ name, value }));
  });

  it('offers what the caller can do where the caller can do something', () => {
    const kinds = given.fixes.map(({ kind }) => kind);
    expect(kinds.includes('request')).toBe(expected.requestFix === true);
  });
});
