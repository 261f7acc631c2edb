// The fixtures of rules: fixtures/lint/RULE/bad-….EXT must bring a finding of the rule, good-….EXT none.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LintOptions, lint } from '../../src/lint/lint.ts';

const root = resolve(import.meta.dirname, '../../fixtures/lint');

/** One fixture; `options.json` beside it holds what the command line would say. */
export interface Fixture {
  readonly rule: string;
  readonly name: string;
  readonly text: string;
}

/** All fixtures of all rules. */
export const fixtures: readonly Fixture[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^[A-Z]\d\d-/.test(entry.name))
  .flatMap(({ name: rule }) =>
    readdirSync(join(root, rule))
      .filter((name) => /^(bad|good)-.+(?<!\.options)\.(json|ya?ml)$/.test(name))
      .sort()
      .map((name) => ({ rule, name, text: readFileSync(join(root, rule, name), 'utf8') })),
  );

/** Lints a fixture as `fixtures/lint/RULE/NAME`. */
export function lintFixture({ rule, name, text }: Fixture) {
  const path = `fixtures/lint/${rule}/${name}`;
  return lint([{ path, text }], optionsOf(rule, name));
}

function optionsOf(rule: string, name: string): LintOptions {
  try {
    const file = join(root, rule, name.replace(/\.[^.]+$/, '.options.json'));
    return JSON.parse(readFileSync(file, 'utf8')) as LintOptions;
  } catch {
    return {};
  }
}
