// Statements clause by clause. What is the same for many requests is remembered on the statement: how its
// Principal, Action and Resource did, and its conditions on keys that the request does not have.
import type { Clause } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import type { ClauseTrace, StatementTrace, ValueOrigin } from '../model/trace.ts';
import type { Call, CompiledStatement, Slots } from './compiled.ts';
import { valueAt } from './context.ts';
import { namesUserId, reachesCall, resourceHolds } from './layers.ts';
import { FORM } from './principal-match.ts';
import { isIn } from './words.ts';

/** What of a statement holds, as bits; those of its conditions follow. */
const HELD = { principal: 1, action: 2, resource: 4, applies: 8 } as const;
const CONDITIONS = 4;
/** Statements with more conditions than these are traced anew each time. */
const REMEMBERED = 4;

/** Where the request's values came from, by slot: filled as conditions ask. */
type Origins = (ValueOrigin | undefined)[];

/** Traces all statements of the call's policies. */
export function traceStatements(call: Call): StatementTrace[] {
  const origins: Origins = [];
  return call.policies.statements.map((statement) => traceStatement(call, statement, origins));
}

function traceStatement(
  call: Call,
  statement: CompiledStatement,
  origins: Origins,
): StatementTrace {
  const { conditions } = statement;
  let held =
    (principalHolds(call, statement) ? HELD.principal : 0) |
    (isIn(call.action.words, statement.id) ? HELD.action : 0) |
    (resourceHoldsIn(call, statement) ? HELD.resource : 0);
  let applies =
    held === (HELD.principal | HELD.action | HELD.resource) &&
    isIn(call.caller.words, statement.id) &&
    reachesCall(call, statement);
  let hasValues = false;
  for (let index = 0; index < conditions.length; index++) {
    const condition = conditions[index]!;
    if (!condition.test(call)) applies = false;
    else if (index < REMEMBERED) held |= 1 << (CONDITIONS + index);
    hasValues ||= hasValue(call, condition.slot);
  }
  if (applies) held |= HELD.applies;
  const known = withoutValues(call, statement, held);
  return hasValues ? withValues(call, statement, known, origins) : known;
}

function withoutValues(call: Call, statement: CompiledStatement, held: number): StatementTrace {
  const isRemembered = statement.conditions.length <= REMEMBERED;
  let known = isRemembered ? statement.traces[held] : undefined;
  if (known === undefined) {
    const { source, layer, level } = statement;
    const effect = statement.statement.effect;
    const applies = (held & HELD.applies) !== 0;
    known = { source, layer, level, effect, applies, clauses: traceClauses(call, statement, held) };
    if (isRemembered) statement.traces[held] = known;
  }
  return known;
}

function traceClauses(call: Call, statement: CompiledStatement, held: number): ClauseTrace[] {
  let condition = 0;
  return statement.statement.clauses.map((clause) => {
    if (clause.unknown !== undefined) {
      return { clause, holds: unknownHolds(call, statement), origin: fromRequest };
    }
    if (clause.kind === 'Condition') {
      return { clause, holds: statement.conditions[condition++]!.test(call), origin: absent };
    }
    return { clause, holds: (held & bitOf(clause)) !== 0, origin: fromRequest };
  });
}

const fromRequest: ValueOrigin = Object.freeze({ kind: 'request' });
const absent: ValueOrigin = Object.freeze({ kind: 'absent' });

function bitOf({ kind }: Clause): number {
  if (kind === 'Principal' || kind === 'NotPrincipal') return HELD.principal;
  return kind === 'Action' || kind === 'NotAction' ? HELD.action : HELD.resource;
}

function withValues(
  call: Call,
  { statement, conditions }: CompiledStatement,
  known: StatementTrace,
  origins: Origins,
): StatementTrace {
  const clauses = known.clauses.slice();
  let condition = 0;
  for (let index = 0; index < clauses.length; index++) {
    const clause = statement.clauses[index]!;
    if (clause.kind !== 'Condition' || clause.unknown !== undefined) continue;
    const { slot } = conditions[condition++]!;
    if (!hasValue(call, slot)) continue;
    const { holds } = clauses[index]!;
    const origin = originAt(call, slot, origins);
    const requestValue = valueAt(call, slot);
    clauses[index] =
      requestValue === undefined
        ? { clause, holds, origin }
        : { clause, holds, origin, requestValue };
  }
  const { source, layer, level, effect, applies } = known;
  return { source, layer, level, effect, applies, clauses };
}

/** A given `null` is a value to show, though conditions take it as absent. */
function hasValue(call: Call, slot: number): boolean {
  return valueAt(call, slot) !== undefined || call.values[slot] === null;
}

function unknownHolds(call: Call, statement: CompiledStatement): boolean {
  return statement.allows === (call.policies.options.unknown === 'widest');
}

function principalHolds(call: Call, statement: CompiledStatement): boolean {
  const { forms, byUniqueId } = call.caller;
  const { id } = statement;
  return forms[id] !== FORM.none && (!byUniqueId.has(id) || namesUserId(call, statement));
}

/** The index of resources does not know variables: patterns that have some are asked themselves. */
function resourceHoldsIn(call: Call, statement: CompiledStatement): boolean {
  const { resource, id } = statement;
  return resource === undefined || resource.templates.length === 0
    ? isIn(call.resource.words, id)
    : resourceHolds(call, resource);
}

function originAt(call: Call, slot: number, origins: Origins): ValueOrigin {
  const known = origins[slot];
  if (known !== undefined) return known;
  const origin = originOf(call, slot);
  origins[slot] = origin;
  return origin;
}

/** Where the value in a slot came from. */
function originOf(call: Call, slot: number): ValueOrigin {
  const { slots } = call.policies;
  const derivation = slots.derivations[slot];
  const value = given(slots, slot, call.request.context);
  if (value !== undefined) {
    const from = given(slots, slot, call.request.contextOrigins);
    const derived = derivation?.value(call);
    return {
      kind: 'given',
      ...(from === undefined ? {} : { from }),
      ...(derived === undefined || isSame(derived, value) ? {} : { overrides: derived }),
    };
  }
  // There is a value, and nobody gave it.
  return { kind: 'derived', from: derivation!.from };
}

function isSame(one: ContextValue, other: ContextValue): boolean {
  return String(one) === String(other);
}

function given<Value>(
  slots: Slots,
  slot: number,
  fields: Readonly<Record<string, Value>> | undefined,
): Value | undefined {
  for (const name in fields) if (slots.find(name) === slot) return fields[name];
  return undefined;
}
