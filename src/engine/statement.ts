// A statement made ready: what never changes between requests is worked out once, and what is the same in every
// policy set once for all of them. A policy meets others in as many sets as there are callers and keys.
import { asciiLower } from '../model/ascii.ts';
import type { StatementSource } from '../model/decision.ts';
import type {
  ActionClause,
  Policy,
  PrincipalClause,
  ResourceClause,
  Statement,
} from '../model/policy.ts';
import type { Call, CompiledCondition, Patterns, PerSet } from './compiled.ts';
import { compileCondition } from './condition.ts';
import { literally } from './context.ts';
import { compileGlob, compileTokens, hasWildcard } from './glob.ts';
import { mayHaveVariables, type Operand, parseTemplate, resolveTokens } from './template.ts';

/** What is the same of a statement in every set. */
export interface ReadyStatement {
  readonly statement: Statement;
  readonly source: StatementSource;
  readonly allows: boolean;
  readonly principal: PrincipalClause | undefined;
  readonly action: Patterns | undefined;
  readonly resource: PerSet<Patterns> | undefined;
  readonly conditions: readonly PerSet<CompiledCondition>[];
  /** Whether the value of a clause is not known. */
  readonly hasUnknown: boolean;
}

/** The statements of a policy made ready. */
export function readyStatements(policy: Policy): readonly ReadyStatement[] {
  return policy.statements.map((statement) => readyStatement(policy, statement));
}

/** The same, once for as long as the policy lives. To remember costs about as much as to make them ready. */
export function rememberedStatements(policy: Policy): readonly ReadyStatement[] {
  const known = readyBy.get(policy);
  if (known !== undefined) return known;
  const ready = readyStatements(policy);
  readyBy.set(policy, ready);
  return ready;
}

const readyBy = new WeakMap<Policy, readonly ReadyStatement[]>();

function readyStatement(policy: Policy, statement: Statement): ReadyStatement {
  let principal: PrincipalClause | undefined;
  let action: Patterns | undefined;
  let resource: PerSet<Patterns> | undefined;
  const conditions: PerSet<CompiledCondition>[] = [];
  let hasUnknown = false;
  for (const clause of statement.clauses) {
    if (clause.unknown !== undefined) hasUnknown = true;
    switch (clause.kind) {
      case 'Principal':
      case 'NotPrincipal':
        principal = clause;
        break;
      case 'Action':
      case 'NotAction':
        action = compilePatterns(clause, asciiLower);
        break;
      case 'Resource':
      case 'NotResource':
        resource = resourcePatterns(clause, policy);
        break;
      case 'Condition':
        if (clause.unknown === undefined) conditions.push(compileCondition(clause, policy.version));
        break;
    }
  }
  const allows = statement.effect === 'Allow';
  const source = sourceOf(policy, statement);
  return { statement, source, allows, principal, action, resource, conditions, hasUnknown };
}

function sourceOf(policy: Policy, statement: Statement): StatementSource {
  return Object.freeze({
    kind: 'statement',
    policy: policy.name,
    type: policy.type,
    statement: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    ...(policy.file === undefined ? {} : { file: policy.file }),
    ...(statement.span === undefined ? {} : { span: statement.span }),
  });
}

/** Compiles the patterns of an element; `read` prepares their text (actions are case-insensitive). */
function compilePatterns(
  clause: ActionClause | ResourceClause,
  read: (text: string) => Operand,
): Patterns {
  const operands = clause.patterns.map(({ value }) => read(value));
  const texts = operands.filter((operand) => typeof operand === 'string');
  return {
    negated: clause.kind === 'NotAction' || clause.kind === 'NotResource',
    unknown: clause.unknown !== undefined,
    exact: texts.filter((text) => !hasWildcard(text)),
    globs: texts.filter(hasWildcard).map((text) => ({ text, test: compileGlob(text) })),
    templates: operands.filter((operand) => typeof operand !== 'string'),
  };
}

function resourcePatterns(clause: ResourceClause, { version }: Policy): PerSet<Patterns> {
  if (!clause.patterns.some(({ value }) => mayHaveVariables(value, version))) {
    const patterns = compilePatterns(clause, (text) => text);
    return () => patterns;
  }
  return ({ slotOf }) => compilePatterns(clause, (text) => parseTemplate(text, version, slotOf));
}

/** Whether one of the patterns that depend on the request matches its resource. */
export function templatesMatch(patterns: Patterns, call: Call): boolean {
  return patterns.templates.some((template) => {
    const tokens = resolveTokens(template, literally(call));
    return tokens !== undefined && compileTokens(tokens)(call.request.resource);
  });
}

/** Whether the patterns without variables match a text. */
export function patternsMatch(patterns: Patterns, text: string): boolean {
  return patterns.exact.includes(text) || patterns.globs.some(({ test }) => test(text));
}
