// A decision in full: every statement clause by clause, every grant check by check, for one call after another.
import { describe, expect, test } from 'vitest';
import { compilePolicySet } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import { trace } from '../../src/engine/trace.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Clause } from '../../src/model/policy.ts';
import type { AccessRequestInput } from '../../src/model/request.ts';
import type { GrantCheck, Layer } from '../../src/model/trace.ts';
import { account, alice, document, key, otherAccount, root, statement } from '../operators/ask.ts';

const bob = `arn:aws:iam::${account}:user/bob`;
const outsider = `arn:aws:iam::${otherAccount}:user/alice`;
const linked = { role: `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/Rds` };
const decrypt: AccessRequestInput = { principal: alice, action: 'kms:Decrypt', resource: key };

function nameOf(clause: Clause): string {
  return clause.kind === 'Condition' ? `${clause.operator} ${clause.key}` : clause.kind;
}

type Row = [
  story: string,
  policies: PolicySetInput,
  request: Partial<AccessRequestInput>,
  failing: string[],
  applies: boolean,
];

const inKeyPolicy = (more: object): PolicySetInput => ({
  resourcePolicy: document(statement('Allow', { Principal: '*', ...more })),
});
const denies = (more: object): PolicySetInput => ({
  resourcePolicy: document(statement('Deny', more)),
});

const elements: Row[] = [
  ['everyone', inKeyPolicy({}), {}, [], true],
  ['the caller', inKeyPolicy({ Principal: { AWS: alice } }), {}, [], true],
  ['another user', inKeyPolicy({ Principal: { AWS: bob } }), {}, ['Principal'], false],
  ['all but another', denies({ NotPrincipal: { AWS: [bob, root] } }), {}, [], true],
  [
    'all but the caller',
    denies({ NotPrincipal: { AWS: [alice, root] } }),
    {},
    ['NotPrincipal'],
    false,
  ],
  ['the action', inKeyPolicy({ Action: 'kms:decrypt' }), {}, [], true],
  ['another action', inKeyPolicy({ Action: 'kms:Encrypt' }), {}, ['Action'], false],
  ['all but the action', inKeyPolicy({ NotAction: 'kms:De*' }), {}, ['NotAction'], false],
  ['all but another action', inKeyPolicy({ NotAction: 'kms:En*' }), {}, [], true],
  ['another key', inKeyPolicy({ Resource: `${key}0` }), {}, ['Resource'], false],
  ['all but the key', inKeyPolicy({ NotResource: key }), {}, ['NotResource'], false],
  [
    'the key by a variable',
    inKeyPolicy({ Resource: `${key.slice(0, -2)}\${aws:PrincipalTag/end}` }),
    { principal: { user: alice, tags: { end: 'ab' } } },
    [],
    true,
  ],
  [
    'another key by a variable',
    inKeyPolicy({ Resource: `${key.slice(0, -2)}\${aws:PrincipalTag/end}` }),
    { principal: { user: alice, tags: { end: 'ac' } } },
    ['Resource'],
    false,
  ],
  [
    'all but another key by a variable',
    inKeyPolicy({ NotResource: `${key.slice(0, -2)}\${aws:PrincipalTag/end}` }),
    { principal: { user: alice, tags: { end: 'ac' } } },
    [],
    true,
  ],
  [
    'no Resource',
    {
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*' }],
      },
    },
    {},
    ['Resource'],
    false,
  ],
  [
    'nothing holds',
    inKeyPolicy({ Principal: { AWS: bob }, Action: 'kms:Encrypt', Resource: `${key}0` }),
    {},
    ['Principal', 'Action', 'Resource'],
    false,
  ],
  [
    'everything that fails is said',
    inKeyPolicy({
      Principal: { AWS: bob },
      Action: 'kms:Encrypt',
      Resource: `${key}0`,
      Condition: { Null: { 'aws:x': 'false', 'aws:username': 'false' }, Bool: { 'aws:y': 'true' } },
    }),
    {},
    ['Principal', 'Action', 'Resource', 'Null aws:x', 'Bool aws:y'],
    false,
  ],
  [
    'the second of two conditions',
    inKeyPolicy({ Condition: { Null: { 'aws:x': 'true', 'aws:y': 'false' } } }),
    {},
    ['Null aws:y'],
    false,
  ],
];

