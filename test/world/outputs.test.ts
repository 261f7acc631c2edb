// Raw outputs of the AWS CLI: each is known by its content, and placed by what its path adds.
import { describe, expect, it } from 'vitest';
import { worldFromFiles } from '../../src/world/files.ts';
import type { Account, World } from '../../src/world/world.ts';

const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
const other = '2345bcde-23bc-45de-67f0-2345678901bc';
const arn = (keyId: string, region = 'us-east-1') =>
  `arn:aws:kms:${region}:111122223333:key/${keyId}`;
const policy = (sid: string, type: 'key' | 'identity' = 'identity') => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: sid,
      Effect: 'Allow',
      ...(type === 'key' ? { Principal: { AWS: '111122223333' } } : {}),
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
const describeKey = (keyId: string, region = 'us-east-1') => ({
  KeyMetadata: {
    KeyId: keyId,
    Arn: arn(keyId, region),
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyManager: 'CUSTOMER',
  },
});
const keyPolicy = (sid: string) => ({ Policy: JSON.stringify(policy(sid, 'key')) });
const user = (name: string, more: object = {}) => ({
  User: { UserName: name, Arn: `arn:aws:iam::111122223333:user/${name}`, Path: '/', ...more },
});
const details = (more: object = {}) => ({
  UserDetailList: [
    { UserName: 'alice', Arn: 'arn:aws:iam::111122223333:user/alice', Path: '/', ...more },
  ],
});

function read(files: Record<string, unknown>) {
  const inputs = Object.entries(files).map(([path, content]) => ({
    path,
    text: typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  }));
  return worldFromFiles(inputs, () => undefined);
}

function account(files: Record<string, unknown>): Account {
  const { world, diagnostics } = read(files);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return (world as World).accounts.get('111122223333')!;
}

const codes = (files: Record<string, unknown>) =>
  read(files).diagnostics.map(({ code, file }) => [code, file]);

describe('a key policy belongs to', () => {
  it.each([
    ['the key that its name says', `get-key-policy.${id}.json`],
    ['the key that its folder says', `${id}/get-key-policy.json`],
    ['the key that a folder above says', `aws/us-east-1/${id}/policies/get-key-policy.json`],
    ['the key of its folder', 'one/policy.json'],
  ])('%s', (_, path) => {
    const { keys } = account({
      'one/describe-key.json': describeKey(id),
      'two/describe-key.json': describeKey(other),
      [path]: keyPolicy('Mine'),
    });
    expect(keys.map(({ policy: found }) => found?.statements[0]?.sid)).toEqual(['Mine', undefined]);
    expect(keys.map(({ policyOrigin }) => policyOrigin)).toEqual(['given', 'unknown']);
  });

  it('the only key there is', () => {
    expect(account({ 'a.json': describeKey(id), 'b.json': keyPolicy('Only') }).keys).toHaveLength(
      1,
    );
  });

  it('nobody, where two keys are possible', () => {
    const files = {
      'a.json': describeKey(id),
      'b.json': describeKey(other),
      'c.json': keyPolicy('Whose'),
    };
    expect(codes(files)).toEqual([['world-unplaced', 'c.json']]);
  });

  it('the key of its Region, where two share an id', () => {
    const multi = 'mrk-1234abcd12ab34cd56ef1234567890ab';
    const files = {
      'us-east-1/describe-key.json': describeKey(multi),
      'eu-west-1/describe-key.json': describeKey(multi, 'eu-west-1'),
      [`us-east-1/get-key-policy.${multi}.json`]: keyPolicy('East'),
      [`eu-west-1/${multi}/get-key-policy.json`]: keyPolicy('West'),
    };
    const { keys } = account(files);
    expect(keys.map(({ region, policy: found }) => [region, found?.statements[0]?.sid])).toEqual([
      ['us-east-1', 'East'],
      ['eu-west-1', 'West'],
    ]);
    const { [`us-east-1/get-key-policy.${multi}.json`]: east, ...rest } = files;
    expect(codes({ ...rest, [`get-key-policy.${multi}.json`]: east })).toEqual([
      ['world-unplaced', `get-key-policy.${multi}.json`],
    ]);
  });

  it('a key that nothing else describes, in the only account and Region', () => {
    const { keys } = account({
      'a.json': describeKey(id),
      [`get-key-policy.${other}.json`]: keyPolicy('New'),
    });
    expect(keys.map((key) => [key.id, key.metadataKnown])).toEqual([
      [id, true],
      [other, false],
    ]);
  });
});

