// Runs a scenario: each request is resolved in the world, decided, and compared with its expectation.
import { explain } from '../explain/explain.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { quoted } from '../syntax/quoted.ts';
import type { World } from '../world/world.ts';
import { compare, type Mismatch } from './compare.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { defaultClock, type Scenario, type ScenarioRequest } from './scenario.ts';

/** A scenario and what its requests came to. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly world: World;
  readonly requests: readonly RequestResult[];
}

/** A request, what it came to, and where that differs from what was expected. */
export interface RequestResult {
  readonly request: ScenarioRequest;
  readonly outcome: Outcome;
  readonly mismatches: readonly Mismatch[];
}

/** Runs all requests of a scenario. One without an expectation has no mismatches. */
export function runScenario(scenario: Scenario, world: World): ScenarioResult {
  const clock = scenario.clock ?? defaultClock;
  const requests = scenario.requests.map((request): RequestResult => {
    const { ask, expect, assumeCallerAllows } = request;
    const outcome = outcomeOf(world, ask, { clock, assumeCallerAllows });
    return { request, outcome, mismatches: expect === undefined ? [] : compare(expect, outcome) };
  });
  return { scenario, world, requests };
}

/** The sentence that says what a request came to: the explanation's headline, or what is missing. */
export function headlineOf(outcome: Outcome): string {
  if (outcome.kind === 'decided') return explain(outcome.policies, outcome.request).headline;
  const [first] = outcome.diagnostics;
  const message = outcome.missing[0] ?? first?.message ?? 'the request could not be decided';
  if (first?.remedy === undefined) return message;
  return `${message}${message.endsWith('?') ? ' ' : '; '}${first.remedy}`;
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
