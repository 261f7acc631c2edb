// Finds and reads the configuration of `keyward lint`, and those that it extends.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { extended, type LintConfig, parseConfig } from '../../lint/config.ts';
import { quoted } from '../../syntax/quoted.ts';
import { readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import type { Io } from '../io.ts';

const usualNames = ['keyward.config.yaml', 'keyward.config.yml', 'keyward.config.json'];

/** The configuration that is named, or the one of the current folder; undefined without one. */
export async function loadLintConfig(
  path: string | undefined,
  io: Io,
): Promise<LintConfig | undefined> {
  const file = path ?? usualNames.find((name) => existsSync(name));
  return file === undefined ? undefined : load(file, io, []);
}

async function load(path: string, io: Io, above: readonly string[]): Promise<LintConfig> {
  if (above.includes(path)) {
    const message = `the configuration ${quoted(path)} extends itself`;
    throw new InputError([{ code: 'lint-config', severity: 'error', message, file: path }]);
  }
  const source = await readInput(io, path);
  const { config, diagnostics } = parseConfig(source.text, source.file);
  if (!config) throw new InputError(diagnostics, [source]);
  if (config.extends === undefined) return config;
  const base = await load(join(dirname(path), config.extends), io, [...above, path]);
  return extended(base, config);
}