const id = 'AIDACKCEVSQ6C2EXAMPLE';
const byId = inKeyPolicy({ Principal: { AWS: id } });
const uniqueIds: Row[] = [
  ['a unique id that is not given', byId, {}, ['Principal'], false],
  ['the unique id of the caller', byId, { context: { 'aws:userid': id } }, [], true],
  ['of its session', byId, { context: { 'aws:userid': `${id}:one` } }, [], true],
  ['with more behind', byId, { context: { 'aws:userid': `${id}X` } }, ['Principal'], false],
  ['with more before', byId, { context: { 'aws:userid': `X${id}` } }, ['Principal'], false],
];

const unreached: Row[] = [
  [
    'an RCP and a service-linked role',
    { resourceControlPolicies: [[document(statement('Deny', { Principal: '*' }))]] },
    { principal: linked },
    [],
    false,
  ],
  [
    'an RCP and RetireGrant',
    { resourceControlPolicies: [[document(statement('Deny', { Principal: '*' }))]] },
    { action: 'kms:RetireGrant' },
    [],
    false,
  ],
  [
    'an endpoint policy and a call that does not come through it',
    { vpcEndpointPolicy: document(statement('Allow', { Principal: '*' })) },
    {},
    [],
    false,
  ],
  [
    'an endpoint policy and a call that does',
    { vpcEndpointPolicy: document(statement('Allow', { Principal: '*' })) },
    { vpcEndpoint: 'vpce-1' },
    [],
    true,
  ],
  [
    'a key policy and an action that only IAM decides',
    inKeyPolicy({}),
    { action: 'kms:ListKeys', resource: '*' },
    [],
    false,
  ],
  [
    'a session policy and a service',
    { sessionPolicies: [document(statement('Allow'))] },
    { principal: { service: 'cloudtrail.amazonaws.com' } },
    [],
    false,
  ],
];

describe.each([
  ['elements', elements],
  ['unique ids', uniqueIds],
  ['all clauses hold, and yet', unreached],
])('a statement: %s', (_, rows) => {
  test.each(rows)('%s', (_story, policies, request, failing, applies) => {
    const { statements } = trace(compilePolicySet(policies), { ...decrypt, ...request });
    expect(statements).toHaveLength(1);
    const { clauses, ...traced } = statements[0]!;
    const failed = clauses.filter(({ holds }) => !holds).map(({ clause }) => nameOf(clause));
    expect([failed, traced.applies]).toEqual([failing, applies]);
  });
});

test('a statement says where it stands, and what each clause was asked of', () => {
  const condition = { Condition: { StringEquals: { 'aws:username': 'alice', 'aws:x': 'y' } } };
  const policies = compilePolicySet({
    serviceControlPolicies: [[], [document(statement('Allow', condition))]],
  });
  const [traced] = trace(policies, decrypt).statements;
  const clauses = policies.statements[0]!.statement.clauses;
  expect(clauses.map(({ kind }) => kind)).toEqual(['Action', 'Resource', 'Condition', 'Condition']);
  expect(traced).toEqual({
    source: policies.statements[0]!.source,
    layer: 'scp',
    level: 1,
    effect: 'Allow',
    applies: false,
    clauses: [
      { clause: clauses[0], holds: true, origin: { kind: 'request' } },
      { clause: clauses[1], holds: true, origin: { kind: 'request' } },
      {
        clause: clauses[2],
        holds: true,
        origin: { kind: 'derived', from: 'principal' },
        requestValue: 'alice',
      },
      { clause: clauses[3], holds: false, origin: { kind: 'absent' } },
    ],
  });
});

