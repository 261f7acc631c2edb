// Documents in which nothing is wrong, and what they are read as.
import { describe, expect, test } from 'vitest';
import type { Clause, PolicyType } from '../../src/model/policy.ts';
import { policyFromNode } from '../../src/policy/from-node.ts';
import { policyFromValue } from '../../src/policy/from-value.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { type LocatedNode, type Member, nowhere } from '../../src/syntax/node.ts';
import { goodPolicies } from './fixtures.ts';

test.each(goodPolicies)('nothing is wrong with $sentence', ({ text, type }) => {
  const { policy, diagnostics } = parsePolicy(text, { type });
  expect(diagnostics).toEqual([]);
  expect(policy?.type).toBe(type);
  expect(policy?.document).toEqual(JSON.parse(text));
});

test.each(goodPolicies)('$sentence reads the same from its value, without places', (fixture) => {
  const { type, text } = fixture;
  const fromText = parsePolicy(text, { type }).policy!;
  const fromValue = policyFromValue(JSON.parse(text), { type }).policy!;
  const bare = JSON.parse(JSON.stringify(fromText), (key, value) =>
    /span$/i.test(key) || key === 'text' ? undefined : value,
  );
  expect(JSON.parse(JSON.stringify(fromValue))).toEqual(bare);
});

describe('without a type, the shape decides', () => {
  const guesses: readonly (readonly [string, PolicyType])[] = [
    ['the default of the console (key-policy)', 'key-policy'],
    ['the key that aws manages for s3 (key-policy)', 'key-policy'],
    ['assumed by a service or a user (trust-policy)', 'trust-policy'],
    ['a bucket for a user of another account (resource-policy)', 'resource-policy'],
    ['use two keys (identity-policy)', 'identity-policy'],
    ['full access (service-control-policy)', 'identity-policy'],
    ['only our organization (resource-control-policy)', 'resource-policy'],
  ];
  test.each(guesses)('%s is taken for a %s', (sentence, type) => {
    const { text } = goodPolicies.find((fixture) => fixture.sentence === sentence)!;
    expect(parsePolicy(text).policy?.type).toBe(type);
  });
});

test('a statement is a list of clauses, each with its place', () => {
  const text = [
    '{',
    '  "Version": "2012-10-17",',
    '  "Statement": {',
    '    "Sid": "UseFromS3",',
    '    "Effect": "Allow",',
    '    "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:user/alice"], "Service": "s3.amazonaws.com" },',
    '    "Action": ["kms:Decrypt", "kms:ReEncrypt*"],',
    '    "Resource": "*",',
    '    "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": 3600 } }',
    '  }',
    '}',
  ].join('\n');
  const { policy } = parsePolicy(text, { type: 'key-policy', name: 'app key', file: 'key.json' });
  const [statement] = policy!.statements;
  const quote = (span: Clause['span']) => text.slice(span!.start.offset, span!.end.offset);
  expect(policy).toMatchObject({ name: 'app key', file: 'key.json', version: '2012-10-17', text });
  expect(statement).toMatchObject({ index: 0, sid: 'UseFromS3', effect: 'Allow' });
  expect(statement!.clauses.map(({ kind, span }) => [kind, quote(span)])).toEqual([
    [
      'Principal',
      '{ "AWS": ["111122223333", "arn:aws:iam::111122223333:user/alice"], "Service": "s3.amazonaws.com" }',
    ],
    ['Action', '["kms:Decrypt", "kms:ReEncrypt*"]'],
    ['Resource', '"*"'],
    ['Condition', '3600'],
  ]);
  const [principal, action, , condition] = statement!.clauses;
  expect(principal).toMatchObject({
    principals: [
      { kind: 'account', value: '111122223333', account: '111122223333' },
      { kind: 'user', value: 'arn:aws:iam::111122223333:user/alice', account: '111122223333' },
      { kind: 'service', value: 's3.amazonaws.com' },
    ],
  });
  expect(action?.kind === 'Action' && action.patterns.map(({ span }) => quote(span))).toEqual([
    '"kms:Decrypt"',
    '"kms:ReEncrypt*"',
  ]);
  expect(condition).toMatchObject({
    operator: 'NumericLessThan',
    key: 'aws:MultiFactorAuthAge',
    values: [{ value: '3600' }],
    operatorSpan: { start: { line: 9, column: 20 } },
    keySpan: { start: { line: 9, column: 41 } },
  });
});

test('a statement of a key policy without Action never applies: its Action has no patterns', () => {
  const { policy } = policyFromValue(
    { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Resource: '*' } },
    { type: 'key-policy' },
  );
  expect(policy!.statements[0]!.clauses[1]).toEqual({ kind: 'Action', patterns: [] });
});

test('values that are not known yet mark their clause, and what is known is checked', () => {
  const { policy, diagnostics } = policyFromNode(template(), { type: 'identity-policy' });
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-action']);
  expect(policy!.statements[0]!.clauses).toMatchObject([
    { kind: 'Action', patterns: [{ value: 'kms:Decypt' }], unknown: 'Parameters.Action' },
    { kind: 'Resource', patterns: [], unknown: 'KeyArn' },
    { kind: 'Condition', operator: 'StringEquals', key: 'aws:PrincipalOrgID', unknown: 'OrgId' },
  ]);
});

function template(): LocatedNode {
  const span = nowhere;
  const text = (value: string): LocatedNode => ({ kind: 'string', value, span });
  const unknown = (dependsOn: string): LocatedNode => ({ kind: 'unknown', dependsOn, span });
  const object = (members: Record<string, LocatedNode>): LocatedNode => ({
    kind: 'object',
    members: Object.entries(members).map(([key, value]): Member => ({ key, keySpan: span, value })),
    span,
  });
  const statement = object({
    Effect: text('Allow'),
    Action: { kind: 'array', items: [text('kms:Decypt'), unknown('Parameters.Action')], span },
    Resource: unknown('KeyArn'),
    Condition: object({ StringEquals: object({ 'aws:PrincipalOrgID': unknown('OrgId') }) }),
  });
  return object({ Version: text('2012-10-17'), Statement: statement });
}
