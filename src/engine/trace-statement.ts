// One statement, clause by clause. What does not depend on the context is remembered on the statement;
// the clauses of the others are worked out when somebody reads them.
import { asciiLower } from '../model/ascii.ts';
import type { Clause, ConditionClause } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import type { ClauseTrace, StatementTrace, ValueOrigin } from '../model/trace.ts';
import type { Call, CompiledStatement } from './compiled.ts';
import { valueAt } from './context.ts';
import { namesUserId, resourceHolds, stillApplies } from './layers.ts';
import { FORM } from './principal-match.ts';
import { patternsMatch } from './statement.ts';
import { isIn } from './words.ts';

/** Traces a statement. */
export function traceStatement(call: Call, statement: CompiledStatement): StatementTrace {
  const { id } = statement;
  const candidate =
    isIn(call.action.words, id) && isIn(call.caller.words, id) && isIn(call.resource.words, id);
  const applies = candidate && stillApplies(call, statement);
  if (!isStatic(statement, call)) return new TracedStatement(call, statement, applies);
  const held =
    (isIn(call.action.words, id) ? 1 : 0) |
    (call.caller.forms[id] !== FORM.none ? 2 : 0) |
    (isIn(call.resource.words, id) ? 4 : 0) |
    (applies ? 8 : 0);
  let known = statement.traces[held];
  if (known === undefined) {
    const { source, layer, level } = statement;
    const effect = statement.statement.effect;
    known = { source, layer, level, effect, applies, clauses: traceClauses(call, statement) };
    statement.traces[held] = known;
  }
  return known;
}

function isStatic(statement: CompiledStatement, call: Call): boolean {
  return (
    statement.conditions.length === 0 &&
    statement.hasEffect &&
    (statement.resource === undefined || statement.resource.templates.length === 0) &&
    !call.caller.byUniqueId.has(statement.id)
  );
}

/** A statement whose clauses depend on the context: they are worked out once, when first read. */
class TracedStatement implements StatementTrace {
  readonly #call: Call;
  readonly #statement: CompiledStatement;
  readonly applies: boolean;
  #clauses: readonly ClauseTrace[] | undefined;

  constructor(call: Call, statement: CompiledStatement, applies: boolean) {
    this.#call = call;
    this.#statement = statement;
    this.applies = applies;
  }

  get source() {
    return this.#statement.source;
  }

  get layer() {
    return this.#statement.layer;
  }

  get level() {
    return this.#statement.level;
  }

  get effect() {
    return this.#statement.statement.effect;
  }

  get clauses() {
    this.#clauses ??= traceClauses(this.#call, this.#statement);
    return this.#clauses;
  }
}

function traceClauses(call: Call, statement: CompiledStatement): readonly ClauseTrace[] {
  let condition = 0;
  return statement.statement.clauses.map((clause) => {
    if (clause.unknown !== undefined) {
      return { clause, holds: unknownHolds(call, statement), origin: fromRequest };
    }
    if (clause.kind !== 'Condition') {
      return { clause, holds: holds(call, statement, clause), origin: fromRequest };
    }
    const { slot, test } = statement.conditions[condition++]!;
    const value = valueAt(call, slot);
    return {
      clause,
      holds: test(call),
      origin: originOf(call, clause, slot, value),
      ...(value === undefined ? {} : { requestValue: value }),
    };
  });
}

const fromRequest: ValueOrigin = Object.freeze({ kind: 'request' });

function unknownHolds(call: Call, statement: CompiledStatement): boolean {
  return statement.allows === (call.policies.options.unknown === 'widest');
}

function holds(
  call: Call,
  statement: CompiledStatement,
  clause: Exclude<Clause, ConditionClause>,
): boolean {
  switch (clause.kind) {
    case 'Principal':
    case 'NotPrincipal':
      return (
        call.caller.forms[statement.id] !== FORM.none &&
        (!call.caller.byUniqueId.has(statement.id) || namesUserId(call, statement))
      );
    case 'Action':
    case 'NotAction': {
      const { negated } = statement.action!;
      return patternsMatch(statement.action!, asciiLower(call.action.name)) !== negated;
    }
    case 'Resource':
    case 'NotResource':
      return resourceHolds(call, statement);
  }
}

/** Where the value of a condition's key came from. */
function originOf(
  call: Call,
  { key }: ConditionClause,
  slot: number,
  value: ContextValue | undefined,
): ValueOrigin {
  const derivation = call.policies.slots.derivations[slot];
  if (isGiven(call, key)) {
    const from = given(call.request.contextOrigins, key);
    const derived = derivation?.value(call);
    return {
      kind: 'given',
      ...(from === undefined ? {} : { from }),
      ...(derived === undefined || String(derived) === String(value) ? {} : { overrides: derived }),
    };
  }
  if (value === undefined || derivation === undefined) return { kind: 'absent' };
  return { kind: 'derived', from: derivation.from };
}

function isGiven(call: Call, key: string): boolean {
  return given(call.request.context, key) !== undefined;
}

function given<Value>(
  fields: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  const lower = asciiLower(key);
  for (const name in fields) if (asciiLower(name) === lower) return fields[name];
  return undefined;
}
