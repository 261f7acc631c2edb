// Every form of Principal: whom it names, and what limits an Allow that names the caller so.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
import { describe, test } from 'vitest';
import type { PrincipalJson, RawPolicySet, RawPrincipal } from '../reference/shapes.ts';
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

const role = `arn:aws:iam::${account}:role/Engineering`;
const session = `arn:aws:sts::${account}:assumed-role/Engineering/alice`;
const federated = `arn:aws:sts::${account}:federated-user/alice`;
const service = 'cloudtrail.amazonaws.com';

const callers: Record<string, RawPrincipal> = {
  user: alice,
  'another user': `arn:aws:iam::${account}:user/bob`,
  'a user with a path': `arn:aws:iam::${account}:user/team/alice`,
  session,
  'another session': session.replace(/alice$/, 'bob'),
  'an unnamed session': role,
  'a session of a role with a path': {
    role: `arn:aws:iam::${account}:role/team/Engineering`,
    sessionName: 'alice',
  },
  'federated user': federated,
  'federated user of alice': { federatedUser: federated, user: alice },
  root: { root: account },
  service: { service },
  'another service': { service: 'sns.amazonaws.com' },
};
const ofAccount = Object.keys(callers).filter((name) => !name.includes('service'));

// Whom a Deny with this Principal denies.
const named: [string, PrincipalJson, string[]][] = [
  ['the account id', { AWS: account }, ofAccount],
  ['the root ARN', { AWS: root }, ofAccount],
  ['another account', { AWS: otherAccount }, []],
  ['a user', { AWS: alice }, ['user', 'federated user of alice']],
  ['a role', { AWS: role }, ['session', 'another session', 'an unnamed session']],
  ['a session', { AWS: session }, ['session', 'a session of a role with a path']],
  ['a federated user', { AWS: federated }, ['federated user', 'federated user of alice']],
  ['a service', { Service: service }, ['service']],
  ['everyone', '*', Object.keys(callers)],
  ['everyone, in a list', { AWS: ['*'] }, Object.keys(callers)],
  ['a unique id', { AWS: 'AIDAEXAMPLE11112222' }, []],
  [
    'a list',
    { AWS: [alice, role], Service: [service] },
    [
      'user',
      'federated user of alice',
      'session',
      'another session',
      'an unnamed session',
      'service',
    ],
  ],
];

describe('whom a Principal names', () => {
  const cases = named.flatMap(([form, principal, denied]) =>
    Object.entries(callers).map(([name, caller]) => ({
      form,
      name,
      principal,
      caller,
      answer: denied.includes(name) ? 'deny explicit-deny' : 'allow key-policy',
    })),
  );
  test.each(cases)('$form and $name: $answer', ({ principal, caller, answer }) => {
    const resourcePolicy = document(
      statement('Allow', { Principal: '*' }),
      statement('Deny', { Principal: principal }),
    );
    expectAnswer(
      { resourcePolicy },
      { principal: caller, action: 'kms:Decrypt', resource: key },
      answer,
    );
  });
});

const silent = document(statement('Allow', { Action: 's3:*' }));
const allowing = document(statement('Allow'));

// What the key policy's Allow is limited by: an identity policy, a boundary, a session policy that is silent.
const paths: [
  string,
  RawPrincipal,
  PrincipalJson,
  Record<'identity' | 'boundary' | 'session', string>,
][] = [
  ['a user ARN', alice, { AWS: alice }, free('key-policy')],
  [
    'a role ARN',
    session,
    { AWS: role },
    { identity: 'allow key-policy', boundary: 'deny boundary', session: 'deny session-policy' },
  ],
  ['a session ARN', session, { AWS: session }, free('key-policy')],
  ['a federated user ARN', federated, { AWS: federated }, free('key-policy')],
  ['everyone', session, '*', free('key-policy')],
  [
    'the account',
    session,
    { AWS: root },
    {
      identity: 'deny no-identity-allow',
      boundary: 'deny boundary',
      session: 'deny session-policy',
    },
  ],
  ['the account, for its root user', { root: account }, { AWS: root }, free('key-policy')],
];

