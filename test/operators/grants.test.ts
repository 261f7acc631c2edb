// Grants as ways in: whom, to what, under which constraints, and who may give or retire them.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
import { describe, test } from 'vitest';
import type { RawContextValue, RawGrant, RawPolicySet, RawRequest } from '../reference/shapes.ts';
import {
  account,
  alice,
  document,
  expectAnswer,
  key,
  otherAccount,
  root,
  statement,
} from './ask.ts';

const bob = `arn:aws:iam::${account}:user/bob`;
const outsider = `arn:aws:iam::${otherAccount}:user/alice`;
const role = `arn:aws:iam::${account}:role/Engineering`;
const session = `arn:aws:sts::${account}:assumed-role/Engineering/one`;
const otherKey = key.replace(/.$/, '0');
const trail = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main';
const everything = document(statement('Allow'));
const silent = document(statement('Allow', { Action: 's3:*' }));

type Context = Record<string, RawContextValue>;

function grant(more: Partial<RawGrant> = {}): RawGrant {
  return { GrantId: 'g1', GranteePrincipal: alice, Operations: ['Decrypt'], ...more };
}

function ask(
  grants: RawGrant[],
  request: Partial<RawRequest>,
  answer: string,
  more: RawPolicySet = {},
): void {
  const whole = { principal: alice, action: 'kms:Decrypt', resource: key, ...request };
  expectAnswer({ grants, ...more }, whole, answer);
}

function pairs(encryptionContext: Record<string, string>): Context {
  return Object.fromEntries(
    Object.entries(encryptionContext).map(([name, value]) => [
      `kms:EncryptionContext:${name}`,
      value,
    ]),
  );
}

describe('the encryption context of a call', () => {
  const rows: [
    Pick<
      NonNullable<RawGrant['Constraints']>,
      'EncryptionContextEquals' | 'EncryptionContextSubset'
    >,
    Record<string, string>,
    boolean,
  ][] = [
    [{ EncryptionContextEquals: { App: 'a' } }, { App: 'a' }, true],
    [{ EncryptionContextEquals: { App: 'a' } }, { App: 'a', Tier: 'b' }, false],
    [{ EncryptionContextEquals: { App: 'a', Tier: 'b' } }, { Tier: 'b', App: 'a' }, true],
    [{ EncryptionContextEquals: { App: 'a', Tier: 'b' } }, { App: 'a' }, false],
    [{ EncryptionContextEquals: { App: 'a' } }, { App: 'b' }, false],
    [{ EncryptionContextEquals: { App: 'a' } }, { app: 'a' }, false],
    [{ EncryptionContextEquals: { App: 'a' } }, {}, false],
    [{ EncryptionContextSubset: { App: 'a' } }, { App: 'a' }, true],
    [{ EncryptionContextSubset: { App: 'a' } }, { App: 'a', Tier: 'b' }, true],
    [{ EncryptionContextSubset: { App: 'a', Tier: 'b' } }, { App: 'a' }, false],
    [{ EncryptionContextSubset: { App: 'a' } }, { App: 'A' }, false],
    [{ EncryptionContextSubset: { App: 'a' } }, {}, false],
    [{}, {}, true],
  ];
  test.each(rows)('%j and %j: %s', (Constraints, given, met) => {
    ask(
      [grant({ Constraints })],
      { context: pairs(given) },
      met ? 'allow grant' : 'deny grant-constraint',
    );
  });

  test('binds no operation that has none', () => {
    const Constraints = { EncryptionContextEquals: { App: 'a' } };
    ask(
      [grant({ Constraints, Operations: ['DescribeKey'] })],
      { action: 'kms:DescribeKey' },
      'allow grant',
    );
  });
});

