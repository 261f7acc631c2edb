// Requests to a world: who is found, what is derived and from where, what is refused, what is unknown.
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.ts';
import { worldFromFiles } from '../../src/world/files.ts';
import { parseWorld } from '../../src/world/parse.ts';
import type { Resolution, WorldRequest } from '../../src/world/request.ts';
import { resolveRequest } from '../../src/world/resolve.ts';

const east = '1234abcd-12ab-34cd-56ef-1234567890ab';
const multi = 'mrk-1234abcd12ab34cd56ef1234567890ab';
const text = `
accounts:
  "111122223333":
    organization: { path: o-example/r-ab12/ou-ab12-apps, scps: [[{ name: all, document: &all { Version: "2012-10-17", Statement: { Effect: Allow, Action: "*", Resource: "*" } } }]] }
    users:
      alice: { id: AIDACKCEVSQ6C2EXAMPLE, tags: { team: blue }, policies: [{ name: all, document: *all }] }
      bob: { path: /staff/ }
    roles:
      Engineering:
        path: /teams/
        id: AROADBQP57FF2AEXAMPLE
        tags: { team: blue, stage: test }
        policies: [{ name: all, document: *all }]
        trustPolicy: { Version: "2012-10-17", Statement: { Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:user/alice" }, Action: "sts:AssumeRole" } }
    sessions:
      - { role: Engineering, sessionName: laptop, mfa: true, sourceIdentity: alice, tags: { Stage: live }, policies: [*all] }
      - { federatedUser: visitor, user: alice, policies: [*all] }
    keys:
      - { id: ${east}, region: us-east-1, aliases: [alias/app, alias/old], tags: { stage: live, Stage: twin } }
      - { id: ${multi}, region: us-east-1, aliases: [alias/multi] }
      - { id: ${multi}, region: eu-west-1, aliases: [alias/multi], multiRegionKeyType: REPLICA, spec: HMAC_256 }
      - { id: 2${east.slice(1)}, region: us-east-1, aliases: [alias/aws/s3] }
    vpcEndpoints: { vpce-0a1b: { vpc: vpc-0a1b } }
    resources:
      - { arn: "arn:aws:s3:::amzn-s3-demo-bucket", policy: { Version: "2012-10-17", Statement: { Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*" } } }
  "444455556666":
    users: { alice: { policies: [{ name: all, document: *all }] } }
  "999988887777":
    keys: [{ id: 3${east.slice(1)}, region: us-east-1 }]
`;
const parsed = parseWorld(text, { file: 'world.yaml' });
const world = parsed.world!;
const clock = new Date('2026-01-02T03:04:05.678Z');
const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const session = (name: string) => `arn:aws:sts::111122223333:assumed-role/Engineering/${name}`;

function ask(request: Partial<WorldRequest>, options = {}): Resolution {
  const whole = { principal: user('alice'), action: 'kms:Decrypt', key: 'alias/app', ...request };
  return resolveRequest(world, whole, { clock, ...options });
}

function resolved(request: Partial<WorldRequest>, options = {}) {
  const resolution = ask(request, options);
  if (resolution.kind !== 'resolved') throw new Error(JSON.stringify(resolution));
  return resolution;
}

it('is read without complaint', () => expect(parsed.diagnostics).toEqual([]));