function free(reason: string): Record<'identity' | 'boundary' | 'session', string> {
  return { identity: `allow ${reason}`, boundary: `allow ${reason}`, session: `allow ${reason}` };
}

describe('what limits an Allow in the key policy', () => {
  test.each(paths)('%s', (_, principal, name, answers) => {
    const resourcePolicy = document(statement('Allow', { Principal: name }));
    const request = { principal, action: 'kms:Decrypt', resource: key };
    const identity: RawPolicySet = { resourcePolicy, identityPolicies: [silent] };
    const allowed: RawPolicySet = { resourcePolicy, identityPolicies: [allowing] };
    expectAnswer(identity, request, answers.identity);
    expectAnswer({ ...allowed, permissionsBoundary: silent }, request, answers.boundary);
    expectAnswer({ ...allowed, sessionPolicies: [silent] }, request, answers.session);
  });

  const ofAlice = { federatedUser: federated, user: alice };
  const byUser = document(statement('Allow', { Principal: { AWS: alice } }));
  const request = { principal: ofAlice, action: 'kms:Decrypt', resource: key };

  test('a user ARN does not spare the federated user of that user a session policy', () => {
    expectAnswer({ resourcePolicy: byUser }, request, 'deny session-policy');
    expectAnswer(
      { resourcePolicy: byUser, sessionPolicies: [silent] },
      request,
      'deny session-policy',
    );
    expectAnswer(
      { resourcePolicy: byUser, sessionPolicies: [allowing] },
      request,
      'allow key-policy',
    );
  });

  test('a federated user without a session policy has nothing of the user’s identity policies', () => {
    const resourcePolicy = document(statement('Allow', { Principal: { AWS: root } }));
    const set = { resourcePolicy, identityPolicies: [allowing] };
    expectAnswer(set, request, 'deny session-policy');
    expectAnswer({ ...set, sessionPolicies: [allowing] }, request, 'allow identity-policy');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
describe('whom a Deny with NotPrincipal leaves alone', () => {
  const rows: [string, string[], RawPrincipal, boolean][] = [
    ['the user and the account', [alice, root], alice, true],
    ['the user and the account id', [alice, account], alice, true],
    ['the user without the account', [alice], alice, false],
    ['the account without the user', [root], alice, false],
    ['another user of the account', [alice, root], `arn:aws:iam::${account}:user/bob`, false],
    ['the session, the role and the account', [session, role, root], session, true],
    [
      'another session than the one listed',
      [session, role, root],
      session.replace(/alice$/, 'bob'),
      false,
    ],
    ['the role and the account', [role, root], session, true],
    ['the session and the account without the role', [session, root], session, false],
    ['the role without the account', [role], session, false],
    ['the account, for its root user', [root], { root: account }, true],
    ['nobody of this account', [`arn:aws:iam::${otherAccount}:root`], alice, false],
  ];
  const policy = (listed: string[]): Record<string, unknown> =>
    document(
      statement('Allow', { Principal: '*' }),
      statement('Deny', { NotPrincipal: { AWS: listed } }),
    );

  test.each(rows)('%s', (_, listed, principal, alone) => {
    const request = { principal, action: 'kms:Decrypt', resource: key };
    const answer = alone ? 'allow key-policy' : 'deny explicit-deny';
    expectAnswer({ resourcePolicy: policy(listed) }, request, answer);
  });

  test('nobody who has a permissions boundary, whatever is listed', () => {
    const request = { principal: alice, action: 'kms:Decrypt', resource: key };
    const set = { resourcePolicy: policy([alice, root]), permissionsBoundary: allowing };
    expectAnswer(set, request, 'deny explicit-deny');
  });

  test('a service that is listed', () => {
    const resourcePolicy = document(
      statement('Allow', { Principal: { Service: [service, 'sns.amazonaws.com'] } }),
      statement('Deny', { NotPrincipal: { Service: service } }),
    );
    const ask = (name: string, answer: string): void =>
      expectAnswer(
        { resourcePolicy },
        { principal: { service: name }, action: 'kms:Decrypt', resource: key },
        answer,
      );
    ask(service, 'allow key-policy');
    ask('sns.amazonaws.com', 'deny explicit-deny');
  });
});
