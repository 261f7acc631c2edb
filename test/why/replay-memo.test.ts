// The memo is invisible: what it answers for a record is what asking both worlds about that record answers.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../src/why/call/judge.ts';
import type { Judged } from '../../src/why/call/judged.ts';
import { createMemo } from '../../src/why/replay/memo.ts';
import { outcomeOf, principalOf } from '../../src/why/replay/outcome.ts';
import { createSessionNames } from '../../src/why/replay/sessions.ts';
import type { CallRecord } from '../../src/why/trail/call-record.ts';
import { readRecord } from '../../src/why/trail/read-record.ts';
import { anyRecord, sameCalls, trailWorld } from './trail-records.ts';

const worlds = [trailWorld('before'), trailWorld('after')] as const;

function call(value: object): CallRecord {
  const read = readRecord(value);
  if (read.kind !== 'call') throw new Error(JSON.stringify(read));
  return read.record;
}

/** All that a replay may use of an answer. */
function summary(record: CallRecord, ...judged: readonly Judged[]): unknown {
  const said = judged.map((each) =>
    each.kind === 'unjudged'
      ? each.because
      : [
          each.verdict,
          each.accesses.map(({ action, resource, verdict, decision }) => ({
            action,
            resource,
            verdict,
            decision,
          })),
        ],
  );
  return JSON.parse(JSON.stringify([principalOf(record), said]));
}

describe.each([50_000, 3])('a memo of %i entries', (size) => {
  it('answers as both worlds do', () => {
    const judges = [createJudge(worlds[0]), createJudge(worlds[1])] as const;
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 60 }), (values) => {
        const sessions = createSessionNames(worlds);
        const options = { worlds, judges, sessions, conclude: summary, maxEntries: size };
        const memo = createMemo(options);
        for (const record of values.map(call)) {
          expect(memo.of(record)).toEqual(summary(record, judges[0](record), judges[1](record)));
        }
      }),
      { numRuns: 150 },
    );
  });
});

it('tells one call from the same under other circumstances', () => {
  const judges = [createJudge(worlds[0]), createJudge(worlds[1])] as const;
  fc.assert(
    fc.property(sameCalls, (values) => {
      const sessions = createSessionNames(worlds);
      const memo = createMemo({ worlds, judges, sessions, conclude: summary });
      for (const record of values.map(call)) {
        expect(memo.of(record)).toEqual(summary(record, judges[0](record), judges[1](record)));
      }
    }),
    { numRuns: 2000 },
  );
});

it('asks seldom', () => {
  const judge = createJudge(worlds[0]);
  let asked = 0;
  const counting = (record: CallRecord) => {
    asked++;
    return judge(record);
  };
  const sessions = createSessionNames(worlds);
  const judges = [counting, judge] as const;
  const memo = createMemo({ worlds, judges, sessions, conclude: outcomeOf });
  const one = {
    eventVersion: '1.11',
    eventSource: 'kms.amazonaws.com',
    eventName: 'Decrypt',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice' },
    resources: [
      { ARN: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
    ],
  };
  for (let at = 0; at < 1000; at++) {
    const eventTime = new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString();
    memo.of(
      call({
        ...one,
        eventTime,
        eventID: `id-${at}`,
        sourceIPAddress: `192.0.2.${at % 250}`,
        requestParameters: { encryptionContext: { file: `file-${at}` } },
      }),
    );
  }
  expect(asked).toBe(1);
});
