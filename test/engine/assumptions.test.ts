// What a decision rests on without a source that settles it, and that it rests on nothing more.
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';
import { account, alice, document, key, otherAccount, root, statement } from '../operators/ask.ts';

const outsider = `arn:aws:iam::${otherAccount}:user/bob`;
const outsideRoot = `arn:aws:iam::${otherAccount}:root`;
const role = `arn:aws:iam::${account}:role/Engineering`;
const federated = { federatedUser: `arn:aws:sts::${account}:federated-user/x`, user: alice };
const everything = document(statement('Allow'));
const denial = document(statement('Deny'));
const nothing = document(statement('Allow', { Action: 's3:*' }));
const named = (Principal: unknown, more = {}) =>
  document(statement('Allow', { Principal, ...more } as never));

/** Allows everyone, and denies all but these. */
function everyoneBut(...AWS: string[]) {
  return document(
    statement('Allow', { Principal: '*' }),
    statement('Deny', { NotPrincipal: { AWS } }),
  );
}

function condition(operator: string, name: string, value: string | string[]) {
  return { Condition: { [operator]: { [name]: value } } };
}

function grant(more: Partial<Grant> = {}): Grant {
  return { GrantId: 'g1', GranteePrincipal: alice, Operations: ['Decrypt'], ...more } as Grant;
}

const arn = condition('ArnLike', 'aws:PrincipalArn', alice);
const allow = 'allow key-policy';

type Row = [
  story: string,
  policies: PolicySetInput,
  request: Partial<AccessRequestInput>,
  answer: string,
  assumptions: string[],
];

