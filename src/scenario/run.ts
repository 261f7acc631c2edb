// Runs a scenario: each request is decided, or performed, and compared with its expectation. The steps of a
// story share one simulated AWS KMS and one clock; requests have each their own.
import { seededRandom } from '../crypto/random.ts';
import { explain } from '../explain/explain.ts';
import type { Outcome as KmsOutcome } from '../kms/outcome.ts';
import { createSimulator, type Simulator } from '../kms/simulator.ts';
import { SimulationError } from '../kms/unresolved.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { quoted } from '../syntax/quoted.ts';
import type { World } from '../world/world.ts';
import { compare, type Mismatch } from './compare.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { inputOf, type Sources } from './parameters.ts';
import { defaultClock, type Scenario, type ScenarioRequest } from './scenario.ts';

/** A scenario and what its requests came to. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly world: World;
  readonly requests: readonly RequestResult[];
  /** What the expectations refer to. */
  readonly sources: Sources;
}

/** A request, what it came to, and where that differs from what was expected. */
export interface RequestResult {
  readonly request: ScenarioRequest;
  readonly outcome: Outcome;
  readonly mismatches: readonly Mismatch[];
}

/** What a run may say that the scenario does not. */
export interface RunOptions {
  /** The time at the beginning. */
  readonly clock?: Date;
  readonly assumeCallerAllows?: boolean;
}

/** Runs all requests of a scenario. One without an expectation has no mismatches. */
export async function runScenario(
  scenario: Scenario,
  world: World,
  options: RunOptions = {},
): Promise<ScenarioResult> {
  const stage = createStage(scenario, world, options.clock ?? scenario.clock ?? defaultClock);
  const requests: RequestResult[] = [];
  for (const request of scenario.requests) {
    if (!scenario.isStory) stage.begin();
    const assumed = request.assumeCallerAllows || options.assumeCallerAllows === true;
    const outcome = await stage.perform({ ...request, assumeCallerAllows: assumed });
    const { expect } = request;
    const mismatches = expect === undefined ? [] : compare(expect, outcome, stage.sources);
    requests.push({ request, outcome, mismatches });
  }
  await stage.end();
  return { scenario, world, requests, sources: stage.sources };
}

/** Where requests are made: a clock, what was saved, and a simulator once an operation needs one. */
interface Stage {
  readonly sources: Sources;
  readonly begin: () => void;
  readonly perform: (request: ScenarioRequest) => Promise<Outcome>;
  readonly end: () => Promise<void>;
}

function createStage(scenario: Scenario, world: World, start: Date): Stage {
  const saved = new Map<string, unknown>();
  const sources = { saved, readFile: scenario.readFile };
  let now = start;
  let simulator: Simulator | undefined;
  const simulated = () =>
    (simulator ??= createSimulator(world, {
      clock: () => now,
      random: seededRandom(scenario.title ?? scenario.file),
    }));
  return {
    sources,
    begin() {
      simulator = undefined;
    },
    async perform(request) {
      now = new Date(now.getTime() + request.advanceMs);
      if (!request.call)
        return outcomeOf(simulator?.world() ?? world, request.ask, { ...request, clock: now });
      return performed(request, simulated(), sources, saved);
    },
    end: async () => simulator?.close(),
  };
}

async function performed(
  request: ScenarioRequest,
  simulator: Simulator,
  sources: Sources,
  saved: Map<string, unknown>,
): Promise<Outcome> {
  const { ask, call, assumeCallerAllows, save } = request;
  const { action: _, key: __, resource: ___, grantTokens, grantId: ____, ...rest } = ask;
  try {
    const tokens = grantTokens === undefined ? {} : { GrantTokens: grantTokens };
    const parameters = { ...inputOf(call!, sources), ...tokens };
    const { operation } = call!;
    const outcome = await simulator.simulate({
      ...rest,
      operation,
      parameters,
      assumeCallerAllows,
    });
    for (const [name, path] of Object.entries(save))
      saved.set(name, valueAt(outcome.response, path));
    return { kind: 'performed', performed: outcome };
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    const { because, missing, diagnostics } = error;
    return { kind: 'refused', because, missing, diagnostics };
  }
}

/** The value at a path such as `KeyMetadata.KeyId`; undefined where there is none. */
function valueAt(response: unknown, path: string): unknown {
  let value = response;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** The sentence that says what a request came to: the explanation's headline, or what is missing. */
export function headlineOf(outcome: Outcome): string {
  if (outcome.kind === 'decided') return explain(outcome.policies, outcome.request).headline;
  if (outcome.kind === 'performed') return headlineOfCall(outcome.performed);
  const [first] = outcome.diagnostics;
  const message = outcome.missing[0] ?? first?.message ?? 'the request could not be decided';
  if (first?.remedy === undefined) return message;
  return `${message}${message.endsWith('?') ? ' ' : '; '}${first.remedy}`;
}

/** A denial's headline; else the error of the service, or that of the first decision. */
function headlineOfCall({ allowed, explanations, error }: KmsOutcome): string {
  const last = explanations.at(-1);
  if (!allowed && last) return last.headline;
  if (error) return error.message === '' ? error.name : `${error.name}: ${error.message}`;
  return last?.headline ?? 'the call succeeded';
}

/** Says which requests expect nothing: as tests they could not fail. */
export function withoutExpectation(scenario: Scenario): readonly Diagnostic[] {
  return scenario.requests
    .filter(({ expect }) => expect === undefined)
    .map(({ name, span, nameSpan }) => ({
      code: 'scenario-without-expectation',
      severity: 'error',
      message: `${quoted(name)} has no \`expect\`: it could never fail`,
      remedy:
        'add `expect: { verdict: … }`, or run `keyward test --update` to write what is answered',
      file: scenario.file,
      span: nameSpan ?? span,
    }));
}