// A grant that is given by right of a grant: the same constraint or a narrower one.
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
describe('a grant that allows CreateGrant', () => {
  const equals = { EncryptionContextEquals: { App: 'a' } };
  const subset = { EncryptionContextSubset: { App: 'a' } };
  const typed = (
    type: RawContextValue,
    given: Record<string, string>,
    name = 'kms:GrantConstraintType',
  ) => ({
    ...pairs(given),
    [name]: type,
  });
  const rows: [parent: RawGrant['Constraints'], child: Context, allowed: boolean, hunts: string][] =
    [
      [undefined, {}, true, 'no constraint'],
      [{}, {}, true, 'an empty constraint'],
      [equals, typed('EncryptionContextEquals', { App: 'a' }), true, 'the same'],
      [equals, typed('EncryptionContextSubset', { App: 'a' }), false, 'a wider kind'],
      [
        equals,
        typed('EncryptionContextSubset', { App: 'a' }, 'KMS:grantConstraintType'),
        false,
        'a wider kind, in another case',
      ],
      [equals, typed('EncryptionContextEquals', { App: 'a', Tier: 'b' }), false, 'another pair'],
      [equals, typed('EncryptionContextEquals', { App: 'b' }), false, 'another value'],
      [equals, {}, false, 'none'],
      [equals, pairs({ App: 'a' }), true, 'the same, of a kind that is not said'],
      [subset, typed('EncryptionContextSubset', { App: 'a' }), true, 'the same subset'],
      [subset, typed('EncryptionContextSubset', { App: 'a', Tier: 'b' }), true, 'a larger subset'],
      [subset, typed('EncryptionContextEquals', { App: 'a', Tier: 'b' }), true, 'a narrower kind'],
      [subset, typed('EncryptionContextSubset', { Tier: 'b' }), false, 'another subset'],
      [subset, {}, false, 'none where a subset is wanted'],
      [{ EncryptionContextEquals: {} }, {}, false, 'none where no pair at all is wanted'],
      [
        { EncryptionContextEquals: {} },
        typed('EncryptionContextEquals', {}),
        true,
        'no pair at all',
      ],
      [{ SourceArn: trail }, { 'kms:GrantConstraintSourceArn': trail }, true, 'the same source'],
      [
        { SourceArn: trail },
        { 'kms:GrantConstraintSourceArn': `${trail}2` },
        false,
        'another source',
      ],
      [{ SourceArn: trail }, {}, false, 'no source'],
      [equals, typed(['EncryptionContextSubset'], { App: 'a' }), false, 'a kind in a list'],
      [equals, typed(null, { App: 'a' }), true, 'a kind that is null is not said'],
      [undefined, { 'kms:GrantConstraintSourceArn': trail }, true, 'a source of its own'],
      [
        { ...subset, SourceArn: trail },
        { 'kms:GrantConstraintSourceArn': trail },
        false,
        'the source alone',
      ],
    ];
  test.each(rows)('%j and a child of %j: %s (%s)', (Constraints, context, allowed) => {
    const parent = grant({
      Operations: ['CreateGrant', 'Decrypt'],
      ...(Constraints && { Constraints }),
    });
    ask(
      [parent],
      { action: 'kms:CreateGrant', context },
      allowed ? 'allow grant' : 'deny grant-constraint',
    );
  });

  const operations: [wanted: RawContextValue, allowed: boolean][] = [
    [['Decrypt'], true],
    ['Decrypt', true],
    [['CreateGrant', 'Decrypt'], true],
    [['Decrypt', 'Encrypt'], false],
    ['Encrypt', false],
    [[], true],
    [null, true],
  ];
  test.each(operations)('a child for %j: %s', (wanted, allowed) => {
    for (const name of ['kms:GrantOperations', 'KMS:grantoperations']) {
      ask(
        [grant({ Operations: ['CreateGrant', 'Decrypt'] })],
        { action: 'kms:CreateGrant', context: { 'kms:Other': 'x', [name]: wanted } },
        allowed ? 'allow grant' : 'deny grant-constraint',
      );
    }
  });

  test('says nothing of the operations of other calls', () => {
    ask([grant()], { context: { 'kms:GrantOperations': ['Encrypt'] } }, 'allow grant');
  });
});

