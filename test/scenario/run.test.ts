// Running scenarios: what differs from the expectation is named, with its place; all else passes.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverage } from '../../src/scenario/coverage.ts';
import { findScenarioFiles, loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { runScenario } from '../../src/scenario/run.ts';
import { folderOf, world } from './files.ts';

async function run(requests: string) {
  const folder = folderOf({
    'world.yaml': world,
    's.yaml': `world: world.yaml\nrequests:\n${requests}`,
  });
  const loaded = await loadScenario(join(folder, 's.yaml'), worldLoader());
  expect(loaded.diagnostics).toEqual([]);
  return runScenario(loaded.scenario!, loaded.world!);
}

const as = (principal: string, action: string, expected: string) =>
  `  - { principal: ${principal}, action: "kms:${action}", key: alias/app, expect: ${expected} }\n`;
const alice = (expected: string) => as('user/alice', 'Decrypt', expected);
const role = (expected: string) => as('role/Engineering', 'Decrypt', expected);
const denied = (expected: string) => as('user/alice', 'Encrypt', expected);

const holds = [
  alice('{ verdict: allow, kind: allowed, reason: key-policy }'),
  alice('{ determining: ["key-policy#Alice"] }'),
  alice('{ determining: ["key-policy[0]"] }'),
  denied('{ verdict: deny, kind: explicit-deny, determining: ["key-policy[1]"] }'),
  role('{ verdict: deny, kind: implicit-deny, reason: not-delegated, determining: [] }'),
  role('{ assumptions: [] }'),
  as('user/alicia', 'Decrypt', '{ error: { code: unknown-principal } }'),
  as('user/alice', 'Decript', '{ error: { code: unknown-action } }'),
];

// What is expected, and what the mismatch must say: field, expected, actual.
const differs: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  [alice('{ verdict: deny }'), 'verdict', ['deny'], ['allow']],
  [alice('{ reason: grant }'), 'reason', ['grant'], ['key-policy']],
  [alice('{ kind: explicit-deny }'), 'kind', ['explicit-deny'], ['allowed']],
  [alice('{ determining: [] }'), 'determining', [], ['key-policy#Alice']],
  [
    alice('{ determining: [a#b, "key-policy[0]"] }'),
    'determining',
    ['a#b', 'key-policy[0]'],
    ['key-policy#Alice'],
  ],
  [alice('{ assumptions: [conversion-failure] }'), 'assumptions', ['conversion-failure'], []],
  [
    alice('{ error: { code: unknown-action } }'),
    'error',
    ['unknown-action'],
    ['allow (key-policy)'],
  ],
  [
    as('user/alicia', 'Decrypt', '{ verdict: deny }'),
    'verdict',
    ['deny'],
    ['no decision: unknown-principal'],
  ],
  [as('user/alicia', 'Decrypt', '{ error: { code: x } }'), 'error', ['x'], ['unknown-principal']],
];

describe('runScenario', () => {
  it.each(holds)('passes %s', async (request) => {
    expect((await run(request)).requests.map(({ mismatches }) => mismatches)).toEqual([[]]);
  });

  it.each(differs)('fails %s', async (request, field, expected, actual) => {
    const { requests } = await run(request);
    expect(requests[0]!.mismatches).toMatchObject([{ field, expected, actual }]);
    expect(requests[0]!.mismatches[0]!.span.start.line).toBe(3);
  });

  it('covers the statements that decided, and counts all others', async () => {
    const result = await run(alice('{ verdict: allow }') + role('{ verdict: deny }'));
    const { statements, undecided } = coverage([result]);
    expect(statements).toBe(3);
    expect(
      undecided.map(({ policy, sid, index, effect, start }) => [
        policy ?? '',
        sid ?? index,
        effect,
        start.line,
      ]),
    ).toEqual([
      ['engineering', 'UseKeys', 'Allow', 12],
      ['', 1, 'Deny', 25],
    ]);
  });
});

describe('findScenarioFiles', () => {
  it('finds scenarios in folders, and passes worlds, policies and hidden folders over', () => {
    const scenario = 'requests: []\n';
    const folder = folderOf({
      'a/b.yaml': scenario,
      'a/c.json': '{ "requests": [] }',
      'a/broken.yaml': 'title: x\nrequests: [\n',
      'a/world.yaml': world,
      'a/policy.json': '{ "Statement": [] }',
      'a/notes.txt': scenario,
      '.hidden/d.yaml': scenario,
      'node_modules/e.yaml': scenario,
    });
    const { files, diagnostics } = findScenarioFiles([folder, join(folder, 'a/world.yaml')]);
    expect(files.map((file) => file.slice(folder.length + 1))).toEqual([
      'a/b.yaml',
      'a/broken.yaml',
      'a/c.json',
      'a/world.yaml',
    ]);
    expect(diagnostics).toEqual([]);
  });
});