describe('a principal', () => {
  it.each<[string, WorldRequest['principal'], object | string]>([
    ['a user', user('alice'), { user: user('alice'), tags: { team: 'blue' } }],
    ['a user by name', 'bob', { user: user('staff/bob') }],
    ['a user by kind and name', 'user/bob', { user: user('staff/bob') }],
    ['a user with MFA', { user: 'bob', mfa: true }, { user: user('staff/bob'), mfa: true }],
    ['a role', 'role/Engineering', { role: 'arn:aws:iam::111122223333:role/teams/Engineering' }],
    [
      'a session, whose ARN lacks the path',
      session('one'),
      {
        role: 'arn:aws:iam::111122223333:role/teams/Engineering',
        sessionName: 'one',
        tags: { team: 'blue', stage: 'test' },
      },
    ],
    ['a session by names', 'role/Engineering/one', { sessionName: 'one' }],
    [
      'a session that the world describes',
      session('laptop'),
      { mfa: true, sourceIdentity: 'alice', tags: { team: 'blue', Stage: 'live' } },
    ],
    [
      'a session with tags of its own',
      { role: 'Engineering', sessionName: 'laptop', tags: { TEAM: 'red' } },
      { tags: { TEAM: 'red', Stage: 'live' } },
    ],
    [
      'a federated user',
      'arn:aws:sts::111122223333:federated-user/visitor',
      { federatedUser: 'arn:aws:sts::111122223333:federated-user/visitor', user: user('alice') },
    ],
    ['a root user', 'arn:aws:iam::444455556666:root', { root: '444455556666' }],
    ['a service', 's3.amazonaws.com', { service: 's3.amazonaws.com' }],
    ['nobody', 'anonymous', 'anonymous'],
  ])('is found: %s', (_, principal, input) => {
    const { request } = resolved({
      principal,
      key: `arn:aws:kms:us-east-1:111122223333:key/${east}`,
    });
    if (typeof input === 'string') expect(request.principal).toBe(input);
    else expect(request.principal).toMatchObject(input);
  });

  it.each<[string, unknown, RegExp]>([
    ['a mistyped user', user('alicia'), /did you mean `alice`/],
    [
      'a user without its path',
      user('bob'),
      /did you mean `arn:aws:iam::111122223333:user\/staff\/bob`/,
    ],
    ['a mistyped role', 'role/Enginering', /did you mean `role\/Engineering`/],
    [
      'the session of an unknown role',
      'arn:aws:sts::111122223333:assumed-role/Engineers/one',
      /did you mean `Engineering`/,
    ],
    ['a name of two users', 'alice', /name of 2 principals/],
    ['an account', '111122223333', /is an account, not a caller/],
    ['a root of which account', 'root', /any of 3 accounts/],
    [
      'a federated user of whom',
      'arn:aws:sts::111122223333:federated-user/guest',
      /which IAM user issued/,
    ],
    ['a group', 'arn:aws:iam::111122223333:group/developers', /is not a principal/],
    ['a bucket', 'arn:aws:s3:::amzn-s3-demo-bucket', /is not a principal/],
    ['an empty text', '', /no principal/],
    [
      'a role for a user',
      { user: 'arn:aws:iam::111122223333:role/teams/Engineering' },
      /is no `user`/,
    ],
    ['an empty object', {}, /names nobody/],
    ['a number', 5, /neither a text nor an object/],
  ])('is refused: %s', (_, principal, says) => {
    const resolution = ask({ principal: principal as string });
    expect(resolution.kind).toBe('error');
    expect(resolution.kind === 'error' && resolution.diagnostics[0]?.message).toMatch(says);
  });
});

describe('an account that the world does not hold', () => {
  const request = {
    principal: 'arn:aws:iam::123456789012:user/alice',
    key: `arn:aws:kms:us-east-1:111122223333:key/${east}`,
  };

  it('is unknown, not empty', () => {
    const resolution = ask(request);
    expect(resolution).toMatchObject({
      kind: 'unknown',
      diagnostics: [{ code: 'unknown-account' }],
    });
    expect(resolution.kind === 'unknown' && resolution.missing[0]).toContain(
      'get-account-authorization-details',
    );
  });

  it('is unknown too where only its keys are known', () => {
    expect(
      ask({ principal: 'arn:aws:iam::999988887777:user/alice', key: `3${east.slice(1)}` }).kind,
    ).toBe('unknown');
  });

  it('allows everything when that is assumed', () => {
    const { policies, request: whole, notes } = resolved(request, { assumeCallerAllows: true });
    expect(policies.policies.map(({ name }) => name)).toContain(
      'assumed: 123456789012 allows everything',
    );
    expect(notes).toContainEqual(expect.stringContaining('assumed'));
    expect(decide(policies, whole).reason).toBe('no-key-account-allow');
  });

  it('is unknown as the account of the key', () => {
    const key = `arn:aws:kms:us-east-1:123456789012:key/${east}`;
    expect(ask({ key })).toMatchObject({
      kind: 'unknown',
      diagnostics: [{ code: 'unknown-key-account' }],
    });
  });

  it('leaves a policy unknown whose document is in no file', () => {
    const attached = {
      AttachedManagedPolicies: [{ PolicyName: 'keys', PolicyArn: 'arn:aws:iam::aws:policy/keys' }],
    };
    const files = [
      { path: 'world.yaml', text },
      {
        path: 'user.json',
        text: JSON.stringify({
          UserDetailList: [{ UserName: 'carol', Arn: user('carol'), ...attached }],
        }),
      },
    ];
    const { world: more } = worldFromFiles(files, () => undefined);
    const resolution = resolveRequest(
      more!,
      { principal: user('carol'), action: 'kms:Decrypt', key: east },
      { clock },
    );
    expect(resolution).toMatchObject({
      kind: 'unknown',
      diagnostics: [{ code: 'unknown-policy' }],
    });
  });
});