describe('what belongs to a principal', () => {
  it('comes as objects, as texts and URL-encoded', () => {
    const alice = account({
      'user.json': user('alice'),
      'one.json': { UserName: 'alice', PolicyName: 'one', PolicyDocument: policy('One') },
      'two.json': {
        UserName: 'alice',
        PolicyName: 'two',
        PolicyDocument: JSON.stringify(policy('Two')),
      },
      'three.json': {
        UserName: 'alice',
        PolicyName: 'three',
        PolicyDocument: encodeURIComponent(JSON.stringify(policy('Three'))),
      },
    }).users.get('alice');
    expect(alice?.policies.map(({ name, statements }) => [name, statements[0]?.sid])).toEqual([
      ['one', 'One'],
      ['two', 'Two'],
      ['three', 'Three'],
    ]);
  });

  it('is a managed policy whose document another output holds, by its name', () => {
    const attached = {
      AttachedManagedPolicies: [{ PolicyName: 'keys', PolicyArn: 'arn:aws:iam::aws:policy/keys' }],
    };
    const without = account({ 'details.json': details(attached) }).users.get('alice');
    expect(without?.missingPolicies).toEqual(['arn:aws:iam::aws:policy/keys']);
    const version = { PolicyVersion: { Document: policy('Managed'), VersionId: 'v3' } };
    const files = { 'details.json': details(attached), 'get-policy-version.keys.json': version };
    expect(account(files).users.get('alice')?.policies[0]).toMatchObject({ name: 'keys' });
    expect(codes({ 'details.json': details(), 'get-policy-version.keys.json': version })).toEqual([
      ['world-unplaced', 'get-policy-version.keys.json'],
    ]);
    expect(codes({ 'details.json': details(), 'version.json': version })).toEqual([
      ['world-unplaced', 'version.json'],
    ]);
  });

  it('may be a bare document in a folder of its own', () => {
    const role = {
      Role: { RoleName: 'Engineering', Arn: 'arn:aws:iam::111122223333:role/Engineering' },
    };
    const trust = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
      ],
    };
    const engineering = account({
      'role.json': role,
      'roles/Engineering/trust-policy.json': trust,
      'roles/Engineering/boundary.json': policy('Boundary'),
      'roles/Engineering/app.json': policy('App'),
    }).roles.get('Engineering');
    expect(engineering?.trustPolicy?.type).toBe('trust-policy');
    expect(engineering?.boundary?.statements[0]?.sid).toBe('Boundary');
    expect(engineering?.policies.map(({ name }) => name)).toEqual(['app']);
  });

  it('is of an account that the folder names, where there are two', () => {
    const inline = { UserName: 'bob', PolicyName: 'one', PolicyDocument: policy('One') };
    const others = {
      'a.json': user('alice'),
      'b.json': { User: { UserName: 'alice', Arn: 'arn:aws:iam::444455556666:user/alice' } },
    };
    expect(codes({ ...others, 'c.json': inline })).toEqual([['world-unplaced', 'c.json']]);
    expect(account({ ...others, '111122223333/c.json': inline }).users.has('bob')).toBe(true);
  });
});

describe('an organization', () => {
  const scp = (policyId: string, name: string) => ({
    Policy: {
      PolicySummary: { Id: policyId, Name: name, Type: 'SERVICE_CONTROL_POLICY' },
      Content: JSON.stringify(policy('All')),
    },
  });
  const files = {
    'user.json': user('alice'),
    'org.json': { Organization: { Id: 'o-exampleorg', MasterAccountId: '999988887777' } },
    'list-parents.111122223333.json': {
      Parents: [{ Id: 'ou-ab12-apps1234', Type: 'ORGANIZATIONAL_UNIT' }],
    },
    'list-parents.ou-ab12-apps1234.json': { Parents: [{ Id: 'r-ab12', Type: 'ROOT' }] },
    'list-targets-for-policy.p-FullAWSAccess.json': {
      Targets: [{ TargetId: 'r-ab12' }, { TargetId: '111122223333' }],
    },
    'policy.json': scp('p-apps1234', 'apps'),
    'list-targets-for-policy.p-apps1234.json': { Targets: [{ TargetId: 'ou-ab12-apps1234' }] },
  };

  it('is put together from who stands below whom and what is attached where', () => {
    const { organization } = account(files);
    expect(organization).toMatchObject({
      id: 'o-exampleorg',
      path: 'o-exampleorg/r-ab12/ou-ab12-apps1234/',
      management: false,
    });
    expect(organization?.scps.map((level) => level.map(({ name }) => name))).toEqual([
      ['FullAWSAccess'],
      ['apps'],
      ['FullAWSAccess'],
    ]);
    expect(organization?.rcps).toEqual([]);
  });

  it('without a parent is missing, not absent', () => {
    const { 'list-parents.ou-ab12-apps1234.json': _, ...rest } = files;
    const { organization, organizationMissing } = account(rest);
    expect(organization).toBeUndefined();
    expect(organizationMissing).toContain('list-parents');
  });

  it('does not go in circles', () => {
    const circle = {
      ...files,
      'list-parents.ou-ab12-apps1234.json': { Parents: [{ Id: 'ou-ab12-apps1234' }] },
    };
    expect(account(circle).organizationMissing).toBeDefined();
  });

  it.each([
    [
      'a policy attached nowhere that is said',
      { 'list-targets-for-policy.p-apps1234.json': undefined },
      'policy.json',
    ],
    [
      'targets of an unnamed policy',
      {
        'list-targets-for-policy.p-apps1234.json': undefined,
        'targets.json': { Targets: [{ TargetId: 'r-ab12' }] },
      },
      'targets.json',
    ],
    ['a parent of nobody', { 'parents.json': { Parents: [{ Id: 'r-ab12' }] } }, 'parents.json'],
  ])('refuses %s', (_, change, file) => {
    const changed = Object.entries({ ...files, ...change }).filter(
      ([, content]) => content !== undefined,
    );
    expect(codes(Object.fromEntries(changed))).toContainEqual(['world-unplaced', file]);
  });

  it('has an SCP at every level', () => {
    const levels = { ...files, 'list-targets-for-policy.p-apps1234.json': { Targets: [] } };
    expect(codes(levels)).toEqual([['world-organization', undefined]]);
  });
});