test('statements come in the order of their layers', () => {
  const one = document(statement('Allow'));
  const other = document(statement('Allow', { Principal: '*' }));
  const { statements } = trace(
    compilePolicySet({
      identityPolicies: [one, one],
      resourcePolicy: other,
      sessionPolicies: [one],
      permissionsBoundary: one,
      vpcEndpointPolicy: other,
      serviceControlPolicies: [[one], [one]],
      resourceControlPolicies: [[document(statement('Deny', { Principal: '*' }))]],
    }),
    decrypt,
  );
  const places = statements.map(({ layer, level, source }): [Layer, number, string] => [
    layer,
    level,
    source.policy,
  ]);
  expect(places).toEqual([
    ['rcp', 0, 'resourceControlPolicies[0][0]'],
    ['scp', 0, 'serviceControlPolicies[0][0]'],
    ['scp', 1, 'serviceControlPolicies[1][0]'],
    ['vpc-endpoint', 0, 'vpcEndpointPolicy'],
    ['boundary', 0, 'permissionsBoundary'],
    ['session', 0, 'sessionPolicies[0]'],
    ['resource', 0, 'resourcePolicy'],
    ['identity', 0, 'identityPolicies[0]'],
    ['identity', 0, 'identityPolicies[1]'],
  ]);
});

describe('one call after another', () => {
  // As many conditions as a statement remembers, and one more; each on a key of its own.
  const conditions = (count: number) => ({
    Condition: {
      StringEqualsIfExists: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`aws:PrincipalTag/${at}`, 'yes']),
      ),
    },
  });
  const policies: PolicySetInput = {
    resourcePolicy: document(
      ...[0, 1, 2, 3, 4, 5, 6].map((count) =>
        statement('Allow', { Principal: { AWS: [alice, root] }, ...conditions(count) }),
      ),
      statement('Deny', { Principal: { AWS: bob }, Action: 'kms:Encrypt', ...conditions(2) }),
    ),
    identityPolicies: [document(statement('Allow', { Resource: key, ...conditions(5) }))],
  };
  const tags = (yes: number, no: number) =>
    Object.fromEntries(
      Array.from({ length: 7 }, (_, at) => [
        String(at),
        at < yes ? ['yes'] : at < yes + no ? ['no'] : [],
      ]).flatMap(([at, values]) => (values as string[]).map((value) => [at, value])),
    );
  const requests: AccessRequestInput[] = [alice, bob, outsider].flatMap((user) =>
    ['kms:Decrypt', 'kms:Encrypt'].flatMap((action) =>
      [0, 1, 3, 4, 5, 7].flatMap((yes) =>
        [0, 1, 2].map((no) => ({
          principal: { user, tags: tags(yes, no) },
          action,
          resource: key,
        })),
      ),
    ),
  );

  test('what is remembered of one does not show in the next', () => {
    const shared = compilePolicySet(policies);
    for (const request of [...requests, ...[...requests].reverse()]) {
      expect(trace(shared, request)).toEqual(trace(compilePolicySet(policies), request));
    }
  });

  test('what does not depend on the context is remembered', () => {
    const shared = compilePolicySet(policies);
    const statementOf = (at: number, request: AccessRequestInput) =>
      trace(shared, request).statements[at];
    // Statements with no, with four and with five conditions.
    expect(statementOf(0, decrypt)).toBe(statementOf(0, decrypt));
    expect(statementOf(4, decrypt)).toBe(statementOf(4, decrypt));
    expect(statementOf(5, decrypt)).not.toBe(statementOf(5, decrypt));
    expect(statementOf(0, decrypt)).not.toBe(statementOf(0, { ...decrypt, principal: outsider }));
  });

  test('the decision, and what it was asked of', () => {
    const shared = compilePolicySet(policies);
    for (const request of requests) {
      const { decision, principal, crossAccount, resourceAccount } = trace(shared, request);
      expect(decision).toEqual(decide(shared, request));
      const { user } = request.principal as { user: string };
      expect(principal.arn).toBe(user);
      expect([crossAccount, resourceAccount]).toEqual([user === outsider, account]);
    }
  });

  test('a request without an owner, in the spelling of AWS', () => {
    const traced = trace(compilePolicySet({}), {
      principal: alice,
      action: 'KMS:listkeys',
      resource: '*',
    });
    expect(traced).toMatchObject({ action: 'kms:ListKeys', resource: '*', crossAccount: false });
    expect('resourceAccount' in traced).toBe(false);
    expect([traced.statements, traced.grants]).toEqual([[], []]);
  });
});

