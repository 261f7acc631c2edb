// Runs scenario files and reports; --update writes the answers back, --watch runs again on changes.
import { writeFileSync } from 'node:fs';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { coverage } from '../../scenario/coverage.ts';
import {
  findScenarioFiles,
  followFrom,
  loadScenario,
  type WorldLoader,
  worldLoader,
} from '../../scenario/load.ts';
import { githubReport } from '../../scenario/report/github.ts';
import { jsonReport } from '../../scenario/report/json.ts';
import { junitReport } from '../../scenario/report/junit.ts';
import { type TestedFile, type TestReport, testReport } from '../../scenario/report/report.ts';
import { textReport } from '../../scenario/report/text.ts';
import { runScenario, type ScenarioResult, withoutExpectation } from '../../scenario/run.ts';
import { unreadable } from '../../scenario/unreadable.ts';
import { updateExpectations } from '../../scenario/update.ts';
import { quoted } from '../../syntax/quoted.ts';
import { paintFor } from '../colours.ts';
import type { TestOptions } from '../command-options.ts';
import { exitCodes, type Io } from '../io.ts';
import { framer, printDiagnostics } from '../output.ts';
import { progress } from '../progress.ts';

/** Runs `keyward test`. With --watch it never returns. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  io: Io,
): Promise<number> {
  const once = async () => {
    const { files, code } = await testOnce(paths, options, io);
    return { code, watched: files.flatMap(watchedPaths) };
  };
  if (options.watch === undefined) return (await once()).code;
  const { watch } = await import('./watch.ts');
  return watch(paths, once, io);
}

async function testOnce(paths: readonly string[], options: TestOptions, io: Io) {
  const found = findScenarioFiles(paths);
  const worlds = worldLoader();
  const tell = progress(io, found.files.length);
  const files: TestedFile[] = found.diagnostics.map((diagnostic) => {
    return { file: diagnostic.file ?? '', diagnostics: [diagnostic] };
  });
  for (const [index, file] of found.files.entries()) {
    tell.at(index);
    files.push(await testFile(file, worlds, options, io));
  }
  tell.end();
  const results = files.flatMap(({ result }) => result ?? []);
  const report = testReport(files, options.coverage ? coverage(results) : undefined);
  io.stdout(formatted(report, options, io));
  return { files, code: codeOf(report) };
}

async function testFile(
  file: string,
  worlds: WorldLoader,
  options: TestOptions,
  io: Io,
): Promise<TestedFile> {
  const { scenario, world, diagnostics } = await loadScenario(file, worlds);
  if (scenario === undefined) return { file, diagnostics };
  const { title } = scenario;
  const problems = [
    ...diagnostics,
    ...(options.update ? [] : withoutExpectation(scenario)),
    ...(scenario.world === undefined ? [withoutWorld(file)] : []),
  ];
  if (world === undefined || problems.some(({ severity }) => severity === 'error')) {
    return { file, title, diagnostics: problems };
  }
  const result = await runScenario(scenario, world);
  if (options.update) return update({ file, title, diagnostics: problems, result }, result, io);
  return { file, title, diagnostics: problems, result };
}

function withoutWorld(file: string): Diagnostic {
  return {
    code: 'scenario-without-world',
    severity: 'error',
    message: 'the scenario has no `world` to decide its requests in',
    remedy: 'add `world:` with accounts and keys, or with the path of a world file or folder',
    file,
  };
}

/** Writes what was answered into the file, and reports the file as it is afterwards. */
function update(tested: TestedFile, result: ScenarioResult, io: Io): TestedFile {
  const { file } = tested;
  const stale = result.requests.some(
    ({ request, mismatches }) => request.expect === undefined || mismatches.length > 0,
  );
  if (!stale) return tested;
  const updated = updateExpectations(result, { follow: followFrom(file) });
  if (updated === undefined) {
    printDiagnostics(io, [
      {
        code: 'update-refused',
        severity: 'warning',
        message: `the expectations of ${quoted(file)} could not be rewritten in place`,
        remedy: 'change the failing ones by hand',
        file,
      },
    ]);
    return tested;
  }
  try {
    writeFileSync(file, updated.text);
  } catch (error) {
    return { ...tested, diagnostics: [...tested.diagnostics, unreadable(file, error)] };
  }
  io.stderr(`updated ${file} (${updated.changed} of ${result.requests.length} requests)\n`);
  const requests = result.requests.map((entry) => ({ ...entry, mismatches: [] }));
  return { ...tested, result: { ...result, requests } };
}

function formatted(report: TestReport, options: TestOptions, io: Io): string {
  switch (options.format) {
    case 'text': {
      const paint = paintFor(io, 'stdout');
      const verbose = options.verbose ?? false;
      return textReport(report, { paint, verbose, frame: framer(paint) });
    }
    case 'json':
      return jsonReport(report);
    case 'junit':
      return junitReport(report);
    case 'github':
      return githubReport(report);
    default:
      return options.format satisfies never;
  }
}

function codeOf({ summary, files }: TestReport): number {
  const unreadableFile = files.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => severity === 'error'),
  );
  if (summary.broken > 0 || unreadableFile || summary.requests === 0) return exitCodes.unknown;
  return summary.failed > 0 ? exitCodes.bad : exitCodes.good;
}

function watchedPaths({ file, result }: TestedFile): readonly string[] {
  return [file, ...(result?.world.files.map(({ path }) => path) ?? [])];
}
