// What a policy set is made of: documents in their layers, and what is kept of each.
import { describe, expect, test } from 'vitest';
import { compilePolicySet, withGrants } from '../../src/engine/compile.ts';
import { decide } from '../../src/engine/decide.ts';
import { PolicyError } from '../../src/engine/errors.ts';
import type { GrantInput, PolicySetInput } from '../../src/engine/policy-set.ts';
import { trace } from '../../src/engine/trace.ts';
import type { Clause, Policy, PolicyType } from '../../src/model/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { account, alice, document, key, root, statement } from '../operators/ask.ts';

const role = `arn:aws:iam::${account}:role/Engineering`;
const session = `arn:aws:sts::${account}:assumed-role/Engineering/one`;
const decrypt = { principal: alice, action: 'kms:Decrypt', resource: key };
const everyone = { Principal: '*' } as const;
const allow = document(statement('Allow'));
const anyone = document(statement('Allow', everyone));
const silent = document(statement('Allow', { Action: 's3:*' }));
const denyAnyone = document(statement('Deny', everyone));
const byRole = document(statement('Allow', { Principal: { AWS: role } }));

function answer(policies: PolicySetInput, request: Parameters<typeof decide>[1] = decrypt): string {
  const { verdict, reason } = decide(compilePolicySet(policies), request);
  return `${verdict} ${reason}`;
}

describe('each document is read as what it serves as', () => {
  const rows: [policies: PolicySetInput, type: PolicyType, name: string][] = [
    [
      { resourceControlPolicies: [[], [denyAnyone]] },
      'resource-control-policy',
      'resourceControlPolicies[1][0]',
    ],
    [
      { serviceControlPolicies: [[allow]] },
      'service-control-policy',
      'serviceControlPolicies[0][0]',
    ],
    [{ vpcEndpointPolicy: anyone }, 'vpc-endpoint-policy', 'vpcEndpointPolicy'],
    [{ permissionsBoundary: allow }, 'permissions-boundary', 'permissionsBoundary'],
    [{ sessionPolicies: [allow] }, 'session-policy', 'sessionPolicies[0]'],
    [{ resourcePolicy: anyone }, 'key-policy', 'resourcePolicy'],
    [{ identityPolicies: [allow] }, 'identity-policy', 'identityPolicies[0]'],
  ];
  test.each(rows)('%j', (policies, type, name) => {
    const { policies: read, statements } = compilePolicySet(policies);
    expect(read.map((policy) => [policy.type, policy.name])).toEqual([[type, name]]);
    expect(statements.map(({ source }) => source)).toStrictEqual([
      { kind: 'statement', policy: name, type, statement: 0 },
    ]);
  });

  test('a statement says where it was read', () => {
    const text = JSON.stringify(document({ ...statement('Allow'), Sid: 'All' }));
    const read = parsePolicy(text, { type: 'identity-policy', name: 'app', file: 'app.json' });
    const [only] = compilePolicySet({ identityPolicies: [read.policy!] }).statements;
    expect(only!.source).toStrictEqual({
      kind: 'statement',
      policy: 'app',
      type: 'identity-policy',
      statement: 0,
      sid: 'All',
      file: 'app.json',
      span: only!.statement.span,
    });
    expect(only!.statement.span).toBeDefined();
    expect(Object.isFrozen(only!.source)).toBe(true);
  });
});