describe('the source of a service’s call', () => {
  const service = 'cloudtrail.amazonaws.com';
  const toService = grant({
    GranteePrincipal: undefined as never,
    GranteeServicePrincipal: service,
    Constraints: { SourceArn: trail },
  });
  const rows: [RawRequest['principal'], string][] = [
    [{ service, sourceArn: trail }, 'allow grant'],
    [{ service, sourceArn: `${trail}2` }, 'deny grant-constraint'],
    [{ service }, 'deny grant-constraint'],
    [{ service: 'sns.amazonaws.com', sourceArn: trail }, 'deny not-delegated'],
  ];
  test.each(rows)('%j: %s', (principal, answer) => ask([toService], { principal }, answer));

  test('is not asked where the grant names none', () => {
    const principal = { service, sourceArn: trail };
    ask([{ ...toService, Constraints: {} }], { principal }, 'allow grant');
  });

  test('is asked of services alone', () => {
    ask([grant({ Constraints: { SourceArn: trail } })], {}, 'allow grant');
  });
});

describe('which grant lets in', () => {
  const rows: [
    story: string,
    grants: RawGrant[],
    request: Partial<RawRequest>,
    answer: string,
    more?: RawPolicySet,
  ][] = [
    ['none', [], {}, 'deny not-delegated'],
    [
      'the second, where the first is for someone else',
      [grant({ GranteePrincipal: bob }), grant({ GrantId: 'g2' })],
      {},
      'allow grant',
    ],
    [
      'the second, where the first has a constraint',
      [grant({ Constraints: { EncryptionContextEquals: { App: 'a' } } }), grant()],
      {},
      'allow grant',
    ],
    [
      'one to the role, for its session',
      [grant({ GranteePrincipal: role })],
      { principal: session },
      'allow grant',
    ],
    [
      'one to another session, for none',
      [grant({ GranteePrincipal: `${session}2` })],
      { principal: session },
      'deny not-delegated',
    ],
    ['one for the key by its id', [grant({ KeyId: key.split('/')[1]! })], {}, 'allow grant'],
    ['one for another key, for none', [grant({ KeyId: otherKey })], {}, 'deny not-delegated'],
    [
      'one that is not visible, by its token',
      [grant({ visible: false, GrantToken: 't' })],
      { grantTokens: ['t'] },
      'allow grant',
    ],
    [
      'one that is not visible, not by another token',
      [grant({ visible: false, GrantToken: 't' })],
      { grantTokens: ['s'] },
      'deny not-delegated',
    ],
    [
      'one that is not visible and has no token',
      [grant({ visible: false })],
      { grantTokens: ['t'] },
      'deny not-delegated',
    ],
    [
      'one to the account, with IAM',
      [grant({ GranteePrincipal: root })],
      {},
      'allow grant',
      { identityPolicies: [everything] },
    ],
    [
      'one to the account, without IAM',
      [grant({ GranteePrincipal: root })],
      {},
      'deny no-identity-allow',
    ],
    [
      'one to the account with a constraint, without IAM',
      [grant({ GranteePrincipal: root, Constraints: { EncryptionContextEquals: { App: 'a' } } })],
      {},
      'deny not-delegated',
    ],
    [
      'one to the account with a constraint, with IAM',
      [grant({ GranteePrincipal: root, Constraints: { EncryptionContextEquals: { App: 'a' } } })],
      {},
      'deny grant-constraint',
      { identityPolicies: [everything] },
    ],
    ['within a boundary', [grant()], {}, 'allow grant', { permissionsBoundary: everything }],
    ['not beyond a boundary', [grant()], {}, 'deny boundary', { permissionsBoundary: silent }],
    [
      'not beyond a session policy',
      [grant({ GranteePrincipal: role })],
      { principal: session },
      'deny session-policy',
      { sessionPolicies: [silent] },
    ],
    [
      'to another account',
      [grant({ GranteePrincipal: outsider })],
      { principal: outsider },
      'allow grant',
    ],
    [
      'to another account, beyond its boundary',
      [grant({ GranteePrincipal: outsider })],
      { principal: outsider },
      'deny boundary',
      { permissionsBoundary: silent },
    ],
    [
      'to an account as such, without its IAM',
      [grant({ GranteePrincipal: otherAccount })],
      { principal: outsider },
      'deny no-caller-account-allow',
    ],
  ];
  test.each(rows)('%s', (_, grants, request, answer, more) => ask(grants, request, answer, more));
});

// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
describe('who may retire a grant', () => {
  const retire = { action: 'kms:RetireGrant' };
  const ofAlice = grant({ GranteePrincipal: bob, RetiringPrincipal: alice });
  const toAccount = grant({
    GranteePrincipal: bob,
    RetiringPrincipal: `arn:aws:iam::${otherAccount}:root`,
  });
  const iam = { identityPolicies: [everything] };
  const rows: [
    story: string,
    grants: RawGrant[],
    request: Partial<RawRequest>,
    answer: string,
    more?: RawPolicySet,
  ][] = [
    ['its retiring principal', [ofAlice], {}, 'allow grant'],
    [
      'its retiring principal, beyond a boundary',
      [ofAlice],
      {},
      'allow grant',
      { permissionsBoundary: silent },
    ],
    [
      'a grantee who was given RetireGrant',
      [grant({ Operations: ['RetireGrant'] })],
      {},
      'allow grant',
    ],
    ['no grantee who was not', [grant()], {}, 'deny no-identity-allow'],
    [
      'its retiring service',
      [grant({ GranteePrincipal: bob, RetiringServicePrincipal: 'cloudtrail.amazonaws.com' })],
      { principal: { service: 'cloudtrail.amazonaws.com' } },
      'allow grant',
    ],
    ['whom its id names', [ofAlice], { grantId: 'g1' }, 'allow grant'],
    ['nobody whom another id names', [ofAlice], { grantId: 'g2' }, 'deny no-identity-allow'],
    [
      'whom its token names',
      [{ ...ofAlice, GrantToken: 't' }],
      { grantTokens: ['t'] },
      'allow grant',
    ],
    [
      'nobody whom another token names',
      [{ ...ofAlice, GrantToken: 't' }],
      { grantTokens: ['s'] },
      'deny no-identity-allow',
    ],
    [
      'nobody by a token that it does not have',
      [ofAlice],
      { grantTokens: ['t'] },
      'deny no-identity-allow',
    ],
    [
      'anybody it names where no token is brought',
      [{ ...ofAlice, GrantToken: 't' }],
      { grantTokens: [] },
      'allow grant',
    ],
    [
      'by id, whatever the tokens',
      [{ ...ofAlice, GrantToken: 't' }],
      { grantId: 'g1', grantTokens: ['s'] },
      'allow grant',
    ],
    [
      'nobody while it is not visible',
      [{ ...ofAlice, visible: false }],
      {},
      'deny no-identity-allow',
    ],
    ['nobody on another key', [{ ...ofAlice, KeyId: otherKey }], {}, 'deny no-identity-allow'],
    ['the account by its IAM', [ofAlice], { principal: bob }, 'allow identity-policy', iam],
    [
      'the account by its IAM, within a boundary',
      [ofAlice],
      { principal: bob },
      'deny boundary',
      { ...iam, permissionsBoundary: silent },
    ],
    [
      'the account by its IAM, within a session policy',
      [ofAlice],
      { principal: session },
      'deny session-policy',
      { ...iam, sessionPolicies: [silent] },
    ],
    ['the account’s root user', [], { principal: root }, 'allow implicit-trust'],
    [
      'no other account by its IAM',
      [ofAlice],
      { principal: outsider },
      'deny no-key-account-allow',
      iam,
    ],
    [
      'a retiring principal of another account',
      [{ ...ofAlice, RetiringPrincipal: outsider }],
      { principal: outsider },
      'allow grant',
    ],
    [
      'another account that is its retiring principal, by IAM',
      [toAccount],
      { principal: outsider },
      'allow grant',
      iam,
    ],
    ['not without IAM', [toAccount], { principal: outsider }, 'deny no-caller-account-allow'],
    [
      'not beyond a boundary there',
      [toAccount],
      { principal: outsider },
      'deny boundary',
      { ...iam, permissionsBoundary: silent },
    ],
  ];
  test.each(rows)('%s', (_, grants, request, answer, more) =>
    ask(grants, { ...retire, ...request }, answer, more),
  );
});
