// Asks the engine and the reference the same question: every table row must hold for both.
import { expect } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import { evaluate } from '../reference/evaluate.ts';
import type {
  ConditionValue,
  RawContextValue,
  RawPolicySet,
  RawRequest,
  StatementJson,
} from '../reference/shapes.ts';

/** The account of the key, a key of its, and a user of its. */
export const account = '111122223333';
export const otherAccount = '444455556666';
export const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const alice = `arn:aws:iam::${account}:user/alice`;
export const root = `arn:aws:iam::${account}:root`;

/** How many times as long a test may take: instrumented code is slow, and slowness is no wrong answer. */
export const patience = Number(process.env.KEYWARD_PATIENCE ?? 1);

/** The URL of a page of the IAM User Guide. */
export function iamGuide(page: string): string {
  return `https://docs.aws.amazon.com/IAM/latest/UserGuide/${page}.html`;
}

/** The URL of a page of the KMS Developer Guide. */
export function kmsGuide(page: string): string {
  return `https://docs.aws.amazon.com/kms/latest/developerguide/${page}.html`;
}

/** A document of these statements. */
export function document(...statements: StatementJson[]): Record<string, unknown> {
  return { Version: '2012-10-17', Statement: statements };
}

/** A statement on everything. */
export function statement(
  effect: 'Allow' | 'Deny',
  more: Omit<Partial<StatementJson>, 'Effect'> = {},
): StatementJson {
  const actions = more.NotAction === undefined ? { Action: 'kms:*' } : {};
  const resources = more.NotResource === undefined ? { Resource: '*' } : {};
  return { Effect: effect, ...actions, ...resources, ...more };
}

/** Checks the verdict, and the reason where one is expected: `deny`, `allow grant`. */
export function expectAnswer(policies: RawPolicySet, request: RawRequest, expected: string): void {
  const compiled = compilePolicySet(policies as Parameters<typeof compilePolicySet>[0]);
  const engine = decide(compiled, request as Parameters<typeof decide>[1]);
  const reference = evaluate(policies, request);
  const told = (answer: { verdict: string; reason: string }): string =>
    expected.includes(' ') ? `${answer.verdict} ${answer.reason}` : answer.verdict;
  expect({ engine: told(engine), reference: told(reference) }).toEqual({
    engine: expected,
    reference: expected,
  });
}

/** One line of a Condition and one value of its key in the request. */
export interface ConditionCase {
  operator: string;
  /** `aws:PrincipalTag/dept` where the table does not say. */
  key?: string;
  policy: ConditionValue | ConditionValue[];
  /** `undefined`: the request does not have the key. */
  request: RawContextValue | undefined;
  holds: boolean;
  context?: Record<string, RawContextValue>;
}

/** A condition that holds lets an Allow allow and a Deny deny. */
export function expectCondition(row: ConditionCase): void {
  const conditionKey = row.key ?? 'aws:PrincipalTag/dept';
  const condition = { Condition: { [row.operator]: { [conditionKey]: row.policy } } };
  const own = row.request === undefined ? {} : { [conditionKey]: row.request };
  const request: RawRequest = {
    principal: alice,
    action: 'kms:Decrypt',
    resource: key,
    context: { ...own, ...row.context },
  };
  const named = { Principal: { AWS: alice } };
  const allow = { resourcePolicy: document(statement('Allow', { ...named, ...condition })) };
  const deny = {
    resourcePolicy: document(
      statement('Allow', named),
      statement('Deny', { Principal: '*', ...condition }),
    ),
  };
  expectAnswer(allow, request, row.holds ? 'allow key-policy' : 'deny not-delegated');
  expectAnswer(deny, request, row.holds ? 'deny explicit-deny' : 'allow key-policy');
}

/** A short name for a row. */
export function nameOf(row: ConditionCase): string {
  const actual = row.request === undefined ? 'absent' : JSON.stringify(row.request);
  const verb = row.holds ? 'holds' : 'does not hold';
  return `${row.operator} ${JSON.stringify(row.policy)} ${verb} for ${actual}`;
}
