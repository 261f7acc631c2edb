// A scenario: a world, requests, and what is expected of each. The format of policy unit tests.
// Published as schemas/scenario.schema.json.
import type { AssumptionId } from '../model/assumption.ts';
import type { Decision, Reason } from '../model/decision.ts';
import type { Span } from '../model/span.ts';
import type { LocatedNode } from '../syntax/node.ts';
import type { WorldRequest } from '../world/request.ts';

/** A scenario as it stands in its file. */
export interface Scenario {
  /** The path of the file, as the user wrote it. */
  readonly file: string;
  readonly text: string;
  readonly title?: string;
  readonly story?: string;
  readonly sources: readonly string[];
  readonly topic?: string;
  readonly world?: ScenarioWorld;
  readonly clock?: Date;
  readonly requests: readonly ScenarioRequest[];
}

/** The world that the requests meet: inline, or the path of a file or directory beside the scenario. */
export type ScenarioWorld =
  | { readonly kind: 'inline'; readonly node: LocatedNode }
  | { readonly kind: 'path'; readonly path: string; readonly span: Span };

/** One request of a scenario. `span` is the whole request, `nameSpan` its name where it has one. */
export interface ScenarioRequest {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan?: Span;
  readonly node: LocatedNode;
  readonly ask: WorldRequest;
  /** Take the caller's account to allow where the world does not hold it. */
  readonly assumeCallerAllows: boolean;
  readonly expect?: Expectation;
}

/** What a request is expected to come to: a decision, or a refusal before any decision. */
export interface Expectation {
  readonly span: Span;
  readonly verdict?: Expected<Decision['verdict']>;
  readonly kind?: Expected<Decision['kind']>;
  readonly reason?: Expected<Reason>;
  /** Selectors: `policyName#Sid`, `policyName[0]`, `grant:ID`; in any order. */
  readonly determining?: Expected<readonly string[]>;
  readonly assumptions?: Expected<readonly AssumptionId[]>;
  /** The code of the diagnostic that refuses the request. */
  readonly error?: Expected<string>;
}

/** An expected value and where it stands. */
export interface Expected<T> {
  readonly value: T;
  readonly span: Span;
}

/** Where a scenario without a clock stands in time, so that it says the same on every day. */
export const defaultClock = new Date('2026-01-01T00:00:00Z');
