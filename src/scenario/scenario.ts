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
  /** Whether the requests are the steps of a story: one after another, each on what the last one left. */
  readonly isStory: boolean;
  /** Reads a file that the scenario names, relative to it. */
  readonly readFile: (path: string) => string | undefined;
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
  /** The operation to perform, where it is more than a decision; `ask.action` names it too. */
  readonly call?: ScenarioCall;
  /** What later steps use of the response: paths into it, by the name that they are saved under. */
  readonly save: Readonly<Record<string, string>>;
  /** How far the clock moves before this step, in milliseconds. */
  readonly advanceMs: number;
  /** Take the caller's account to allow where the world does not hold it. */
  readonly assumeCallerAllows: boolean;
  readonly expect?: Expectation;
}

/** An operation of the API with its parameters. */
export interface ScenarioCall {
  readonly operation: string;
  /** What `key` names: the `KeyId` of the input. */
  readonly key?: ParameterValue;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/**
 * A parameter as the file writes it. Where the API wants bytes or a text, an object stands for one:
 * `{ saved: NAME }`, `{ text: … }`, `{ base64: … }`, `{ file: PATH }` (as its text), or a policy document.
 */
export type ParameterValue =
  | string
  | number
  | boolean
  | null
  | readonly ParameterValue[]
  | { readonly [name: string]: ParameterValue };

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
  /** The name of the API's error, and its message. */
  readonly apiError?: Expected<string>;
  readonly apiMessage?: Expected<string>;
  /** Members that the response must have, with these values: `null` for absent, `{ bytes: N }` for a length. */
  readonly result?: Expected<ParameterValue>;
}

/** An expected value and where it stands. */
export interface Expected<T> {
  readonly value: T;
  readonly span: Span;
}

/** Where a scenario without a clock stands in time, so that it says the same on every day. */
export const defaultClock = new Date('2026-01-01T00:00:00Z');
