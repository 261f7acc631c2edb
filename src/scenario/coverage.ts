// Which statements the scenarios put to the test: those that decided at least one request.
// A guardrail's Allow is never named as what decided; it counts where it applied to an allowed request.
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { StatementSource } from '../model/decision.ts';
import type { Policy, PolicyType } from '../model/policy.ts';
import type { Position } from '../model/span.ts';
import type { World } from '../world/world.ts';
import type { RequestResult, ScenarioResult } from './run.ts';

/** How many statements stand in the worlds' files, and those that no request turned on. */
export interface Coverage {
  readonly statements: number;
  readonly undecided: readonly UndecidedStatement[];
}

/** A statement that decided nothing. */
export interface UndecidedStatement {
  /** The policy's name, where it has one. */
  readonly policy?: string;
  readonly sid?: string;
  /** Its place in the document, counted from 0. */
  readonly index: number;
  readonly type: PolicyType;
  readonly effect: 'Allow' | 'Deny';
  readonly file: string;
  readonly start: Position;
}

/** Measures a run. Documents that no file holds (default policies) do not count. */
export function coverage(results: readonly ScenarioResult[]): Coverage {
  const all = new Map<string, UndecidedStatement>();
  const decided = new Set<string>();
  for (const { world, requests } of results) {
    for (const policy of policiesOf(world)) addStatements(all, policy);
    for (const result of requests) {
      for (const place of decidedBy(result)) decided.add(place);
    }
  }
  const undecided = [...all].filter(([place]) => !decided.has(place)).map(([, row]) => row);
  return { statements: all.size, undecided };
}

function addStatements(all: Map<string, UndecidedStatement>, policy: Policy): void {
  const { file, name, type } = policy;
  if (file === undefined) return;
  for (const { span, sid, index, effect } of policy.statements) {
    if (span === undefined) continue;
    all.set(placeOf(file, span.start), {
      ...(name === '' ? {} : { policy: name }),
      ...(sid === undefined ? {} : { sid }),
      index,
      type,
      effect,
      file,
      start: span.start,
    });
  }
}

/** A document that is written once and used twice (a YAML anchor) has one place, and counts once. */
function placeOf(file: string, { offset }: Position): string {
  return `${file}\n${offset}`;
}

/** The places of the statements that a request turned on. */
function decidedBy({ outcome }: RequestResult): readonly string[] {
  if (outcome.kind === 'refused') return [];
  const explanations =
    outcome.kind === 'decided'
      ? [explain(outcome.policies, outcome.request)]
      : outcome.performed.explanations;
  return explanations
    .flatMap(sourcesOf)
    .flatMap(({ file, span }) =>
      file === undefined || span === undefined ? [] : [placeOf(file, span.start)],
    );
}

/** The statements that a decision turned on. */
function sourcesOf({ decision, statements }: Explanation): readonly StatementSource[] {
  const sources = decision.determining.filter((source) => source.kind === 'statement');
  if (decision.verdict === 'deny') return sources;
  const guards = statements.flatMap(({ source, applies }) =>
    source.kind === 'statement' && applies && guardrails.has(source.type) ? [source] : [],
  );
  return [...sources, ...guards];
}

const guardrails: ReadonlySet<PolicyType> = new Set([
  'service-control-policy',
  'resource-control-policy',
  'vpc-endpoint-policy',
  'permissions-boundary',
  'session-policy',
]);

function policiesOf(world: World): readonly Policy[] {
  const found: (Policy | undefined)[] = [];
  for (const account of world.accounts.values()) {
    const { organization } = account;
    found.push(...(organization?.scps.flat() ?? []), ...(organization?.rcps.flat() ?? []));
    for (const user of account.users.values()) found.push(...user.policies, user.boundary);
    for (const group of account.groups.values()) found.push(...group.policies);
    for (const role of account.roles.values()) {
      found.push(...role.policies, role.boundary, role.trustPolicy);
    }
    for (const session of account.sessions) found.push(...session.policies);
    for (const { policy } of account.keys) found.push(policy);
    for (const { policy } of account.vpcEndpoints.values()) found.push(policy);
    for (const { policy } of account.resources) found.push(policy);
  }
  return found.filter((policy) => policy !== undefined);
}