describe('a key', () => {
  it.each([
    ['its id', east, undefined],
    ['its ARN', `arn:aws:kms:us-east-1:111122223333:key/${east}`, undefined],
    ['an alias', 'alias/old', 'alias/old'],
    ['an alias ARN', 'arn:aws:kms:us-east-1:111122223333:alias/old', 'alias/old'],
  ])('is found by %s', (_, key, alias) => {
    const { request } = resolved({ key });
    expect(request.resource).toBe(`arn:aws:kms:us-east-1:111122223333:key/${east}`);
    expect(request.context?.['kms:RequestAlias']).toBe(alias);
  });

  it('is the one of its Region', () => {
    expect(resolved({ key: multi, region: 'eu-west-1' }).request.resource).toContain('eu-west-1');
    expect(
      resolved({ key: `arn:aws:kms:us-east-1:111122223333:key/${multi}` }).request.resource,
    ).toContain('us-east-1');
  });

  it.each<[string, Partial<WorldRequest>, string, RegExp]>([
    ['a mistyped alias', { key: 'alias/apps' }, 'unknown-key', /did you mean `alias\/app`/],
    ['a bare word', { key: 'app' }, 'unknown-key', /did you mean `alias\/app`/],
    [
      'a mistyped id',
      { key: east.replace('ab-', 'ac-') },
      'unknown-key',
      new RegExp(`did you mean \`${east}\``),
    ],
    [
      'an id that no key has',
      { key: '99999999-12ab-34cd-56ef-999999999999' },
      'unknown-key',
      /no key/,
    ],
    ['no key', { key: undefined as never }, 'request-without-key', /names none/],
    ['two Regions', { key: multi }, 'request-region', /2 keys/],
    [
      'the wrong Region',
      { key: `arn:aws:kms:us-east-1:111122223333:key/${multi}`, region: 'eu-west-1' },
      'request-region',
      /is in `us-east-1`/,
    ],
    ['a Region without it', { key: east, region: 'eu-west-1' }, 'unknown-key', /`us-east-1`/],
    ['an ARN of something else', { key: 'arn:aws:s3:::bucket' }, 'key', /not the ARN of a KMS key/],
    [
      'a key for an action without one',
      { action: 'kms:ListKeys' },
      'action-without-key',
      /acts on no key/,
    ],
    ['an unknown action', { action: 'kms:Decript' }, 'unknown-action', /Decript/],
    [
      'an unknown endpoint',
      { vpcEndpoint: 'vpce-0a1c' },
      'unknown-vpc-endpoint',
      /did you mean `vpce-0a1b`/,
    ],
  ])('is refused: %s', (_, request, code, says) => {
    const resolution = ask(request);
    expect(resolution).toMatchObject({ kind: 'error', diagnostics: [{ code }] });
    expect(resolution.kind === 'error' && resolution.diagnostics[0]?.message).toMatch(says);
  });

  it('of another account is named by its alias ARN, and otherwise said to be', () => {
    const principal = 'arn:aws:iam::444455556666:user/alice';
    expect(resolved({ principal }).notes).toEqual([expect.stringContaining('alias ARN')]);
    const key = 'arn:aws:kms:us-east-1:111122223333:alias/app';
    expect(resolved({ principal, key }).notes).toEqual([]);
  });

  it('that AWS manages serves its service only', () => {
    const direct = resolved({ key: 'alias/aws/s3' });
    expect(decide(direct.policies, direct.request).verdict).toBe('deny');
    const forwarded = resolved({ key: 'alias/aws/s3', via: 's3' });
    expect(decide(forwarded.policies, forwarded.request).verdict).toBe('allow');
  });
});

