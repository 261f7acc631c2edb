// Where people run lint: the GitHub Action, the pre-commit hook, the recipes of docs/lint.md, each run on the
// built program as far as that goes without GitHub, GitLab or AWS.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../src/lint/config.ts';
import { folderOf } from '../scenario/files.ts';

const root = resolve(import.meta.dirname, '../..');
const bad =
  'fixtures/lint/K14-create-grant-escalation/bad-a-role-of-another-account-may-create-any-grant.json';
const good = 'fixtures/start/key-policy.json';

/** A folder whose `npx` and `keyward` run the built program; `npx` drops its own arguments. */
function toolFolder(): string {
  const program = `node ${join(root, 'dist/keyward.js')}`;
  const folder = folderOf({
    npx: `#!/bin/bash\nshift 2\nexec ${program} "$@"\n`,
    keyward: `#!/bin/bash\nexec ${program} "$@"\n`,
  });
  for (const name of ['npx', 'keyward']) chmodSync(join(folder, name), 0o755);
  return folder;
}

const tools = toolFolder();

function bash(script: string, env: Readonly<Record<string, string>> = {}) {
  const path = `${tools}:${process.env.PATH}`;
  const { stdout, stderr, status } = spawnSync('bash', ['-e', '-c', script], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: path },
  });
  return { stdout, stderr, status };
}

describe('the GitHub Action', () => {
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const [step] = action.runs.steps;
  const run = (inputs: Readonly<Record<string, string>>) => {
    const values = Object.entries(step.env as Record<string, string>).map(([name, value]) => {
      const input = /inputs\.([\w-]+)/.exec(value)![1]!;
      expect(Object.keys(action.inputs)).toContain(input);
      return [name, inputs[input] ?? String(action.inputs[input].default)];
    });
    return bash(step.run, Object.fromEntries(values));
  };

  it('annotates what it finds, and fails', () => {
    const { stdout, status } = run({ paths: bad });
    expect(stdout).toMatch(/^::error file=.*line=15,col=33,.*title=K14-create-grant-escalation::/m);
    expect(status).toBe(1);
  });

  it('takes several paths, a severity and a file for SARIF', () => {
    const sarif = join(tools, 'keyward.sarif');
    const { status } = run({ paths: `${bad} ${good}`, 'fail-on': 'error', sarif });
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0');
  });
});

describe('the pre-commit hook', () => {
  const [hook] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));

  it('lints the files that it is given', () => {
    const { stdout, status } = bash(`${hook.entry} ${bad} ${good}`);
    expect(stdout).toMatch(/:15:33: high: .*\[K14-create-grant-escalation\]/);
    expect(status).toBe(1);
  });

  it('is for policies, templates and plans, not for the files of packages', () => {
    const runsOn = (file: string) =>
      new RegExp(hook.files).test(file) && !new RegExp(hook.exclude).test(file);
    expect(['key.json', 'a/stack.yaml', 'cdk.out/Stack.template.json'].every(runsOn)).toBe(true);
    expect(
      ['package.json', 'a/package-lock.json', 'tsconfig.build.json', 'a.ts'].some(runsOn),
    ).toBe(false);
  });
});

describe('docs/lint.md', () => {
  const text = readFileSync(join(root, 'docs/lint.md'), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block]) => block!);

  it('shows a configuration that is one', () => {
    expect(parseConfig(blocks[0]!, 'keyward.config.yaml').diagnostics).toEqual([]);
  });

  it('names inputs that the action has', () => {
    const [{ with: inputs }] = parse(blocks[1]!);
    const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
  });

  it('has a recipe for GitLab that writes a Code Quality report', () => {
    const { keyward } = parse(blocks[2]!);
    const report = join(tools, 'keyward.json');
    const [command] = keyward.script as string[];
    const script = command!.replace('infrastructure', bad).replace('keyward.json', report);
    expect(bash(script.replace('npx --yes keyward', 'keyward')).status).toBe(1);
    const found = JSON.parse(readFileSync(report, 'utf8')) as readonly { severity: string }[];
    expect(found.map(({ severity }) => severity)).toContain('critical');
    expect(keyward.artifacts.reports.codequality).toBe('keyward.json');
  });
});
