// What an Allow needs where the resource is no KMS key: a bucket trusts its account, a role its trust policy.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { RawPolicySet, RawRequest } from '../reference/shapes.ts';
import { account, alice, document, expectAnswer, otherAccount, root, statement } from './ask.ts';

const outsider = `arn:aws:iam::${otherAccount}:user/alice`;
const role = `arn:aws:iam::${account}:role/Deploy`;
const object = 'arn:aws:s3:::amzn-s3-demo-bucket/a';
const iam = { identityPolicies: [document(statement('Allow', { Action: '*' }))] };
const get = { action: 's3:GetObject', resource: object };
const assume = { action: 'sts:AssumeRole', resource: role };

const bucket = (Principal: '*' | { AWS: string }): RawPolicySet => ({
  resourceAccount: account,
  resourcePolicy: document(statement('Allow', { Principal, Action: 's3:*' })),
});
const trust = (AWS: string): RawPolicySet => ({
  resourcePolicy: document({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }),
});

type Row = [story: string, policies: RawPolicySet, request: Partial<RawRequest>, answer: string];

const rows: Row[] = [
  [
    'a bucket open to everyone',
    bucket('*'),
    { ...get, principal: 'anonymous' },
    'allow implicit-trust',
  ],
  ['a bucket that names the user', bucket({ AWS: alice }), get, 'allow implicit-trust'],
  ['a bucket that names the account', bucket({ AWS: root }), get, 'deny no-identity-allow'],
  ['a bucket and IAM', { ...iam, resourceAccount: account }, get, 'allow implicit-trust'],
  [
    'a bucket of another account and IAM',
    { ...iam, resourceAccount: otherAccount },
    get,
    'deny no-key-account-allow',
  ],
  ['a role that trusts the user', trust(alice), assume, 'allow trust-policy'],
  ['a role that trusts the account, without IAM', trust(root), assume, 'deny no-identity-allow'],
  [
    'a role that trusts the account, with IAM',
    { ...trust(root), ...iam },
    assume,
    'allow trust-policy',
  ],
  ['a role that trusts nobody, with IAM', iam, assume, 'deny trust-policy'],
  [
    'a role that trusts another account',
    { ...trust(otherAccount), ...iam },
    { ...assume, principal: outsider },
    'allow both-accounts',
  ],
  [
    'a role is read like any other resource',
    iam,
    { action: 'iam:GetRole', resource: role },
    'allow implicit-trust',
  ],
  [
    'an action of STS without a role',
    iam,
    { action: 'sts:GetCallerIdentity', resource: '*' },
    'allow implicit-trust',
  ],
];

describe('an Allow', () => {
  test.each(rows)('%s', (_, policies, request, answer) => {
    expectAnswer(policies, { principal: alice, ...get, ...request }, answer);
  });

  test('of the account’s own IAM is not helped by a bucket that names the account', () => {
    const policies = compilePolicySet({ ...bucket({ AWS: root }), ...iam } as never);
    const { determining } = decide(policies, { principal: alice, ...get });
    expect(determining).toMatchObject([{ policy: 'identityPolicies[0]', statement: 0 }]);
  });
});
