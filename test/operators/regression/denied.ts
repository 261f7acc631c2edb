// Answers that engines have given as "allowed", and AWS documents as denied.
import {
  account,
  alice,
  document,
  iamGuide,
  key,
  kmsGuide,
  otherAccount,
  root,
  statement,
} from '../ask.ts';
import type { RegressionRow } from './base.ts';
import {
  app,
  bob,
  context,
  denied,
  denyNotPrincipal,
  dept,
  ip,
  keyPolicy,
  keyPolicyForOther,
  kmsConditions,
  notPrincipal,
  operatorsPage,
  principalPage,
  role,
  session,
  setOperators,
  silent,
  variables,
  when,
} from './base.ts';

/** Answers that must not be "allowed". */
export const mustBeDenied: RegressionRow[] = [
  {
    name: 'a Deny on an encryption-context pair sees the pair',
    answer: denied,
    source: kmsConditions,
    policies: when('Deny', { StringEquals: { [app]: 'secret' } }),
    request: context({ [app]: 'secret' }),
  },
  {
    name: 'a Deny on 0.0.0.0/0 covers every IPv4 address',
    answer: denied,
    source: operatorsPage,
    policies: when('Deny', { IpAddress: { [ip]: '0.0.0.0/0' } }),
    request: context({ [ip]: '203.0.113.7' }),
  },
  {
    name: 'an Allow outside 0.0.0.0/0 covers no IPv4 address',
    answer: silent,
    source: operatorsPage,
    policies: when('Allow', { NotIpAddress: { [ip]: '0.0.0.0/0' } }),
    request: context({ [ip]: '203.0.113.7' }),
  },
  {
    name: 'a Deny outside one IPv4 address covers an IPv6 caller',
    answer: denied,
    source: operatorsPage,
    policies: when('Deny', { NotIpAddress: { [ip]: '203.0.113.7' } }),
    request: context({ [ip]: '2001:db8::1' }),
  },
  {
    name: 'NotPrincipal with a user and the account denies another user',
    answer: denied,
    source: notPrincipal,
    policies: denyNotPrincipal(bob, root),
  },
  {
    name: 'NotPrincipal with one session denies another session of the role',
    answer: denied,
    source: notPrincipal,
    policies: denyNotPrincipal(session, role, root),
    request: { principal: session.replace(/alice$/, 'bob') },
  },
  {
    name: 'NotPrincipal with the account alone denies its users',
    answer: denied,
    source: notPrincipal,
    policies: denyNotPrincipal(root),
  },
  {
    name: 'a negated operator matches when the variable has no value',
    answer: denied,
    source: variables,
    policies: when('Deny', { StringNotEquals: { [dept]: '${aws:PrincipalTag/team}' } }),
    request: context({ [dept]: 'blue' }),
  },
  {
    name: 'Version 2008-10-17 knows no variables',
    answer: 'deny not-delegated',
    source: iamGuide('reference_policies_elements_version'),
    policies: {
      ...keyPolicy(),
      resourcePolicy: {
        Version: '2008-10-17',
        Statement: [
          statement('Allow', {
            Principal: { AWS: alice },
            Condition: { StringEquals: { [dept]: '${aws:username}' } },
          }),
        ],
      },
    },
    request: context({ [dept]: 'alice' }),
  },
  {
    name: 'an epoch operand is seconds, not milliseconds',
    answer: silent,
    source: operatorsPage,
    policies: when('Allow', { DateGreaterThan: { 'aws:CurrentTime': '4102444800' } }),
    request: context({ 'aws:CurrentTime': '2026-03-01T12:00:00Z' }),
  },
  {
    name: 'aws:EpochTime is seconds, not milliseconds',
    answer: silent,
    source: operatorsPage,
    policies: when('Allow', { DateLessThan: { 'aws:EpochTime': '2020-01-01T00:00:00Z' } }),
    request: context({ 'aws:EpochTime': 1748736000 }),
  },
  {
    name: 'ScheduleKeyDeletion never works across accounts',
    answer: 'deny not-usable-across-accounts',
    source: kmsGuide('key-policy-modifying-external-accounts'),
    policies: keyPolicyForOther(),
    request: {
      principal: `arn:aws:iam::${otherAccount}:user/alice`,
      action: 'kms:ScheduleKeyDeletion',
    },
  },
  {
    name: 'an anonymous caller cannot use KMS',
    answer: 'deny anonymous',
    source: principalPage,
    policies: keyPolicy(statement('Allow', { Principal: '*' })),
    request: { principal: 'anonymous' },
  },
  {
    name: 'a federated user is not the IAM user of the same name',
    answer: 'deny not-delegated',
    source: principalPage,
    policies: keyPolicy(statement('Allow', { Principal: { AWS: bob } })),
    request: { principal: `arn:aws:sts::${account}:federated-user/bob` },
  },
  {
    name: '`12abc` is not the number 12',
    answer: silent,
    source: operatorsPage,
    policies: when('Allow', { NumericEquals: { 'aws:MultiFactorAuthAge': '12' } }),
    request: context({ 'aws:MultiFactorAuthAge': '12abc' }),
  },
  {
    name: 'a list for a single-valued key is not its first value',
    answer: silent,
    source: setOperators,
    policies: when('Allow', { StringEquals: { 'kms:RequestAlias': 'alias/app' } }),
    request: context({ 'kms:RequestAlias': ['alias/app', 'alias/test'] }),
  },
  {
    name: 'a Resource in another case is another resource',
    answer: silent,
    source: iamGuide('reference_policies_elements_resource'),
    policies: {
      identityPolicies: [
        document(statement('Allow', { Resource: key.replace('us-east-1', 'US-EAST-1') })),
      ],
    },
  },
];
