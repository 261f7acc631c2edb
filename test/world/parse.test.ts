// World files: what is wrong with one is said with its place, and the schema refuses the same texts.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse as parseYamlText } from 'yaml';
import { parseWorld } from '../../src/world/parse.ts';

const schema = JSON.parse(readFileSync('schemas/world.schema.json', 'utf8'));
const matchesSchema = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
}).compile(schema);

const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
const allow =
  '{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "kms:*", Resource: "*" }] }';
const account = (content: string) => `accounts:\n  "111122223333": ${content}\n`;
const key = (content: string) => account(`{ keys: [{ region: us-east-1, ${content} }] }`);

interface Bad {
  readonly title: string;
  readonly text: string;
  readonly code: string;
  readonly says?: RegExp;
  readonly line?: number;
  /** What only the parser can see: references, ids that must agree. */
  readonly schemaAccepts?: true;
}

const bad: readonly Bad[] = [
  { title: 'no accounts', text: 'region: us-east-1', code: 'world-empty' },
  {
    title: 'a short account id',
    text: 'accounts: { "1111": {} }',
    code: 'world-account',
    says: /12 digits/,
  },
  {
    title: 'a mistyped section',
    text: account('{ user: {} }'),
    code: 'world-unknown-field',
    says: /`users`/,
    line: 2,
  },
  {
    title: 'a list for a map',
    text: account('{ users: [alice] }'),
    code: 'world-type',
    says: /a list/,
  },
  { title: 'a text for an account', text: account('admin'), code: 'world-type' },
  {
    title: 'a name with a slash',
    text: account('{ users: { team/alice: {} } }'),
    code: 'world-name',
    says: /path/,
  },
  {
    title: 'a path without its slashes',
    text: account('{ roles: { app: { path: team } } }'),
    code: 'world-path',
  },
  {
    title: 'a mistyped field of a user',
    text: account('{ users: { alice: { policy: [] } } }'),
    code: 'world-unknown-field',
    says: /`policies`/,
  },
  {
    title: 'a policy without a document',
    text: account('{ users: { alice: { policies: [{ name: app }] } } }'),
    code: 'world-policy',
    says: /Statement/,
  },
  {
    title: 'a policy with two documents',
    text: account(`{ users: { alice: { policies: [{ document: ${allow}, file: a.json }] } } }`),
    code: 'world-policy',
  },
  {
    title: 'a number for a policy',
    text: account('{ users: { alice: { policies: [5] } } }'),
    code: 'world-type',
  },
  {
    title: "an ARN that is no managed policy's",
    text: account('{ users: { alice: { policies: [{ arn: "arn:aws:s3:::x" }] } } }'),
    code: 'world-arn',
  },
  {
    title: 'an invalid effect',
    text: account(
      '{ users: { alice: { policies: [{ Version: "2012-10-17", Statement: [{ Effect: allow, Action: "*", Resource: "*" }] }] } } }',
    ),
    code: 'invalid-effect',
    schemaAccepts: true,
  },
  {
    title: 'an unknown group',
    text: account('{ groups: { developers: {} }, users: { alice: { groups: [developer] } } }'),
    code: 'world-unknown-group',
    says: /did you mean `developers`/,
    line: 2,
    schemaAccepts: true,
  },
  {
    title: 'an unknown role of a session',
    text: account(
      '{ roles: { Engineering: {} }, sessions: [{ role: Enginering, sessionName: a }] }',
    ),
    code: 'world-unknown-role',
    says: /did you mean `Engineering`/,
    schemaAccepts: true,
  },
  {
    title: 'a session of nobody',
    text: account('{ sessions: [{ role: app }] }'),
    code: 'world-session',
  },
  {
    title: 'a file without a reader',
    text: account('{ users: { alice: { policies: [{ file: a.json }] } } }'),
    code: 'world-file-missing',
    says: /`a.json`/,
    schemaAccepts: true,
  },
  { title: 'a key without an id', text: key('spec: RSA_2048'), code: 'world-key-id' },
  {
    title: 'a word for a key id',
    text: key('id: app-key'),
    code: 'world-key-id',
    says: /`app-key`/,
  },
  {
    title: 'a key without a Region',
    text: account(`{ keys: [{ id: ${id} }] }`),
    code: 'world-key-region',
    schemaAccepts: true,
  },
  {
    title: 'a word for a Region',
    text: account(`{ keys: [{ id: ${id}, region: virginia }] }`),
    code: 'world-region',
  },
  {
    title: "another account's key ARN",
    text: account(`{ keys: [{ arn: "arn:aws:kms:us-east-1:444455556666:key/${id}" }] }`),
    code: 'world-arn',
    schemaAccepts: true,
  },
  {
    title: 'a mistyped key spec',
    text: key(`id: ${id}, spec: RSA_2084`),
    code: 'world-value',
    says: /`RSA_2048`/,
  },
  {
    title: 'an alias without its prefix',
    text: key(`id: ${id}, aliases: [app]`),
    code: 'world-alias',
  },
  {
    title: 'a multi-Region key with a plain id',
    text: key(`id: ${id}, multiRegion: true`),
    code: 'world-multi-region',
    schemaAccepts: true,
  },
  { title: 'a text for a boolean', text: key(`id: ${id}, multiRegion: "no"`), code: 'world-type' },
  {
    title: 'one alias of two keys',
    text: account(
      `{ keys: [{ id: ${id}, region: us-east-1, aliases: [alias/a] }, { id: 2${id.slice(1)}, region: us-east-1, aliases: [alias/a] }] }`,
    ),
    code: 'world-conflict',
    schemaAccepts: true,
  },
  {
    title: 'one key with two specs',
    text: account(
      `{ keys: [{ id: ${id}, region: us-east-1, spec: RSA_2048 }, { id: ${id}, region: us-east-1, spec: RSA_4096 }] }`,
    ),
    code: 'world-conflict',
    schemaAccepts: true,
  },
  {
    title: 'a grant without operations',
    text: key(
      `id: ${id}, grants: [{ GrantId: g, GranteePrincipal: "arn:aws:iam::111122223333:user/alice" }]`,
    ),
    code: 'world-grant',
  },
  {
    title: 'a grant to nobody',
    text: key(`id: ${id}, grants: [{ GrantId: g, Operations: [Decrypt] }]`),
    code: 'world-grant',
  },
  {
    title: 'a grant of another key',
    text: key(
      `id: ${id}, grants: [{ GrantId: g, KeyId: "arn:aws:kms:us-east-1:111122223333:key/other", GranteePrincipal: a, Operations: [Decrypt] }]`,
    ),
    code: 'world-grant',
    schemaAccepts: true,
  },
  {
    title: 'a path that is no organization',
    text: account('{ organization: { path: root/apps } }'),
    code: 'world-organization',
  },
  {
    title: 'an id that the path contradicts',
    text: account('{ organization: { id: o-other, path: o-example/r-ab12 } }'),
    code: 'world-organization',
    schemaAccepts: true,
  },
  {
    title: 'policies without levels',
    text: account(`{ organization: { scps: [${allow}] } }`),
    code: 'world-levels',
    says: /list of their own/,
  },
  {
    title: 'an endpoint with a strange id',
    text: account('{ vpcEndpoints: { my-endpoint: {} } }'),
    code: 'world-vpc-endpoint',
  },
  {
    title: 'a resource without an ARN',
    text: account('{ resources: [{ arn: bucket }] }'),
    code: 'world-arn',
  },
  {
    title: 'an access key without a secret',
    text: account('{ users: { alice: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE }] } } }'),
    code: 'world-secret',
    says: /`\{ env: NAME \}`/,
    line: 2,
  },
  {
    title: 'an access key with a short id',
    text: account('{ root: { accessKeys: [{ id: AKIA, secret: hush }] } }'),
    code: 'world-access-key',
  },
  {
    title: 'an access key of a strange status',
    text: account(
      '{ root: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: hush, status: On }] } }',
    ),
    code: 'world-value',
  },
  {
    title: 'a secret in two places',
    text: account(
      '{ root: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: { env: A, file: b } }] } }',
    ),
    code: 'world-secret',
  },
  {
    title: 'an MFA device without a serial number',
    text: account('{ users: { alice: { mfaDevices: [{ seed: ABCDEFGH }] } } }'),
    code: 'world-mfa-device',
  },
  {
    title: 'a seed that is not base32',
    text: account(
      '{ users: { alice: { mfaDevices: [{ serial: "arn:aws:iam::111122223333:mfa/alice", seed: hush-1890 }] } } }',
    ),
    code: 'world-mfa-device',
    schemaAccepts: true,
  },
  {
    title: 'one access key for two',
    text: account(
      '{ users: { alice: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: hush }] }, bob: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: hush }] } } }',
    ),
    code: 'world-credentials',
    schemaAccepts: true,
  },
  {
    title: 'a session of a minute',
    text: account('{ roles: { app: { maxSessionDuration: 60 } } }'),
    code: 'world-value',
  },
];

