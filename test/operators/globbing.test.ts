// Wildcards in Action, Resource and key ARNs.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
// https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html
import { describe, test } from 'vitest';
import { account, alice, document, expectAnswer, key, root, statement } from './ask.ts';

const delegation = document(statement('Allow', { Principal: { AWS: root } }));

function keyAnswer(resource: string | string[], holds: boolean): void {
  const policies = {
    resourcePolicy: delegation,
    identityPolicies: [document(statement('Allow', { Resource: resource }))],
  };
  const request = { principal: alice, action: 'kms:Decrypt', resource: key };
  expectAnswer(policies, request, holds ? 'allow identity-policy' : 'deny no-identity-allow');
}

function notKeyAnswer(resource: string | string[], allowed: boolean): void {
  const policies = {
    resourcePolicy: delegation,
    identityPolicies: [document(statement('Allow', { NotResource: resource }))],
  };
  const request = { principal: alice, action: 'kms:Decrypt', resource: key };
  expectAnswer(policies, request, allowed ? 'allow identity-policy' : 'deny no-identity-allow');
}

describe('the resource page: one pattern, eight objects that it matches and three that it does not', () => {
  const pattern = 'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*';
  const objects: [string, boolean][] = [
    ['1/test/object.jpg', true],
    ['1/2/test/object.jpg', true],
    ['1/2/test/3/object.jpg', true],
    ['1/2/3/test/4/object.jpg', true],
    ['1///test///object.jpg', true],
    ['1/test/.jpg', true],
    ['/test/object.jpg', true],
    ['1/test/', true],
    ['1-test/object.jpg', false],
    ['test/object.jpg', false],
    ['1/2/test.jpg', false],
  ];
  test.each(objects)('%s: %s', (object, matches) => {
    const policies = {
      resourceAccount: account,
      identityPolicies: [document(statement('Allow', { Action: 's3:*', Resource: pattern }))],
    };
    const resource = `arn:aws:s3:::amzn-s3-demo-bucket/${object}`;
    const request = { principal: alice, action: 's3:GetObject', resource };
    expectAnswer(policies, request, matches ? 'allow implicit-trust' : 'deny no-identity-allow');
  });
});

describe('a key in Resource', () => {
  const rows: [string, string | string[], boolean][] = [
    ['its ARN', key, true],
    ['everything', '*', true],
    ['every key of the account', `arn:aws:kms:*:${account}:key/*`, true],
    ['a question mark for one character', key.replace(/.$/, '?'), true],
    ['a question mark for no character', `${key}?`, false],
    ['a star for no character', `${key}*`, true],
    ['a star at the end of a segment that goes past colons', 'arn:aws:kms:us-east-1:*', true],
    ['the Region in upper case', key.replace('us-east-1', 'US-EAST-1'), false],
    ['the key id in upper case', key.replace(/key\/.*/, (id) => id.toUpperCase()), false],
    ['another key', key.replace(/.$/, '1'), false],
    ['an alias ARN', `arn:aws:kms:us-east-1:${account}:alias/app`, false],
    ['one of several', ['arn:aws:s3:::amzn-s3-demo-bucket', key], true],
  ];
  test.each(rows)('%s', (_, resource, holds) => keyAnswer(resource, holds));
  test.each(rows)('%s, in NotResource', (_, resource, holds) => notKeyAnswer(resource, !holds));
});

describe('a pattern in Action', () => {
  const rows: [string, string, boolean][] = [
    ['the action', 'kms:Decrypt', true],
    ['another case', 'KMS:decrypt', true],
    ['everything', '*', true],
    ['the service', 'kms:*', true],
    ['a prefix', 'kms:De*', true],
    ['a star in the middle', 'kms:D*t', true],
    ['a question mark', 'kms:Decryp?', true],
    ['a question mark for nothing', 'kms:Decrypt?', false],
    ['another service', 's3:*', false],
    ['a part only', 'kms:Decryp', false],
  ];
  test.each(rows)('%s: %s', (_, pattern, holds) => {
    const policies = {
      resourcePolicy: document(statement('Allow', { Principal: { AWS: alice }, Action: pattern })),
    };
    const request = { principal: alice, action: 'kms:Decrypt', resource: key };
    expectAnswer(policies, request, holds ? 'allow key-policy' : 'deny not-delegated');
  });
  test.each(rows)('%s: %s, in NotAction', (_, pattern, holds) => {
    const policies = {
      resourcePolicy: document(
        statement('Allow', { Principal: { AWS: alice }, NotAction: pattern }),
      ),
    };
    const request = { principal: alice, action: 'kms:Decrypt', resource: key };
    expectAnswer(policies, request, holds ? 'deny not-delegated' : 'allow key-policy');
  });
});

test('an action without a key needs Resource `*`', () => {
  const ask = (resource: string): [object, object] => [
    { identityPolicies: [document(statement('Allow', { Resource: resource }))] },
    { principal: alice, action: 'kms:ListKeys', resource: '*' },
  ];
  for (const [resource, answer] of [
    ['*', 'allow identity-policy'],
    [key, 'deny no-identity-allow'],
    [`arn:aws:kms:*:${account}:*`, 'deny no-identity-allow'],
  ] as const) {
    const [policies, request] = ask(resource);
    expectAnswer(policies, request as Parameters<typeof expectAnswer>[1], answer);
  }
});