describe('a folder', () => {
  it('is read together with its world file, which may name its files', () => {
    const world = `accounts:\n  "111122223333":\n    users: { bob: { policies: [{ name: bare, file: bare.json }] } }\n    organization: { path: o-exampleorg/r-ab12, scps: [[{ file: scp.json }]] }\n`;
    const scp = {
      Policy: {
        PolicySummary: { Id: 'p-1', Name: 'all', Type: 'SERVICE_CONTROL_POLICY' },
        Content: JSON.stringify(policy('All')),
      },
    };
    const found = account({
      'world.yaml': world,
      'bare.json': policy('Bare'),
      'scp.json': scp,
      'user.json': user('alice'),
    });
    expect([...found.users.keys()]).toEqual(['bob', 'alice']);
    expect(found.organization?.scps[0]?.[0]?.name).toBe('all');
  });

  it.each([
    [
      'tags',
      {
        'world.yaml': `accounts: { "111122223333": { users: { alice: { tags: { team: blue } } } } }`,
        'user.json': user('alice', { Tags: [{ Key: 'team', Value: 'green' }] }),
      },
    ],
    [
      'key specs',
      {
        'world.yaml': `accounts: { "111122223333": { keys: [{ id: ${id}, region: us-east-1, spec: RSA_2048 }] } }`,
        'key.json': describeKey(id),
      },
    ],
    [
      'key policies',
      {
        'key.json': describeKey(id),
        [`get-key-policy.${id}.json`]: keyPolicy('One'),
        [`${id}/get-key-policy.json`]: keyPolicy('Two'),
      },
    ],
    [
      'inline policies',
      {
        'user.json': user('alice'),
        'a.json': { UserName: 'alice', PolicyName: 'one', PolicyDocument: policy('One') },
        'b.json': { UserName: 'alice', PolicyName: 'one', PolicyDocument: policy('Two') },
      },
    ],
  ])('refuses two files that contradict each other: %s', (_, files) => {
    expect(read(files).diagnostics.map(({ code }) => code)).toEqual(['world-conflict']);
  });

  it('takes the same thing said twice', () => {
    const twice = {
      'a.json': describeKey(id),
      'b.json': describeKey(id),
      [`get-key-policy.${id}.json`]: keyPolicy('One'),
      [`${id}/get-key-policy.json`]: JSON.stringify(keyPolicy('One')),
    };
    expect(account(twice).keys).toHaveLength(1);
  });

  it.each([
    ['a bare policy', policy('Whose'), 'world-unplaced'],
    ['an output that is not understood', { Functions: [] }, 'world-unplaced'],
    ['a list', [], 'world-unplaced'],
    ['a part of an output', { UserDetailList: [], IsTruncated: true }, 'world-truncated'],
    ['an empty file', '', 'empty'],
    ['tags of an unnamed key', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }, 'world-unplaced'],
  ])('refuses %s, by its name', (_, content, code) => {
    const { world, diagnostics } = read({ 'user.json': user('alice'), 'strange.json': content });
    expect(world).toBeUndefined();
    expect(diagnostics[0]?.file).toBe('strange.json');
    if (code !== 'empty') expect(diagnostics[0]?.code).toBe(code);
  });

  it('takes a scenario for what it is', () => {
    const { world } = read({ 'user.json': user('alice'), 'test.yaml': 'requests: []' });
    expect(world?.files.find(({ path }) => path === 'test.yaml')?.takenFor).toBe('scenario file');
  });

  it('shares one broken policy among its principals, and says so once', () => {
    const broken = {
      ...policy('Broken'),
      Statement: [{ Effect: 'allow', Action: '*', Resource: '*' }],
    };
    const attached = {
      AttachedManagedPolicies: [
        { PolicyName: 'x', PolicyArn: 'arn:aws:iam::111122223333:policy/x' },
      ],
    };
    const users = ['alice', 'bob'].map((name) => ({
      UserName: name,
      Arn: `arn:aws:iam::111122223333:user/${name}`,
      ...attached,
    }));
    const policies = [
      {
        PolicyName: 'x',
        Arn: 'arn:aws:iam::111122223333:policy/x',
        PolicyVersionList: [{ Document: broken, IsDefaultVersion: true }],
      },
    ];
    const { diagnostics } = read({ 'details.json': { UserDetailList: users, Policies: policies } });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ file: 'details.json' });
    expect(diagnostics[0]?.span?.start.line).toBeGreaterThan(10);
  });
});