describe('a world file with a mistake', () => {
  it.each(bad)('$title: $code', ({ text, code, says, line, schemaAccepts }) => {
    const { world, diagnostics } = parseWorld(text, { file: 'world.yaml' });
    expect(world).toBeUndefined();
    const found = diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(found).toMatchObject({ severity: 'error', file: 'world.yaml' });
    expect(found?.span?.start.line).toBe(line ?? found?.span?.start.line ?? 0);
    if (says) expect(`${found?.message} ${found?.remedy}`).toMatch(says);
    expect(matchesSchema(parseYamlText(text))).toBe(schemaAccepts === true);
  });

  it.each([
    ['a duplicate key', 'accounts: {}\naccounts: {}'],
    ['broken YAML', 'accounts: ["111122223333"'],
    ['broken JSON', '{ "accounts": { "111122223333": } }'],
    ['nothing', ''],
    ['a list', '- accounts'],
    ['one word', 'accounts'],
    ['deep nesting', '['.repeat(100_000)],
    ['deep YAML', `accounts: ${'{ a: '.repeat(5_000)}`],
    [
      'a bomb of aliases',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${'*'.concat('abcdefghij'[index]!, ',').repeat(9)}]`).join('\n')}`,
    ],
  ])('%s is a diagnostic, not a crash', (_, text) => {
    const { world, diagnostics } = parseWorld(text, { file: 'world.yaml' });
    expect(world).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ severity: 'error' });
  });
});