describe('what is no key', () => {
  it('is a role, whose trust policy decides', () => {
    const key = undefined as never;
    const { policies, request } = resolved({
      action: 'sts:AssumeRole',
      key,
      resource: 'role/Engineering',
    });
    expect(decide(policies, request)).toMatchObject({ verdict: 'allow', reason: 'trust-policy' });
    expect(
      ask({
        action: 'sts:AssumeRole',
        key,
        resource: 'arn:aws:iam::111122223333:role/Engineering',
      }),
    ).toMatchObject({
      kind: 'error',
      diagnostics: [{ message: expect.stringContaining('role/teams/Engineering') }],
    });
  });

  it('is an object of a bucket, with the bucket’s policy', () => {
    const resource = 'arn:aws:s3:::amzn-s3-demo-bucket/report.csv';
    const { policies, request } = resolved({
      principal: 'bob',
      action: 's3:GetObject',
      key: undefined as never,
      resource,
    });
    expect(decide(policies, request).verdict).toBe('allow');
    expect(policies.input.resourceAccount).toBe('111122223333');
  });

  it('is an alias that need not exist yet', () => {
    const { request } = resolved({
      action: 'kms:CreateAlias',
      key: undefined as never,
      resource: 'alias/new',
      region: 'us-east-1',
    });
    expect(request.resource).toBe('arn:aws:kms:us-east-1:111122223333:alias/new');
  });

  it('is everything, for actions without a key', () => {
    const { request } = resolved({
      action: 'kms:ListKeys',
      key: undefined as never,
      region: 'eu-west-1',
    });
    expect(request).toMatchObject({
      resource: '*',
      context: { 'aws:RequestedRegion': 'eu-west-1' },
    });
  });
});

