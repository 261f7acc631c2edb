// `POST /_keyward/simulate`: the question of `keyward simulate`, over HTTP, and the same JSON as its answer. An
// operation runs on a copy of the server's world, so that nothing changes.
import { decide } from '../engine/decide.ts';
import { PolicyError, RequestError } from '../engine/errors.ts';
import { explain } from '../explain/explain.ts';
import { outcomeJson } from '../kms/outcome-json.ts';
import { createSimulator } from '../kms/simulator.ts';
import { SimulationError } from '../kms/unresolved.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { quoted } from '../syntax/quoted.ts';
import type { WorldRequest } from '../world/request.ts';
import { resolveRequest } from '../world/resolve.ts';
import type { World } from '../world/world.ts';
import type { Serving } from './serving.ts';
import type { State } from './store/state.ts';

/** A question as its JSON has it: schemas/simulate-request.schema.json. */
interface Question extends Omit<WorldRequest, 'action'> {
  readonly action?: string;
  readonly operation?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly assumeCallerAllows?: boolean;
  /** ISO 8601. */
  readonly time?: string;
}

/** An answer (schemas/simulation.schema.json), or what is wrong with the question. */
export type SimulatedOver =
  | { readonly kind: 'answer'; readonly answer: object }
  | { readonly kind: 'refused'; readonly because: string };

/** Answers a question. */
export async function simulateOver(
  { state, now }: Serving,
  body: Readonly<Record<string, unknown>>,
): Promise<SimulatedOver> {
  const problems = problemsOf(body);
  if (problems.length > 0) return { kind: 'refused', because: problems.join('; ') };
  const answer = await answerOf(state, now, body as unknown as Question);
  return { kind: 'answer', answer: { schemaVersion: '1.0', ...answer } };
}

async function answerOf(state: State, now: () => Date, question: Question): Promise<object> {
  const clock = question.time === undefined ? now() : new Date(question.time);
  const world = await state.world();
  try {
    return question.operation === undefined
      ? decided(world, question, clock)
      : await performed(world, question, clock);
  } catch (error) {
    if (error instanceof SimulationError) {
      const { because, missing, diagnostics } = error;
      return refusal(question, diagnostics, because, missing);
    }
    if (error instanceof RequestError || error instanceof PolicyError) {
      return refusal(question, error.diagnostics);
    }
    throw error;
  }
}

function decided(world: World, question: Question, clock: Date): object {
  const { operation: _, parameters: __, time: ___, assumeCallerAllows = false, ...ask } = question;
  const resolution = resolveRequest(world, ask as WorldRequest, { clock, assumeCallerAllows });
  if (resolution.kind !== 'resolved') throw new SimulationError(resolution);
  const { policies, request, notes } = resolution;
  const decision = decide(policies, request);
  return { decision, explanation: explain(policies, request), request, notes };
}

async function performed(world: World, question: Question, clock: Date): Promise<object> {
  const { action: _, key, resource: __, grantTokens, grantId: ___, time: ____, ...rest } = question;
  const simulator = createSimulator(world, { clock: () => clock });
  try {
    const parameters = {
      ...(key === undefined ? {} : { KeyId: key }),
      ...question.parameters,
      ...(grantTokens === undefined ? {} : { GrantTokens: grantTokens }),
    };
    const { operation = '' } = question;
    return outcomeJson(await simulator.simulate({ ...rest, operation, parameters }));
  } finally {
    await simulator.close();
  }
}

function refusal(
  request: object,
  diagnostics: readonly Diagnostic[],
  because: 'unknown' | 'error' = 'error',
  missing: readonly string[] = [],
): object {
  return { refusal: { because, missing, diagnostics }, request, notes: [] };
}

const fields: Readonly<Record<string, 'string' | 'boolean' | 'object' | 'list' | 'any'>> = {
  principal: 'any',
  action: 'string',
  operation: 'string',
  parameters: 'object',
  key: 'string',
  resource: 'string',
  region: 'string',
  context: 'object',
  via: 'string',
  vpcEndpoint: 'string',
  grantTokens: 'list',
  grantId: 'string',
  override: 'boolean',
  assumeCallerAllows: 'boolean',
  time: 'string',
};

function problemsOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  const said: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (!Object.hasOwn(fields, name)) said.push(`a simulation has no field ${quoted(name)}`);
    else if (!fits(value, fields[name]!)) said.push(`the field \`${name}\` is no ${fields[name]}`);
  }
  if (body.principal === undefined) said.push('the request lacks a `principal`');
  if ((body.action === undefined) === (body.operation === undefined)) {
    said.push('a request asks for an `action`, or runs an `operation`');
  }
  if (typeof body.time === 'string' && Number.isNaN(Date.parse(body.time))) {
    said.push('the field `time` is no time like `2026-01-01T09:30:00Z`');
  }
  return said;
}

function fits(value: unknown, type: string): boolean {
  if (type === 'any') return true;
  if (type === 'list') {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  }
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
