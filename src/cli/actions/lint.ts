// Lints files together and prints what was found; --fix makes the fixes that change no decision.
import { writeFileSync } from 'node:fs';
import type { LintConfig } from '../../lint/config.ts';
import { findRule } from '../../lint/find-rule.ts';
import { type Severity, severities } from '../../lint/finding.ts';
import { applyFixes } from '../../lint/fix.ts';
import { type LintOptions as LibraryOptions, lint as lintAll, scopeOf } from '../../lint/lint.ts';
import { countsOf, type LintReport } from '../../lint/report.ts';
import type { ReadFile } from '../../lint/scope.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { quoted } from '../../syntax/quoted.ts';
import { unifiedDiff } from '../../syntax/unified-diff.ts';
import { paintFor } from '../colours.ts';
import type { LintOptions } from '../command-options.ts';
import { readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import { exitCodes, type Io } from '../io.ts';
import { printDiagnostics } from '../output.ts';
import { progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { readBaseline, writeBaseline } from './lint-baseline.ts';
import { loadLintConfig } from './lint-config.ts';
import { type LintInput, lintFiles, nothingFound } from './lint-files.ts';
import { printed, reportFiles, writeReport } from './lint-reports.ts';

/** Runs `keyward lint`. */
export async function lint(
  paths: readonly string[],
  options: LintOptions,
  io: Io,
): Promise<number> {
  if (options.fix && !options.dryRun && paths.includes('-')) {
    throw new UsageError('`--fix` cannot change standard input; name the file, or add `--dry-run`');
  }
  const outputs = reportFiles(options.output ?? []);
  const config = await loadLintConfig(options.config, io);
  const { files, diagnostics } = lintFiles(paths);
  const sources = await readSources(files, io);
  const settings = await settingsOf(options, config, io);
  const report = withoutOthers(lintAll(sources.texts, settings), files, config);
  const problems = [...diagnostics, ...sources.diagnostics];
  const empty = report.files.length === 0 && problems.length === 0 ? paths.map(nothingFound) : [];
  if (options.fix) {
    const code = fixAll(report, settings, options, io);
    printDiagnostics(io, [...problems, ...empty]);
    return isWhole(report, [...problems, ...empty]) ? code : exitCodes.unknown;
  }
  io.stdout(printed(report, options.format, paintFor(io, 'stdout')));
  for (const output of outputs) writeReport(report, output);
  if (options.writeBaseline !== undefined) writeBaseline(report, options.writeBaseline);
  printDiagnostics(io, [...problems, ...empty]);
  return codeOf(report, [...problems, ...empty], options.failOn ?? config?.failOn ?? 'warning');
}

interface Sources {
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What cannot be read is said; the other files are linted all the same. */
async function readSources(files: readonly LintInput[], io: Io): Promise<Sources> {
  const texts: { path: string; text: string }[] = [];
  const diagnostics: Diagnostic[] = [];
  const tell = progress(io, files.length);
  for (const [index, { path }] of files.entries()) {
    tell.at(index);
    try {
      const { file, text } = await readInput(io, path);
      texts.push({ path: file, text });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  tell.end();
  return { texts, diagnostics };
}

async function settingsOf(
  options: LintOptions,
  config: LintConfig | undefined,
  io: Io,
): Promise<LibraryOptions> {
  const { type, rule, suppressions } = options;
  const account = options.account ?? config?.account;
  const region = options.region ?? config?.region;
  const deployer = options.deployer ?? config?.deployer;
  const worlds = options.world ?? config?.world;
  const baseline = options.baseline ?? config?.baseline;
  return {
    typeOf: (file) => type ?? config?.types.findLast(({ fits }) => fits(file))?.type,
    trustedAccounts: config?.trustedAccounts ?? [],
    trustedOrganizations: config?.trustedOrganizations ?? [],
    severities: config?.severities ?? [],
    suppressions: config?.suppressions ?? [],
    suppress: suppressions,
    today: io.now().toISOString().slice(0, 10),
    ...(rule === undefined ? {} : { only: rule.map(ruleId) }),
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(deployer === undefined ? {} : { deployer }),
    ...(baseline === undefined ? {} : { baseline: await readBaseline(baseline, io) }),
    ...(worlds === undefined ? {} : { world: await worldOf(worlds) }),
  };
}

async function worldOf(paths: readonly string[]) {
  const { loadWorld } = await import('./load-world.ts');
  return loadWorld(paths);
}

function ruleId(name: string): string {
  const rule = findRule(name);
  if (rule) return rule.id;
  throw new UsageError(`there is no rule ${quoted(name)}; \`keyward rules\` lists them`);
}

/** Files of folders that hold nothing to lint, and the configuration itself, are not worth a line. */
function withoutOthers(
  report: LintReport,
  inputs: readonly LintInput[],
  config: LintConfig | undefined,
): LintReport {
  const named = new Set(inputs.filter((input) => input.named).map(({ path }) => path));
  const isOther = ({ source, diagnostics }: ReadFile) =>
    !named.has(source.file) && diagnostics.some(({ code }) => code === 'no-policies');
  const others = new Set(report.files.filter(isOther).map(({ source }) => source.file));
  if (others.size === 0 && !config) return report;
  const findings = report.findings.filter(({ file }) => !others.has(file));
  return {
    ...report,
    findings,
    counts: countsOf(findings),
    files: report.files.filter(({ source }) => !others.has(source.file)),
    unread: report.unread.filter((file) => !others.has(file)),
  };
}

function fixAll(
  report: LintReport,
  settings: LibraryOptions,
  { dryRun }: LintOptions,
  io: Io,
): number {
  const scope = scopeOf(report.files, settings);
  let count = 0;
  for (const file of report.files) {
    const { text, applied } = applyFixes(
      file,
      report.findings,
      scope,
      settings.typeOf?.(file.source.file),
    );
    if (applied.length === 0) continue;
    count += applied.length;
    if (dryRun) io.stdout(unifiedDiff(file.source.file, file.source.text, text));
    else {
      writeFileSync(file.source.file, text);
      for (const { rule, message } of applied)
        io.stdout(`${file.source.file}: fixed ${rule}: ${message}\n`);
    }
  }
  const left = report.findings.length - count;
  io.stdout(`${count} ${dryRun ? 'could be fixed' : 'fixed'}, ${left} left\n`);
  return left > 0 || (dryRun && count > 0) ? exitCodes.bad : exitCodes.good;
}

/** Whether everything could be read. */
function isWhole({ unread }: LintReport, problems: readonly Diagnostic[]): boolean {
  return unread.length === 0 && problems.length === 0;
}

function codeOf(report: LintReport, problems: readonly Diagnostic[], failOn: Severity): number {
  if (!isWhole(report, problems)) return exitCodes.unknown;
  const worst = severities.indexOf(failOn);
  const failed = report.findings.some(({ severity }) => severities.indexOf(severity) <= worst);
  return failed ? exitCodes.bad : exitCodes.good;
}