describe('context', () => {
  it('is derived from the world, and says from what', () => {
    const { request } = resolved({ vpcEndpoint: 'vpce-0a1b' });
    expect(request.context).toEqual({
      'aws:CurrentTime': '2026-01-02T03:04:05Z',
      'aws:EpochTime': 1767323045,
      'aws:SecureTransport': true,
      'aws:userid': 'AIDACKCEVSQ6C2EXAMPLE',
      'aws:PrincipalOrgID': 'o-example',
      'aws:PrincipalOrgPaths': ['o-example/r-ab12/ou-ab12-apps/'],
      'aws:ResourceOrgID': 'o-example',
      'aws:ResourceOrgPaths': ['o-example/r-ab12/ou-ab12-apps/'],
      'aws:SourceVpc': 'vpc-0a1b',
      'aws:VpceAccount': '111122223333',
      'aws:VpceOrgID': 'o-example',
      'aws:VpceOrgPaths': ['o-example/r-ab12/ou-ab12-apps/'],
      'kms:KeySpec': 'SYMMETRIC_DEFAULT',
      'kms:CustomerMasterKeySpec': 'SYMMETRIC_DEFAULT',
      'kms:KeyUsage': 'ENCRYPT_DECRYPT',
      'kms:CustomerMasterKeyUsage': 'ENCRYPT_DECRYPT',
      'kms:KeyOrigin': 'AWS_KMS',
      'kms:MultiRegion': false,
      'kms:ResourceAliases': ['alias/app', 'alias/old'],
      'kms:RequestAlias': 'alias/app',
      'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
      'aws:ResourceTag/stage': 'live',
    });
    expect(request.contextOrigins).toMatchObject({
      'aws:CurrentTime': 'from the clock',
      'kms:KeySpec': 'derived from the key',
      'aws:SourceVpc': 'derived from the VPC endpoint',
      'aws:PrincipalOrgID': "derived from the caller's organization",
    });
    expect(Object.keys(request.contextOrigins ?? {})).toEqual(Object.keys(request.context ?? {}));
  });

  it('is that of the key’s kind and Region', () => {
    const { context } = resolved({
      action: 'kms:GenerateMac',
      key: multi,
      region: 'eu-west-1',
    }).request;
    expect(context).toMatchObject({
      'kms:KeyUsage': 'GENERATE_VERIFY_MAC',
      'kms:MultiRegion': true,
      'kms:MultiRegionKeyType': 'REPLICA',
      'kms:MacAlgorithm': 'HMAC_SHA_256',
    });
  });

  it('has no endpoint in a call that a service forwards', () => {
    const { context } = resolved({ vpcEndpoint: 'vpce-0a1b', via: 's3' }).request;
    expect(context).not.toHaveProperty('aws:SourceVpc');
  });

  it.each([
    [
      { 'aws:CurrentTime': '2025-05-05T00:00:00Z' },
      { 'aws:CurrentTime': '2025-05-05T00:00:00Z', 'aws:EpochTime': 1746403200 },
    ],
    [
      { 'aws:epochtime': 1746403200 },
      { 'aws:CurrentTime': '2025-05-05T00:00:00Z', 'aws:epochtime': 1746403200 },
    ],
    [{ 'aws:SecureTransport': false }, { 'aws:SecureTransport': false }],
    [{ 'aws:MultiFactorAuthPresent': true }, { 'aws:MultiFactorAuthPresent': true }],
    [{ 'KMS:KEYSPEC': 'SYMMETRIC_DEFAULT' }, { 'KMS:KEYSPEC': 'SYMMETRIC_DEFAULT' }],
    [
      { 'kms:ResourceAliases': ['alias/old', 'alias/app'] },
      { 'kms:ResourceAliases': ['alias/old', 'alias/app'] },
    ],
  ])('takes %o as given', (context, expected) => {
    expect(resolved({ principal: session('one'), context }).request.context).toMatchObject(
      expected,
    );
  });

  it.each<[string, Partial<WorldRequest>, RegExp]>([
    [
      'the key',
      { context: { 'kms:keyspec': 'RSA_2048' } },
      /`RSA_2048`, but it is `SYMMETRIC_DEFAULT` \(derived from the key\)/,
    ],
    ['the key’s tags', { context: { 'aws:ResourceTag/Stage': 'test' } }, /`live`/],
    [
      'the caller',
      { context: { 'aws:username': 'bob' } },
      /`alice` \(derived from the principal\)/,
    ],
    ['the caller’s tags', { context: { 'aws:PrincipalTag/team': 'red' } }, /`blue`/],
    ['the caller’s organization', { context: { 'aws:PrincipalOrgID': null } }, /absent/],
    [
      'stated MFA',
      {
        principal: { arn: session('one'), mfa: false },
        context: { 'aws:MultiFactorAuthPresent': true },
      },
      /`false`/,
    ],
    ['the Region', { context: { 'aws:RequestedRegion': 'eu-west-1' } }, /`us-east-1`/],
    [
      'the call',
      { context: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' }, via: 's3' },
      /`s3.us-east-1.amazonaws.com`/,
    ],
  ])('that contradicts %s is refused, unless it overrides', (_, request, says) => {
    const resolution = ask(request);
    expect(resolution).toMatchObject({
      kind: 'error',
      diagnostics: [{ code: 'context-contradiction' }],
    });
    expect(resolution.kind === 'error' && resolution.diagnostics[0]?.message).toMatch(says);
    const { request: overriding } = resolved({ ...request, override: true });
    expect(overriding.context).toMatchObject(request.context ?? {});
  });

  it.each([
    [{ 'aws:SourceIp': '1.2.3.4', 'AWS:SOURCEIP': '1.2.3.4' }, 'context-key-twice'],
    [{ 'aws:SourceIp': { a: 1 } }, 'context-value'],
  ])('%o is refused as the engine refuses it', (context, code) => {
    expect(ask({ context: context as never })).toMatchObject({
      kind: 'error',
      diagnostics: [{ code }],
    });
  });
});

describe('policies', () => {
  it('of a session limit it, the world’s and the request’s', () => {
    const none = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    };
    expect(resolved({ principal: session('laptop') }).policies.input.sessionPolicies).toHaveLength(
      1,
    );
    const { policies, request } = resolved({
      principal: { arn: session('laptop'), sessionPolicies: [none] },
    });
    expect(policies.input.sessionPolicies).toHaveLength(2);
    expect(decide(policies, request).verdict).toBe('allow');
    const alone = resolved({ principal: { arn: session('one'), sessionPolicies: [none] } });
    expect(decide(alone.policies, alone.request).reason).toBe('session-policy');
  });

  it('that a request brings are refused when they are invalid', () => {
    const sessionPolicies = ['{"Version":"2012-10-17"}'];
    expect(ask({ principal: { role: 'Engineering', sessionPolicies } }).kind).toBe('error');
  });

  it('without a name are named by their place', () => {
    const { policies } = resolved({ principal: session('laptop') });
    expect(policies.policies.map(({ name }) => name)).toEqual([
      'all',
      'sessionPolicies[0]',
      'default key policy',
      'all',
    ]);
  });
});
