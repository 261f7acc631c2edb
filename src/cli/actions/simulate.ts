// Decides requests and prints why: one from flags, or those of a scenario file.
import { explain } from '../../explain/explain.ts';
import type { Span } from '../../model/span.ts';
import { loadScenario, worldLoader } from '../../scenario/load.ts';
import { type Outcome, outcomeOf } from '../../scenario/outcome.ts';
import type { WorldRequest } from '../../world/request.ts';
import type { World } from '../../world/world.ts';
import type { SimulateOptions } from '../command-options.ts';
import { readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import { exitCodes, type Io, worst } from '../io.ts';
import { printDiagnostics } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { loadWorld } from './load-world.ts';
import { jsonOf, printText, type Simulation } from './simulate-output.ts';
import { requestFlags, requestFromFlags } from './simulate-request.ts';

interface Question {
  readonly world: World;
  readonly title?: string;
  readonly requests: readonly {
    readonly name?: string;
    readonly ask: WorldRequest;
    readonly assumeCallerAllows: boolean;
    readonly place?: { readonly file: string; readonly span: Span };
  }[];
  readonly clock: Date;
}

/** Runs `keyward simulate`. */
export async function simulate(
  file: string | undefined,
  options: SimulateOptions,
  io: Io,
): Promise<number> {
  const question = await (file === undefined
    ? askedByFlags(options, io)
    : askedByFile(file, options, io));
  const { world, requests, clock } = question;
  printWarnings(io, world);
  const simulations = requests.map(({ name, ask, assumeCallerAllows, place }): Simulation => {
    const outcome = placed(outcomeOf(world, ask, { clock, assumeCallerAllows }), place);
    return { name, ask, outcome, ...explained(outcome, options) };
  });
  if (options.format === 'json') {
    io.stdout(
      `${JSON.stringify(jsonOf(simulations, question.title, file !== undefined), null, 2)}\n`,
    );
  } else printText(simulations, question.title, io);
  return worst(simulations.map(({ outcome }) => codeOf(outcome)));
}

/** A world's own problems are the business of lint: here only the first warnings are shown. */
function printWarnings(io: Io, world: World): void {
  const warnings = world.diagnostics.filter(({ severity }) => severity === 'warning');
  printDiagnostics(io, warnings.slice(0, 3));
  const more = warnings.length - 3;
  if (more > 0) io.stderr(`… and ${more} more warnings; \`keyward lint\` lists them\n`);
}

async function askedByFlags(options: SimulateOptions, io: Io): Promise<Question> {
  const ask = await requestFromFlags(options, io);
  const world = await loadWorld(options.world);
  const assumeCallerAllows = options.assumeCallerAllows ?? false;
  return { world, requests: [{ ask, assumeCallerAllows }], clock: options.time ?? io.now() };
}

async function askedByFile(path: string, options: SimulateOptions, io: Io): Promise<Question> {
  const flag = requestFlags.find((name) => options[name] !== undefined);
  if (flag !== undefined) {
    const option = flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(
      `\`--${option}\` does not go together with a file: the requests of the file say it`,
    );
  }
  const source = await readInput(io, path);
  const loaded = await loadScenario(source.file, worldLoader(), source.text);
  const { scenario } = loaded;
  if (scenario === undefined || loaded.diagnostics.some(({ severity }) => severity === 'error')) {
    throw new InputError(loaded.diagnostics, [source]);
  }
  const world =
    options.world === undefined && loaded.world !== undefined
      ? loaded.world
      : await loadWorld(options.world);
  const requests = scenario.requests.map(({ name, nameSpan, span, ask, assumeCallerAllows }) => {
    const assumed = assumeCallerAllows || options.assumeCallerAllows === true;
    const place = { file: source.file, span: nameSpan ?? span };
    return { name, ask, assumeCallerAllows: assumed, place };
  });
  const clock = options.time ?? scenario.clock ?? io.now();
  return { world, requests, clock, ...(scenario.title ? { title: scenario.title } : {}) };
}

function explained(outcome: Outcome, { namedByCiphertext }: SimulateOptions) {
  if (outcome.kind === 'refused') return {};
  const named = namedByCiphertext === true ? 'ciphertext' : 'resource';
  return { explanation: explain(outcome.policies, outcome.request, { named }) };
}

/** Lets a refusal say where in the file its request stands. */
function placed(outcome: Outcome, place: object | undefined): Outcome {
  if (outcome.kind === 'decided' || place === undefined) return outcome;
  const diagnostics = outcome.diagnostics.map((diagnostic) =>
    diagnostic.span === undefined ? { ...diagnostic, ...place } : diagnostic,
  );
  return { ...outcome, diagnostics };
}

function codeOf(outcome: Outcome): number {
  if (outcome.kind === 'refused') return exitCodes.unknown;
  return outcome.decision.verdict === 'allow' ? exitCodes.good : exitCodes.bad;
}
