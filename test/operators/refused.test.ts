// What is refused before any decision: documents that AWS would not take, requests that ask nothing.
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import { account, alice, document, iamGuide, key, kmsGuide, statement } from './ask.ts';

const named = { Principal: { AWS: alice } };

const documents: [string, object, string][] = [
  [
    'a wildcard inside a principal',
    document(statement('Allow', { Principal: { AWS: `arn:aws:iam::${account}:role/*` } })),
    iamGuide('reference_policies_elements_principal'),
  ],
  [
    'an operator that does not exist',
    document(statement('Allow', { ...named, Condition: { StringEqual: { 'aws:username': 'a' } } })),
    iamGuide('reference_policies_elements_condition_operators'),
  ],
  [
    'NotPrincipal with Allow',
    document(statement('Allow', { NotPrincipal: { AWS: alice } })),
    iamGuide('reference_policies_elements_notprincipal'),
  ],
  [
    'an Effect in another case',
    { Version: '2012-10-17', Statement: [{ ...statement('Allow', named), Effect: 'allow' }] },
    iamGuide('reference_policies_elements_effect'),
  ],
];

const requests: [string, object, string][] = [
  [
    'an alias where a key is wanted',
    { resource: `arn:aws:kms:us-east-1:${account}:alias/app` },
    kmsGuide('cmks-in-iam-policies'),
  ],
  ['`*` for an action on a key', { resource: '*' }, kmsGuide('kms-api-permissions-reference')],
  ['a wildcard in the action', { action: 'kms:De*' }, kmsGuide('kms-api-permissions-reference')],
  [
    'an action that KMS does not have',
    { action: 'kms:Decript' },
    kmsGuide('kms-api-permissions-reference'),
  ],
  [
    'context keys that differ by case only',
    { context: { 'aws:SourceIp': '203.0.113.7', 'AWS:SOURCEIP': '203.0.113.8' } },
    iamGuide('reference_policies_elements_condition'),
  ],
];

describe('a document that is refused', () => {
  test.each(documents)('%s', (_, resourcePolicy, source) => {
    expect(source).toMatch(/^https:/);
    expect(() => compilePolicySet({ resourcePolicy })).toThrow();
  });
});

describe('a request that is refused', () => {
  const policies = compilePolicySet({ resourcePolicy: document(statement('Allow', named)) });
  test.each(requests)('%s', (_, change, source) => {
    expect(source).toMatch(/^https:/);
    const request = { principal: alice, action: 'kms:Decrypt', resource: key, ...change };
    expect(() => decide(policies, request)).toThrow();
  });
});
