// Answers that engines have given as "denied", and AWS documents as allowed.
import { document, kmsGuide, root, statement } from '../ask.ts';
import type { RegressionRow } from './base.ts';
import {
  allowed,
  app,
  context,
  denyAllow,
  dept,
  ip,
  keyPolicy,
  kmsConditions,
  linked,
  operatorsPage,
  otherThings,
  principalPage,
  rcps,
  role,
  scps,
  session,
  setOperators,
  variables,
  when,
} from './base.ts';

/** Answers that must not be "denied". */
export const mustBeAllowed: RegressionRow[] = [
  {
    name: 'an Allow on an encryption-context pair sees the pair',
    answer: allowed,
    source: kmsConditions,
    policies: when('Allow', { StringEquals: { [app]: 'billing' } }),
    request: context({ [app]: 'billing' }),
  },
  {
    name: 'the name in an encryption-context key ignores case',
    answer: allowed,
    source: kmsConditions,
    policies: when('Allow', { StringEquals: { 'kms:EncryptionContext:app': 'billing' } }),
    request: context({ [app]: 'billing' }),
  },
  {
    name: 'a Deny on another encryption-context value lets the right one pass',
    answer: allowed,
    source: kmsConditions,
    policies: when('Deny', { StringNotEquals: { [app]: 'billing' } }),
    request: context({ [app]: 'billing' }),
  },
  {
    name: 'an Allow on 0.0.0.0/0 covers every IPv4 address',
    answer: allowed,
    source: operatorsPage,
    policies: when('Allow', { IpAddress: { [ip]: '0.0.0.0/0' } }),
    request: context({ [ip]: '203.0.113.7' }),
  },
  {
    name: 'an IPv6 address matches however it is written',
    answer: allowed,
    source: operatorsPage,
    policies: when('Allow', { IpAddress: { [ip]: '2001:db8::1' } }),
    request: context({ [ip]: '2001:0DB8:0:0:0:0:0:1' }),
  },
  {
    name: 'the root user may use a key that delegates to the account',
    answer: 'allow key-policy',
    source: kmsGuide('key-policy-default'),
    policies: { identityPolicies: [] },
    request: { principal: root },
  },
  {
    name: 'a key policy that names the session is not limited by the session policy',
    answer: 'allow key-policy',
    source: denyAllow,
    policies: {
      ...keyPolicy(statement('Allow', { Principal: { AWS: session } })),
      sessionPolicies: [otherThings],
    },
    request: { principal: session },
  },
  {
    name: 'everyone with aws:PrincipalArn is not limited by the session policy',
    answer: 'allow key-policy',
    source: principalPage,
    policies: {
      ...keyPolicy(
        statement('Allow', {
          Principal: '*',
          Condition: { ArnEquals: { 'aws:PrincipalArn': role } },
        }),
      ),
      sessionPolicies: [otherThings],
    },
    request: { principal: session },
  },
  {
    name: 'everyone with aws:PrincipalArn is not limited by the boundary',
    answer: 'allow key-policy',
    source: principalPage,
    policies: {
      ...keyPolicy(
        statement('Allow', {
          Principal: '*',
          Condition: { ArnEquals: { 'aws:PrincipalArn': role } },
        }),
      ),
      permissionsBoundary: otherThings,
    },
    request: { principal: session },
  },
  {
    name: 'an RCP has no effect on kms:RetireGrant',
    answer: allowed,
    source: kmsGuide('resource-control-policies'),
    policies: { resourceControlPolicies: [[document(statement('Deny', { Principal: '*' }))]] },
    request: { action: 'kms:RetireGrant' },
  },
  {
    name: 'an RCP does not bind a service-linked role',
    answer: allowed,
    source: rcps,
    policies: { resourceControlPolicies: [[document(statement('Deny', { Principal: '*' }))]] },
    request: { principal: linked },
  },
  {
    name: 'an SCP does not bind a service-linked role',
    answer: allowed,
    source: scps,
    policies: { serviceControlPolicies: [[document(statement('Deny'))]] },
    request: { principal: linked },
  },
  {
    name: 'an SCP does not bind a service principal',
    answer: 'allow key-policy',
    source: scps,
    policies: {
      ...keyPolicy(statement('Allow', { Principal: { Service: 'cloudtrail.amazonaws.com' } })),
      serviceControlPolicies: [[document(statement('Deny'))]],
    },
    request: { principal: { service: 'cloudtrail.amazonaws.com' } },
  },
  {
    name: 'an empty value of a variable is a value',
    answer: allowed,
    source: variables,
    policies: when('Allow', {
      StringEquals: { 'kms:RequestAlias': 'alias/app${aws:PrincipalTag/d}' },
    }),
    request: context({ 'kms:RequestAlias': 'alias/app', 'aws:PrincipalTag/d': '' }),
  },
  {
    name: 'ForAllValues holds for an empty string',
    answer: allowed,
    source: setOperators,
    policies: when('Allow', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'dept' } }),
    request: context({ 'aws:TagKeys': '' }),
  },
  {
    name: 'IfExists counts under ForAnyValue',
    answer: allowed,
    source: operatorsPage,
    policies: when('Allow', { 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': 'dept' } }),
  },
  {
    name: 'a question mark is one character, outside the first plane too',
    answer: allowed,
    source: operatorsPage,
    policies: when('Allow', { StringLike: { [dept]: 'a?c' } }),
    request: context({ [dept]: 'a\u{1F511}c' }),
  },
  {
    name: 'a star does not stop at the end of a line',
    answer: allowed,
    source: operatorsPage,
    policies: when('Allow', { StringLike: { [dept]: 'a*c' } }),
    request: context({ [dept]: 'a\nc' }),
  },
  {
    name: '1e3 is a thousand',
    answer: allowed,
    source: operatorsPage,
    policies: when('Allow', { NumericLessThan: { 'aws:MultiFactorAuthAge': '1e3' } }),
    request: context({ 'aws:MultiFactorAuthAge': '999' }),
  },
];