describe('a document that is wrong', () => {
  const wrong = document({ ...statement('Allow'), Effect: 'allow' as never });

  test('is refused, with the problems of all documents', () => {
    const input = { identityPolicies: [allow, wrong], permissionsBoundary: wrong };
    const thrown = (() => {
      try {
        return compilePolicySet(input);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(PolicyError);
    const codes = (thrown as PolicyError).diagnostics.map(({ code }) => code);
    expect(codes.filter((code) => code === 'invalid-effect')).toHaveLength(2);
  });

  test('only in part is compiled, and its warnings are kept', () => {
    const inert = document({ Effect: 'Allow', Principal: '*', Action: 'kms:*' });
    const { diagnostics, statements } = compilePolicySet({ resourcePolicy: inert });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toContainEqual([
      'ineffective-statement',
      'warning',
    ]);
    expect(statements).toHaveLength(1);
  });
});

test('of nothing is a set of nothing', () => {
  const { policies, statements, grants, diagnostics } = compilePolicySet({});
  expect({ policies, statements, grants, diagnostics }).toEqual({
    policies: [],
    statements: [],
    grants: [],
    diagnostics: [],
  });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
test('a statement without Resource speaks of other resources, but of no key', () => {
  const text = JSON.stringify(
    document(
      { Effect: 'Allow', Principal: '*', Action: ['kms:Encrypt'], Resource: '*' },
      { Effect: 'Allow', Principal: '*', Action: ['kms:Decrypt', 's3:*'] },
    ),
  );
  const { policy } = parsePolicy(text, { type: 'resource-policy', name: 'any' });
  const asked = (action: string, resource: string) =>
    answer({ resourcePolicy: policy! }, { principal: 'anonymous', action, resource });
  const service = { principal: 'cloudtrail.amazonaws.com', resource: key };
  expect(asked('s3:GetObject', 'arn:aws:s3:::bucket/a')).toBe('allow implicit-trust');
  expect(answer({ resourcePolicy: policy! }, { ...service, action: 'kms:Encrypt' })).toBe(
    'allow key-policy',
  );
  expect(answer({ resourcePolicy: policy! }, { ...service, action: 'kms:Decrypt' })).toBe(
    'deny not-delegated',
  );
});

describe('a layer that is not there limits nothing', () => {
  const rows: [story: string, policies: PolicySetInput, answer: string][] = [
    ['no boundary', {}, 'allow key-policy'],
    ['a boundary', { permissionsBoundary: silent }, 'deny boundary'],
    ['no session policy in the list', { sessionPolicies: [] }, 'allow key-policy'],
    ['a session policy', { sessionPolicies: [silent] }, 'deny session-policy'],
    ['no level of service control policies', { serviceControlPolicies: [] }, 'allow key-policy'],
    ['a level without one', { serviceControlPolicies: [[]] }, 'deny scp'],
    ['a second level without one', { serviceControlPolicies: [[allow], []] }, 'deny scp'],
    ['a second level that is silent', { serviceControlPolicies: [[allow], [silent]] }, 'deny scp'],
    [
      'a level of resource control policies without one',
      { resourceControlPolicies: [[]] },
      'allow key-policy',
    ],
    ['a policy of the endpoint', { vpcEndpointPolicy: byRole }, 'allow key-policy'],
    [
      'another policy of the endpoint',
      { vpcEndpointPolicy: document(statement('Allow', { ...everyone, Action: 's3:*' })) },
      'deny vpc-endpoint',
    ],
  ];
  test.each(rows)('%s', (_, policies, expected) => {
    const request = { ...decrypt, principal: session, vpcEndpoint: 'vpce-1' };
    expect(answer({ resourcePolicy: byRole, ...policies }, request)).toBe(expected);
  });
});

// The parser never makes such policies of documents, but a policy need not come from the parser.
describe('a statement made by hand', () => {
  function made(
    type: PolicyType,
    text: object,
    change: (clauses: readonly Clause[]) => readonly Clause[],
  ): Policy {
    const { policy } = parsePolicy(JSON.stringify(text), { type, name: type });
    return {
      ...policy!,
      statements: policy!.statements.map((one) => ({ ...one, clauses: change(one.clauses) })),
    };
  }
  const without = (kind: Clause['kind']) => (clauses: readonly Clause[]) =>
    clauses.filter((clause) => clause.kind !== kind);
  const policies = (
    change: (clauses: readonly Clause[]) => readonly Clause[],
  ): [string, PolicySetInput, string][] => [
    ['key policy', { resourcePolicy: made('key-policy', anyone, change) }, 'not-delegated'],
    [
      'identity policy',
      {
        resourcePolicy: document(statement('Allow', { Principal: { AWS: root } })),
        identityPolicies: [made('identity-policy', allow, change)],
      },
      'no-identity-allow',
    ],
    [
      'endpoint policy',
      { resourcePolicy: anyone, vpcEndpointPolicy: made('vpc-endpoint-policy', anyone, change) },
      'vpc-endpoint',
    ],
  ];
  const elements = (['Action', 'Resource'] as const).flatMap((kind) =>
    policies(without(kind)).map(([type, set, reason]) => ({ kind, type, set, reason })),
  );
  const principals = policies(without('Principal'))
    .filter(([type]) => type !== 'identity policy')
    .map(([type, set, reason]) => ({ kind: 'Principal', type, set, reason }));

  test.each([...elements, ...principals])(
    'without $kind in a $type has no effect',
    ({ set, reason }) => {
      expect(answer(set, { ...decrypt, vpcEndpoint: 'vpce-1' })).toBe(`deny ${reason}`);
    },
  );

  test('of a resource control policy without Principal denies nobody', () => {
    const rcp = made('resource-control-policy', denyAnyone, without('Principal'));
    expect(answer({ resourcePolicy: anyone, resourceControlPolicies: [[rcp]] })).toBe(
      'allow key-policy',
    );
  });

  // AWS refuses NotPrincipal with Allow. Who is exempt only in part is not let in by it.
  test.each([
    [[alice.replace('alice', 'bob'), root], 'allow key-policy'],
    [[alice, root], 'deny not-delegated'],
    [[alice], 'deny not-delegated'],
  ])('that allows all but %j: %s', (names, expected) => {
    const text = document(statement('Deny', { NotPrincipal: { AWS: names } }));
    const { statements, ...policy } = made('key-policy', text, (clauses) => clauses);
    const allowing = statements.map((one) => ({ ...one, effect: 'Allow' as const }));
    expect(answer({ resourcePolicy: { ...policy, statements: allowing } })).toBe(expected);
  });
});

describe('what a set knows of callers, actions and resources', () => {
  const set = compilePolicySet({ resourcePolicy: byRole, identityPolicies: [allow] });

  test('is worked out once', () => {
    expect(set.callerOf(alice)).toBe(set.callerOf(alice));
    expect(set.callerOf({ user: alice })).toBe(set.callerOf({ user: alice }));
    expect(set.callerOf({ user: alice })).not.toBe(set.callerOf({ user: alice, mfa: true }));
    expect(set.actionOf('kms:Decrypt')).toBe(set.actionOf('kms:Decrypt'));
    expect(set.resourceOf(key)).toBe(set.resourceOf(key));
  });

  test('is the action in the spelling of AWS, and what it can have', () => {
    const told = ({ name, service, trust, resources, kms }: ReturnType<typeof set.actionOf>) => ({
      name,
      service,
      trust,
      resources,
      kms: kms?.name,
    });
    expect(told(set.actionOf('KMS:decrypt'))).toEqual({
      name: 'kms:Decrypt',
      service: 'kms',
      trust: 'explicit',
      resources: 1,
      kms: 'Decrypt',
    });
    expect(told(set.actionOf('kms:CreateAlias'))).toMatchObject({ resources: 3 });
    expect(told(set.actionOf('kms:ListKeys'))).toMatchObject({ resources: 4 });
    expect(told(set.actionOf('S3:GetObject'))).toEqual({
      name: 'S3:GetObject',
      service: 's3',
      trust: 'implicit',
      resources: 15,
      kms: undefined,
    });
    expect(told(set.actionOf('sts:AssumeRole'))).toMatchObject({ trust: 'trust-policy' });
    expect(set.actionOf('kms:Decrypt').carries('kms:viaservice')).toBe(true);
    expect(set.actionOf('kms:ListKeys').carries('kms:viaservice')).toBe(false);
    expect(set.actionOf('s3:GetObject').carries('kms:viaservice')).toBe(false);
  });

  const resources: [text: string, kind: number, account: string | undefined][] = [
    ['*', 4, undefined],
    [key, 1, account],
    [`arn:aws:kms:us-east-1:${account}:key/mrk-1234abcd`, 1, account],
    [`arn:aws:kms:us-east-1:${account}:alias/app/a_b:c-d`, 2, account],
    ['arn:aws:s3:::bucket/object', 8, undefined],
    [role, 8, account],
  ];
  test.each(resources)('is of the resource `%s` its kind and owner', (text, kind, owner) => {
    expect(set.resourceOf(text)).toMatchObject({ text, kind });
    expect(set.resourceOf(text).account).toBe(owner);
  });
});

describe('a set with other grants', () => {
  const input: PolicySetInput = {
    resourcePolicy: document(
      statement('Allow', { Principal: { AWS: alice }, Action: 'kms:Encrypt' }),
      statement('Deny', { ...everyone, Action: 'kms:Sign' }),
    ),
    grants: [{ GrantId: 'old', GranteePrincipal: alice, Operations: ['Verify'] }],
  };
  const set = compilePolicySet(input);
  const grants: GrantInput[] = (['Decrypt', 'Encrypt', 'Sign', 'Decrypt'] as const).map(
    (operation, at) => ({
      GrantId: `g${at}`,
      GranteePrincipal: alice,
      Operations: [operation],
      Constraints: { EncryptionContextSubset: { At: String(at) } },
    }),
  );
  const requests = ['Decrypt', 'Encrypt', 'Sign', 'Verify'].flatMap((operation) =>
    ['0', '1', '3', 'other'].map((at) => ({
      ...decrypt,
      action: `kms:${operation}`,
      context: { 'kms:EncryptionContext:At': at },
    })),
  );

  test.each([0, 1, 4])('%i of them, is what compiling all anew would make', (count) => {
    const others = grants.slice(0, count);
    const changed = withGrants(set, others);
    const anew = compilePolicySet({ ...input, grants: others });
    for (const request of requests) {
      expect(decide(changed, request)).toEqual(decide(anew, request));
      expect(trace(changed, request)).toEqual(trace(anew, request));
    }
    expect(changed.input.grants).toEqual(others);
    expect(changed.grants).toEqual(anew.grants);
    expect(changed.grants).toBe(changed.grants);
  });

  test('keeps to the list as it was', () => {
    const growing = grants.slice(1);
    const changed = withGrants(set, growing);
    growing.push(grants[0]!);
    const { reason } = decide(changed, requests[0]!);
    expect(reason).toBe('grant-constraint');
    expect(changed.input.grants).toEqual(grants.slice(1));
  });

  test('leaves the first set as it was', () => {
    const verify = { ...decrypt, action: 'kms:Verify' };
    const changed = withGrants(set, grants);
    expect([decide(changed, verify).reason, decide(set, verify).reason]).toEqual([
      'not-delegated',
      'grant',
    ]);
  });

  test('compiles them when a call that no statement allows looks at them', () => {
    let looked = 0;
    const watched: GrantInput = {
      GrantId: 'g',
      GranteePrincipal: alice,
      get Operations() {
        looked++;
        return ['Decrypt' as const];
      },
    };
    const changed = withGrants(set, [watched]);
    expect(decide(changed, { ...decrypt, action: 'kms:Encrypt' }).reason).toBe('key-policy');
    expect(decide(changed, { ...decrypt, action: 'kms:Sign' }).reason).toBe('explicit-deny');
    expect(looked).toBe(0);
    expect(decide(changed, decrypt).reason).toBe('grant');
    expect(decide(changed, decrypt).reason).toBe('grant');
    expect(looked).toBe(1);
  });
});
