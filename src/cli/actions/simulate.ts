// Decides requests, or performs operations, and prints why: one from flags, or those of a scenario file.
import { explain } from '../../explain/explain.ts';
import { createSimulator } from '../../kms/simulator.ts';
import { SimulationError } from '../../kms/unresolved.ts';
import type { Span } from '../../model/span.ts';
import { loadScenario, worldLoader } from '../../scenario/load.ts';
import { type Outcome, outcomeOf } from '../../scenario/outcome.ts';
import { inputOf } from '../../scenario/parameters.ts';
import { runScenario } from '../../scenario/run.ts';
import type { World } from '../../world/world.ts';
import type { SimulateOptions } from '../command-options.ts';
import { readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import { exitCodes, type Io, worst } from '../io.ts';
import { printDiagnostics } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { loadWorld } from './load-world.ts';
import { callFromFlags } from './operation-parameters.ts';
import { jsonOf, printText, type Simulation } from './simulate-output.ts';
import { requestFlags, requestFromFlags } from './simulate-request.ts';

/** What was asked, and what it came to. */
interface Asked {
  readonly title?: string | undefined;
  readonly simulations: readonly Simulation[];
}

/** Runs `keyward simulate`. */
export async function simulate(
  file: string | undefined,
  options: SimulateOptions,
  io: Io,
): Promise<number> {
  const { title, simulations } = await (file === undefined
    ? askedByFlags(options, io)
    : askedByFile(file, options, io));
  if (options.format === 'json') {
    io.stdout(`${JSON.stringify(jsonOf(simulations, title, file !== undefined), null, 2)}\n`);
  } else printText(simulations, title, io);
  return worst(simulations.map(({ outcome }) => codeOf(outcome)));
}

/** A world's own problems are the business of lint: here only the first warnings are shown. */
function printWarnings(io: Io, world: World): void {
  const warnings = world.diagnostics.filter(({ severity }) => severity === 'warning');
  printDiagnostics(io, warnings.slice(0, 3));
  const more = warnings.length - 3;
  if (more > 0) io.stderr(`… and ${more} more warnings; \`keyward lint\` lists them\n`);
}

async function askedByFlags(options: SimulateOptions, io: Io): Promise<Asked> {
  const ask = await requestFromFlags(options, io);
  const { operation, key, parameter = [], assumeCallerAllows = false } = options;
  const call = operation === undefined ? undefined : callFromFlags(operation, key, parameter);
  const world = await loadWorld(options.world);
  printWarnings(io, world);
  const clock = options.time ?? io.now();
  if (!call) {
    const outcome = outcomeOf(world, ask, { clock, assumeCallerAllows });
    return { simulations: [{ ask, outcome, ...explained(outcome, options) }] };
  }
  const { action: _, key: __, resource: ___, grantTokens, grantId: ____, ...rest } = ask;
  const given = { saved: new Map<string, unknown>(), readFile: () => undefined };
  const simulator = createSimulator(world, { clock: () => clock });
  try {
    const parameters = {
      ...inputOf(call, given),
      ...(grantTokens ? { GrantTokens: grantTokens } : {}),
    };
    const performed = await simulator.simulate({
      ...rest,
      operation: call.operation,
      parameters,
      assumeCallerAllows,
    });
    return { simulations: [{ ask, outcome: { kind: 'performed', performed } }] };
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    const { because, missing, diagnostics } = error;
    return { simulations: [{ ask, outcome: { kind: 'refused', because, missing, diagnostics } }] };
  } finally {
    await simulator.close();
  }
}

async function askedByFile(path: string, options: SimulateOptions, io: Io): Promise<Asked> {
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
  printWarnings(io, world);
  const { requests } = await runScenario(scenario, world, {
    clock: options.time ?? scenario.clock ?? io.now(),
    assumeCallerAllows: options.assumeCallerAllows === true,
  });
  const simulations = requests.map(({ request, outcome }): Simulation => {
    const { name, nameSpan, span, ask } = request;
    const place = { file: source.file, span: nameSpan ?? span };
    return { name, ask, outcome: placed(outcome, place), ...explained(outcome, options) };
  });
  return { title: scenario.title, simulations };
}

function explained(outcome: Outcome, { namedByCiphertext }: SimulateOptions) {
  if (outcome.kind !== 'decided') return {};
  const named = namedByCiphertext === true ? 'ciphertext' : 'resource';
  return { explanation: explain(outcome.policies, outcome.request, { named }) };
}

/** Lets a refusal say where in the file its request stands. */
function placed(outcome: Outcome, place: { readonly file: string; readonly span: Span }): Outcome {
  if (outcome.kind !== 'refused') return outcome;
  const diagnostics = outcome.diagnostics.map((diagnostic) =>
    diagnostic.span === undefined ? { ...diagnostic, ...place } : diagnostic,
  );
  return { ...outcome, diagnostics };
}

function codeOf(outcome: Outcome): number {
  if (outcome.kind === 'refused') return exitCodes.unknown;
  if (outcome.kind === 'performed') {
    return outcome.performed.error === undefined ? exitCodes.good : exitCodes.bad;
  }
  return outcome.decision.verdict === 'allow' ? exitCodes.good : exitCodes.bad;
}
