// Which policies reach which callers: a Deny in each layer, and each kind of caller.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import type { PrincipalInput } from '../../src/model/request.ts';
import { account, alice, document, key, root, statement } from '../operators/ask.ts';

const linked = `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/Rds`;
const role = `arn:aws:iam::${account}:role/Engineering`;
const callers: Record<string, string | PrincipalInput> = {
  user: alice,
  role,
  'federated user': `arn:aws:sts::${account}:federated-user/alice`,
  root,
  'service-linked role': linked,
  service: 'cloudtrail.amazonaws.com',
  anonymous: 'anonymous',
};

const deny = document(statement('Deny'));
const denyEveryone = document(statement('Deny', { Principal: '*' }));
const layers: [layer: string, policies: PolicySetInput, spared: string[]][] = [
  [
    'a resource control policy',
    { resourceControlPolicies: [[denyEveryone]] },
    ['service-linked role'],
  ],
  [
    'a service control policy',
    { serviceControlPolicies: [[deny]] },
    ['service-linked role', 'service', 'anonymous'],
  ],
  ['the policy of a VPC endpoint', { vpcEndpointPolicy: denyEveryone }, []],
  ['a permissions boundary', { permissionsBoundary: deny }, ['service', 'anonymous']],
  ['a session policy', { sessionPolicies: [deny] }, ['service', 'anonymous']],
  ['a key policy', { resourcePolicy: denyEveryone }, []],
  ['an identity policy', { identityPolicies: [deny] }, ['service', 'anonymous']],
];

describe.each(layers)('a Deny in %s', (_, policies, spared) => {
  const set = compilePolicySet(policies);
  test.each(Object.entries(callers))('and a caller of the kind `%s`', (kind, principal) => {
    const request = { principal, action: 'kms:Decrypt', resource: key, vpcEndpoint: 'vpce-1' };
    expect(decide(set, request).kind === 'explicit-deny').toBe(!spared.includes(kind));
  });
});

test('a resource control policy has no say where there is no resource', () => {
  const policies = compilePolicySet({
    resourceControlPolicies: [[denyEveryone]],
    identityPolicies: [document(statement('Allow'))],
  });
  const request = { principal: alice, action: 'kms:ListKeys', resource: '*' };
  expect(decide(policies, request).reason).toBe('identity-policy');
});

test('the same denial is the same decision', () => {
  const policies = compilePolicySet({ identityPolicies: [deny] });
  const request = { principal: alice, action: 'kms:Decrypt', resource: key };
  expect(decide(policies, request)).toBe(decide(policies, { ...request }));
});

// A statement that names a unique id names whom aws:userid says; how strongly depends on who that is.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
describe('a unique id in a key policy', () => {
  const roleId = 'AROACKCEVSQ6C2EXAMPLE';
  const userId = 'AIDACKCEVSQ6C2EXAMPLE';
  const silent = document(statement('Allow', { Action: 's3:*' }));
  const rows: [story: string, names: string[], principal: string, given: object, answer: string][] =
    [
      [
        'of a user lets in beyond a boundary',
        [userId],
        alice,
        { 'aws:userid': userId },
        'allow key-policy',
      ],
      ['of a role does not', [roleId], role, { 'aws:userid': `${roleId}:one` }, 'deny boundary'],
      [
        'beside another entry',
        [`${alice}2`, userId],
        alice,
        { 'aws:userid': userId },
        'allow key-policy',
      ],
      ['beside the caller needs no aws:userid', [userId, alice], alice, {}, 'allow key-policy'],
      ['of someone else', [roleId], alice, { 'aws:userid': userId }, 'deny not-delegated'],
      [
        'beside an entry that aws:userid spells',
        [userId, `${alice}2`],
        alice,
        { 'aws:userid': `${alice}2` },
        'deny not-delegated',
      ],
      ['of a caller whose id is not given', [userId], alice, {}, 'deny not-delegated'],
      [
        'of a caller whose id is a list',
        [userId],
        alice,
        { 'aws:userid': [userId] },
        'deny not-delegated',
      ],
    ];
  test.each(rows)('%s', (_, names, principal, context, answer) => {
    const policies = compilePolicySet({
      resourcePolicy: document(statement('Allow', { Principal: { AWS: names } })),
      permissionsBoundary: silent,
    });
    const request = { principal, action: 'kms:Decrypt', resource: key, context: context as never };
    const { verdict, reason } = decide(policies, request);
    expect(`${verdict} ${reason}`).toBe(answer);
  });
});