const rows: Row[] = [
  ['a plain allow', { resourcePolicy: named({ AWS: alice }) }, {}, allow, []],
  [
    'denials in policies of two types',
    { permissionsBoundary: denial, identityPolicies: [denial] },
    {},
    'deny explicit-deny',
    ['explicit-deny-order'],
  ],
  [
    'denials in two policies of one type',
    { identityPolicies: [denial, denial] },
    {},
    'deny explicit-deny',
    [],
  ],
  ['one denial', { identityPolicies: [denial] }, {}, 'deny explicit-deny', []],
  [
    'a list under a plain operator',
    { resourcePolicy: named('*', condition('StringEquals', 'aws:TagKeys', 'a')) },
    { context: { 'aws:TagKeys': ['a'] } },
    'deny not-delegated',
    ['multivalued-under-plain-operator'],
  ],
  [
    'an empty list under a plain operator is an absent key',
    { resourcePolicy: named('*', condition('StringNotEquals', 'aws:TagKeys', 'a')) },
    { context: { 'aws:TagKeys': [] } },
    allow,
    [],
  ],
  [
    'a number that is none',
    { resourcePolicy: named('*', condition('NumericEquals', 'aws:x', '1')) },
    { context: { 'aws:x': 'one' } },
    'deny not-delegated',
    ['conversion-failure'],
  ],
  [
    'a number that is none, negated',
    { resourcePolicy: named('*', condition('NumericNotEquals', 'aws:x', '1')) },
    { context: { 'aws:x': 'one' } },
    'deny not-delegated',
    ['conversion-failure'],
  ],
  [
    'ForAnyValue with IfExists and no key',
    {
      resourcePolicy: named('*', condition('ForAnyValue:StringEqualsIfExists', 'aws:TagKeys', 'a')),
    },
    {},
    allow,
    ['set-operator-if-exists'],
  ],
  [
    'ForAnyValue without IfExists and no key',
    { resourcePolicy: named('*', condition('ForAnyValue:StringEquals', 'aws:TagKeys', 'a')) },
    {},
    'deny not-delegated',
    [],
  ],
  [
    'everyone, beyond a boundary',
    { resourcePolicy: named('*'), permissionsBoundary: nothing },
    {},
    allow,
    ['everyone-is-not-limited'],
  ],
  [
    'everyone, beyond a session policy',
    { resourcePolicy: named('*'), sessionPolicies: [nothing] },
    { principal: federated },
    allow,
    ['everyone-is-not-limited'],
  ],
  [
    'everyone, within a boundary that allows',
    { resourcePolicy: named('*'), permissionsBoundary: everything },
    {},
    allow,
    [],
  ],
  [
    'everyone, with a boundary that allows and a session policy that does not',
    {
      resourcePolicy: named('*'),
      permissionsBoundary: everything,
      sessionPolicies: [nothing],
    },
    { principal: federated },
    allow,
    ['everyone-is-not-limited'],
  ],
  [
    'everyone with a condition on the principal is documented',
    { resourcePolicy: named('*', arn), permissionsBoundary: nothing },
    {},
    allow,
    [],
  ],
  [
    'the same beside a condition on something else',
    {
      resourcePolicy: named('*', {
        Condition: {
          ArnLike: { 'aws:PrincipalArn': alice },
          Bool: { 'aws:ViaAWSService': 'false' },
        },
      }),
      permissionsBoundary: nothing,
    },
    {},
    allow,
    [],
  ],
  [
    'everyone with another condition',
    {
      resourcePolicy: named('*', condition('Bool', 'aws:ViaAWSService', 'false')),
      permissionsBoundary: nothing,
    },
    {},
    allow,
    ['everyone-is-not-limited'],
  ],
  [
    'a user named beyond its boundary needs no assumption',
    { resourcePolicy: named({ AWS: alice }), permissionsBoundary: nothing },
    {},
    allow,
    [],
  ],
  [
    'root has no boundary',
    { resourcePolicy: named('*'), permissionsBoundary: nothing },
    { principal: root },
    allow,
    [],
  ],
  [
    'a federated user by its issuing user',
    { resourcePolicy: named({ AWS: alice }), sessionPolicies: [everything] },
    { principal: federated },
    allow,
    ['federated-user-by-user-arn'],
  ],
  [
    'a NotPrincipal that lists the user and not its account',
    { resourcePolicy: everyoneBut(alice) },
    {},
    'deny explicit-deny',
    ['not-principal-incomplete'],
  ],
  [
    'a NotPrincipal that lists someone else and the account',
    { resourcePolicy: everyoneBut(alice.replace('alice', 'bob'), root) },
    {},
    'deny explicit-deny',
    [],
  ],
  [
    'a NotPrincipal that lists a user with a boundary, which no list exempts',
    { resourcePolicy: everyoneBut(alice, root), permissionsBoundary: everything },
    {},
    'deny explicit-deny',
    [],
  ],
  [
    'a NotPrincipal that lists a role with a boundary',
    { resourcePolicy: everyoneBut(role, root), permissionsBoundary: everything },
    { principal: role },
    'deny explicit-deny',
    [],
  ],
  [
    'a NotPrincipal that lists a federated user with a boundary',
    {
      resourcePolicy: everyoneBut(federated.federatedUser, root),
      permissionsBoundary: everything,
    },
    { principal: federated.federatedUser },
    'deny explicit-deny',
    [],
  ],
  [
    'a NotPrincipal that lists the root user, which has no boundary',
    { resourcePolicy: everyoneBut(root), permissionsBoundary: everything },
    { principal: root },
    allow,
    [],
  ],
  ['a grant', { grants: [grant()] }, {}, 'allow grant', []],
  [
    'a grant beyond a boundary',
    { grants: [grant()], permissionsBoundary: nothing },
    {},
    'deny boundary',
    ['grant-limited-by-boundary-and-session'],
  ],
  [
    'a grant beyond a session policy',
    { grants: [grant({ GranteePrincipal: role })], sessionPolicies: [nothing] },
    { principal: role },
    'deny session-policy',
    ['grant-limited-by-boundary-and-session'],
  ],
  [
    'a grant to a service, which no boundary limits',
    {
      grants: [
        grant({
          GranteePrincipal: undefined as never,
          GranteeServicePrincipal: 'cloudtrail.amazonaws.com',
        }),
      ],
      permissionsBoundary: nothing,
      sessionPolicies: [nothing],
    },
    { principal: 'cloudtrail.amazonaws.com' },
    'allow grant',
    [],
  ],
  [
    'a grant to another account’s root user, which needs no identity policy',
    { grants: [grant({ GranteePrincipal: outsideRoot })], permissionsBoundary: nothing },
    { principal: outsideRoot },
    'allow grant',
    [],
  ],
  [
    'a grant within a boundary',
    { grants: [grant()], permissionsBoundary: everything },
    {},
    'allow grant',
    [],
  ],
  [
    'a grant to another account’s user',
    { grants: [grant({ GranteePrincipal: outsider })] },
    { principal: outsider },
    'allow grant',
    ['grant-alone-across-accounts'],
  ],
  [
    'a grant and an identity policy, across accounts',
    { grants: [grant({ GranteePrincipal: outsider })], identityPolicies: [everything] },
    { principal: outsider },
    'allow grant',
    [],
  ],
  [
    'a grant to the account',
    { grants: [grant({ GranteePrincipal: root })], identityPolicies: [everything] },
    {},
    'allow grant',
    ['grant-to-account-delegates'],
  ],
  [
    'a constraint that differs by case',
    { grants: [grant({ Constraints: { EncryptionContextSubset: { App: 'a' } } })] },
    { context: { 'kms:EncryptionContext:app': 'a' } },
    'deny grant-constraint',
    ['grant-constraint-case'],
  ],
  [
    'a constraint that differs by more',
    { grants: [grant({ Constraints: { EncryptionContextSubset: { App: 'a' } } })] },
    { context: { 'kms:EncryptionContext:app': 'b' } },
    'deny grant-constraint',
    [],
  ],
  [
    'a constraint that is met',
    { grants: [grant({ Constraints: { EncryptionContextEquals: { App: 'a' } } })] },
    { context: { 'kms:EncryptionContext:App': 'a' } },
    'allow grant',
    [],
  ],
  [
    'a grant retired by the account’s IAM',
    { identityPolicies: [everything] },
    { action: 'kms:RetireGrant' },
    'allow identity-policy',
    ['retire-grant-by-account'],
  ],
  [
    'a wildcard in a variable’s value',
    {
      resourcePolicy: named('*', condition('StringLike', 'aws:x', '${aws:PrincipalTag/p}')),
    },
    { principal: { user: alice, tags: { p: 'a*' } }, context: { 'aws:x': 'ab' } },
    'deny not-delegated',
    ['variable-value-is-literal'],
  ],
  [
    'a variable’s value without one',
    {
      resourcePolicy: named('*', condition('StringLike', 'aws:x', '${aws:PrincipalTag/p}')),
    },
    { principal: { user: alice, tags: { p: 'a' } }, context: { 'aws:x': 'a' } },
    allow,
    [],
  ],
];

describe('assumptions', () => {
  test.each(rows)('%s', (_, policies, request, answer, assumptions) => {
    const whole = { principal: alice, action: 'kms:Decrypt', resource: key, ...request };
    const { verdict, reason, assumptions: found } = decide(compilePolicySet(policies), whole);
    expect([`${verdict} ${reason}`, found]).toEqual([answer, assumptions]);
  });
});
