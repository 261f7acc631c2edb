// A redacted world gives the same answers, and says no name of the world that it was.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { decide } from '../../src/engine/decide.ts';
import { worldFromFiles } from '../../src/world/files.ts';
import { loadWorld } from '../../src/world/load.ts';
import { parseWorld } from '../../src/world/parse.ts';
import { redactFiles } from '../../src/world/redact.ts';
import { resolveRequest } from '../../src/world/resolve.ts';
import { showWorld } from '../../src/world/show.ts';
import { questions } from './questions.ts';

const folder = 'fixtures/worlds/cli-outputs/';
const clock = new Date('2026-06-01T09:00:00Z');
const world = await loadWorld([folder]);
const asked = {
  path: 'questions.json',
  text: JSON.stringify({ requests: questions.map(({ ask }) => ask) }),
};
const files = [
  ...world.files.map(({ path, text }) => ({ path: path.slice(folder.length), text })),
  asked,
];

describe('a redacted folder', () => {
  const redacted = redactFiles(files).files!;
  const all = redacted.map(({ path, text }) => `${path}\n${text}`).join('\n');

  it.each([
    'alice',
    'bob',
    'Engineering',
    'DataPipeline',
    'pipelines',
    'payroll',
    'finance',
    'developers',
    'office',
    'apps',
    'exampleorg',
    'admin@',
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    'CKCEVSQ6',
  ])('does not say `%s`', (name) => expect(all).not.toContain(name));

  it.each([
    'kms:Decrypt',
    'SYMMETRIC_DEFAULT',
    '2026-12-20T00:00:00Z',
    '203.0.113.0/24',
    'lambda.amazonaws.com',
    'us-east-1',
    'FullAWSAccess',
    'aws:MultiFactorAuthPresent',
  ])('still says `%s`', (word) => expect(all).toContain(word));

  it('keeps every file and what it was taken for', () => {
    const { world: again, diagnostics } = worldFromFiles(redacted, () => undefined);
    expect(diagnostics).toEqual([]);
    const kinds = (of: typeof world) => of.files.map(({ takenFor }) => takenFor).sort();
    expect(kinds(again!)).toEqual([...kinds(world), 'scenario file'].sort());
    expect(showWorld(again!).missing).toHaveLength(showWorld(world).missing.length);
  });

  const { world: again } = worldFromFiles(redacted, () => undefined);
  const { requests } = JSON.parse(
    redacted.find(({ path }) => path.endsWith('.json') && !path.includes('/'))!.text,
  );
  it.each(
    questions.map((question, index) => [question.title, question.reason, requests[index]] as const),
  )('is denied for the same reason: %s', (_, reason, ask) => {
    const resolution = resolveRequest(again!, ask, { clock });
    expect(
      resolution.kind === 'resolved' && decide(resolution.policies, resolution.request),
    ).toMatchObject({ verdict: 'deny', reason });
  });

  it('is the same each time', () => {
    expect(redactFiles([...files].reverse()).files).toEqual(redacted);
  });
});

describe('names in patterns', () => {
  const document = (resource: string) =>
    `{ Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "sts:*", Resource: "${resource}" }] }`;
  const roles = ['Engineering', 'EngineeringTest', 'Marketing', 'team-engineering', 'ENGINE'];
  const patterns = ['Eng*', '*ing', '*Test', 'team-*', '*engin*', 'Engineering*', 'M?rketing', '*'];

  it('match what they matched', () => {
    const accounts = (pattern: string) =>
      `accounts: { "111122223333": { users: { alice: { policies: [${document(`arn:aws:iam::111122223333:role/${pattern}`)}] } }, roles: { ${roles.map((name) => `${name}: { trustPolicy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" }] } }`).join(', ')} } } }`;
    const verdicts = (text: string) => {
      const { world: of, diagnostics } = parseWorld(text);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const account = [...of!.accounts.values()][0]!;
      const [alice] = account.users.keys();
      return [...account.roles.values()].map(({ arn }) => {
        const resolution = resolveRequest(
          of!,
          { principal: `user/${alice}`, action: 'sts:AssumeRole', resource: arn },
          { clock },
        );
        return (
          resolution.kind === 'resolved' && decide(resolution.policies, resolution.request).verdict
        );
      });
    };
    for (const pattern of patterns) {
      const text = accounts(pattern);
      const [redacted] = redactFiles([{ path: 'world.yaml', text }]).files!;
      expect([pattern, verdicts(redacted!.text)]).toEqual([pattern, verdicts(text)]);
    }
  });
});

describe('YAML', () => {
  const text =
    '# alice asked for this\naccounts: # of carol\n  "123456789012":\n    users:\n      carol: { tags: { owner: "carol # not a comment" } }\n';
  const [redacted] = redactFiles([{ path: 'world.yaml', text }]).files!;

  it('loses its comments and keeps its shape', () => {
    expect(redacted!.text).not.toMatch(/alice|carol|123456789012/);
    expect(redacted!.text.split('\n')).toHaveLength(text.split('\n').length);
    expect(Object.keys(parse(redacted!.text).accounts)).toEqual(['111122223333']);
  });
});

it('returns nothing of files that cannot be read whole', () => {
  const { files: none, diagnostics } = redactFiles([
    { path: 'a.json', text: '{ "UserName": "carol", }' },
  ]);
  expect(none).toBeUndefined();
  expect(diagnostics[0]).toMatchObject({ severity: 'error', file: 'a.json' });
});
