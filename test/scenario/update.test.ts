// --update: only what differs is rewritten, in the style around it, and comments stay.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario, worldLoader } from '../../src/scenario/load.ts';
import { runScenario } from '../../src/scenario/run.ts';
import { updateExpectations } from '../../src/scenario/update.ts';
import { folderOf, world } from './files.ts';

async function updated(name: string, text: string): Promise<string | undefined> {
  const folder = folderOf({ 'world.yaml': world, [name]: text });
  const {
    scenario,
    world: loaded,
    diagnostics,
  } = await loadScenario(join(folder, name), worldLoader());
  expect(diagnostics).toEqual([]);
  return updateExpectations(await runScenario(scenario!, loaded!))?.text;
}

const head = `# Why this file is here.
world: world.yaml
requests:
  - name: alice   # the administrator
    principal: user/alice
    action: kms:Decrypt
    key: alias/app`;

// What it shows, the end of the file before, and after.
const rows: readonly (readonly [string, string, string])[] = [
  [
    'a word',
    '\n    expect:\n      verdict: deny # was it?\n',
    '\n    expect:\n      verdict: allow # was it?\n',
  ],
  ['a quoted word', "\n    expect: { verdict: 'deny' }\n", "\n    expect: { verdict: 'allow' }\n"],
  [
    'a double-quoted word',
    '\n    expect: { verdict: "deny" }\n',
    '\n    expect: { verdict: "allow" }\n',
  ],
  [
    'a flow list',
    '\n    expect: { determining: [ a#b ] } # x\n',
    '\n    expect: { determining: [key-policy#Alice] } # x\n',
  ],
  [
    'a block list',
    '\n    expect:\n      determining:\n        - a#b\n        - c#d\n      verdict: allow\n',
    '\n    expect:\n      determining:\n        - key-policy#Alice\n      verdict: allow\n',
  ],
  [
    'a block list at the indentation of its key, which becomes empty',
    '\n    expect:\n      assumptions:\n      - conversion-failure\n      verdict: allow\n',
    '\n    expect:\n      assumptions: []\n      verdict: allow\n',
  ],
  [
    'an error where there is a decision',
    '\n    expect:\n      error: { code: x }\n    # the end\n',
    '\n    expect:\n      verdict: allow\n      reason: key-policy\n    # the end\n',
  ],
  ['nothing at the end of the file', '', '\n    expect: { verdict: allow, reason: key-policy }'],
  [
    'nothing before a comment and another request',
    ' # c\n\n  - { principal: user/alicia, action: kms:Decrypt, key: alias/app }\n',
    ' # c\n    expect: { verdict: allow, reason: key-policy }\n\n  - { principal: user/alicia, action: kms:Decrypt, key: alias/app, expect: { error: { code: unknown-principal } } }\n',
  ],
];

describe('updateExpectations', () => {
  it('keeps the line ends of Windows', async () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    const expected = windows(`${head}\n    expect: { verdict: allow, reason: key-policy }\n`);
    expect(await updated('s.yaml', windows(`${head}\n`))).toBe(expected);
  });

  it.each(rows)('rewrites %s', async (_, before, after) => {
    expect(await updated('s.yaml', head + before)).toBe(head + after);
  });

  it('leaves what holds as it is', async () => {
    const text = `${head}\n    expect:   {   verdict:   allow }   \n\n`;
    expect(await updated('s.yaml', text)).toBe(text);
  });

  it('keeps JSON valid', async () => {
    const ask = '"principal": "user/alice", "action": "kms:Decrypt", "key": "alias/app"';
    const text = `{ "world": "world.yaml", "requests": [\n { ${ask}, "expect": { "verdict": "deny", "determining": [] } },\n { ${ask} }] }\n`;
    const expected = `{ "world": "world.yaml", "requests": [\n { ${ask}, "expect": { "verdict": "allow", "determining": ["key-policy#Alice"] } },\n { ${ask}, "expect": { "verdict": "allow", "reason": "key-policy" } }] }\n`;
    expect(await updated('s.json', text)).toBe(expected);
  });

  it('breaks no shipped scenario', async () => {
    const file = 'fixtures/start/scenario.yaml';
    const { scenario, world: loaded } = await loadScenario(file, worldLoader());
    expect(updateExpectations(await runScenario(scenario!, loaded!))?.text).toBe(
      readFileSync(file, 'utf8'),
    );
  });
});