describe('file references', () => {
  const text = account(
    '{ users: { alice: { policies: [{ name: app, file: policies/app.json }] } } }',
  );
  const read = (files: Record<string, string>) =>
    parseWorld(text, { file: 'worlds/world.yaml', readFile: (path) => files[path] });
  const document =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}';

  it('are relative to the world, and keep their own places', () => {
    const { world } = read({ 'worlds/policies/app.json': document });
    const policy = world?.accounts.get('111122223333')?.users.get('alice')?.policies[0];
    expect(policy).toMatchObject({ name: 'app', file: 'worlds/policies/app.json', text: document });
    expect(world?.files.map(({ path, takenFor }) => [path, takenFor])).toContainEqual([
      'worlds/policies/app.json',
      'policy document',
    ]);
  });

  it.each([
    ['another reference', '{ "file": "app.json" }', 'world-policy'],
    ['no JSON', '{', 'json-syntax'],
    ['no policy', '[]', 'world-policy'],
  ])('to %s are refused', (_, content, code) => {
    const { world, diagnostics } = read({ 'worlds/policies/app.json': content });
    expect(world).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
    if (code !== 'json-syntax') expect(diagnostics[0]?.code).toBe(code);
  });

  it('may name the world itself, which is no policy', () => {
    const own = account('{ users: { alice: { policies: [{ file: world.yaml }] } } }');
    const { diagnostics } = parseWorld(own, { file: 'world.yaml', readFile: () => own });
    expect(diagnostics.map(({ code }) => code)).toEqual(['world-policy']);
  });

  it('may name an output of the AWS CLI that holds one policy', () => {
    const output = JSON.stringify({ PolicyVersion: { Document: encodeURIComponent(document) } });
    const { world } = read({ 'worlds/policies/app.json': output });
    const policy = world?.accounts.get('111122223333')?.users.get('alice')?.policies[0];
    expect(policy?.statements[0]?.effect).toBe('Allow');
  });
});

describe('the schema', () => {
  it('accepts the world of every scenario', () => {
    const scenarios = readdirSync('fixtures/scenarios', { recursive: true, encoding: 'utf8' });
    for (const file of scenarios.filter((path) => path.endsWith('.yaml'))) {
      const { world } = parseYamlText(readFileSync(`fixtures/scenarios/${file}`, 'utf8'));
      if (typeof world !== 'object') continue;
      expect(matchesSchema(world), `${file} ${JSON.stringify(matchesSchema.errors)}`).toBe(true);
    }
  });

  it.each(['start.yaml', 'cli-outputs/world.yaml'])('accepts fixtures/worlds/%s', (file) => {
    const text = readFileSync(`fixtures/worlds/${file}`, 'utf8');
    expect(matchesSchema(parseYamlText(text)), JSON.stringify(matchesSchema.errors)).toBe(true);
    if (file === 'start.yaml') expect(parseWorld(text, { file }).diagnostics).toEqual([]);
  });

  it.each([
    ['an empty account', account('')],
    [
      'access keys and MFA devices',
      account(
        '{ root: { accessKeys: [{ id: AKIAIOSFODNN7EXAMPLE, secret: { env: ROOT } }] }, users: { alice: { accessKeys: [{ id: AKIAI44QH8DHBEXAMPLE, secret: 12345, status: Inactive }], mfaDevices: [{ serial: "arn:aws:iam::111122223333:mfa/alice", seed: { file: seed.txt } }] } }, roles: { app: { maxSessionDuration: 7200 } }, sessions: [{ role: app, sessionName: s, accessKeys: [{ id: ASIAIOSFODNN7EXAMPLE, secret: s, sessionToken: t }] }] }',
      ),
    ],
    ['a user of whom nothing is said', account('{ users: { alice: } }')],
    ['no organization', account('{ organization: null }')],
    ['tags that are not texts', account('{ users: { alice: { tags: { cost: 5, on: true } } } }')],
    [
      'a managed policy by its ARN',
      account('{ users: { alice: { policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } } }'),
    ],
    ['a policy as JSON text', key(`id: ${id}, policy: '{"Version":"2012-10-17","Statement":[]}'`)],
  ])('and the parser accept %s', (_, text) => {
    expect(matchesSchema(parseYamlText(text)), JSON.stringify(matchesSchema.errors)).toBe(true);
    const { diagnostics } = parseWorld(text, { file: 'world.yaml' });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