describe('a grant', () => {
  const other = key.replace(/.$/, '0');
  const wanted = { EncryptionContextEquals: { App: 'billing' } };
  const rows: [
    story: string,
    grant: Partial<Grant>,
    request: Partial<AccessRequestInput>,
    failing: GrantCheck['check'][],
  ][] = [
    ['that applies', {}, {}, []],
    ['for the key by its ARN', { KeyId: key }, {}, []],
    ['for the key by its id', { KeyId: key.split('/')[1]! }, {}, []],
    ['for another key', { KeyId: other }, {}, ['key']],
    ['for another key by its id', { KeyId: other.split('/')[1]! }, {}, ['key']],
    [
      'for a key, and a call without one',
      { KeyId: key.split('/')[1]! },
      { action: 'kms:ListKeys', resource: '*' },
      ['key', 'operation'],
    ],
    ['to someone else', { GranteePrincipal: bob }, {}, ['grantee']],
    ['to nobody', { GranteePrincipal: undefined as never }, {}, ['grantee']],
    ['for another operation', { Operations: ['Encrypt'] }, {}, ['operation']],
    ['with a constraint that is not met', { Constraints: wanted }, {}, ['constraint']],
    [
      'with one that is',
      { Constraints: wanted },
      { context: { 'kms:EncryptionContext:App': 'billing' } },
      [],
    ],
    ['not visible yet', { visible: false, GrantToken: 't' }, {}, ['visible']],
    ['by its token', { visible: false, GrantToken: 't' }, { grantTokens: ['s', 't'] }, []],
    ['to the account, without IAM', { GranteePrincipal: root }, {}, ['identity']],
    [
      'that lacks everything',
      { KeyId: other, GranteePrincipal: bob, Operations: [], Constraints: wanted, visible: false },
      {},
      ['key', 'grantee', 'operation', 'constraint', 'visible'],
    ],
    [
      'for fewer operations than a child would have',
      { Operations: ['CreateGrant', 'Decrypt'] },
      { action: 'kms:CreateGrant', context: { 'kms:GrantOperations': ['Decrypt', 'Encrypt'] } },
      ['operation'],
    ],
  ];
  const given = { GrantId: 'g1', GranteePrincipal: alice, Operations: ['Decrypt'] };

  test.each(rows)('%s', (_, more, request, failing) => {
    const grant = { ...given, ...more } as Grant;
    const { grants } = trace(compilePolicySet({ grants: [grant] }), { ...decrypt, ...request });
    const [traced] = grants;
    const failed = traced!.checks.filter(({ holds }) => !holds).map(({ check }) => check);
    expect([failed, traced!.applies]).toEqual([failing, failing.length === 0]);
    expect(traced!.grant).toBe(grant);
    expect(traced!.source).toEqual({ kind: 'grant', grantId: 'g1' });
  });

  test('says every check in order, and asks IAM only of a grant to the account', () => {
    const checksOf = (GranteePrincipal: string) =>
      trace(
        compilePolicySet({
          grants: [{ ...given, GranteePrincipal } as Grant],
          identityPolicies: [document(statement('Allow'))],
        }),
        decrypt,
      ).grants[0]!.checks;
    const names = ['key', 'grantee', 'operation', 'constraint', 'visible'];
    expect(checksOf(alice)).toEqual(names.map((check) => ({ check, holds: true })));
    expect(checksOf(root)).toEqual([...names, 'identity'].map((check) => ({ check, holds: true })));
  });
});
