// A statement made ready: what never changes between requests is worked out once.
import type {
  ActionClause,
  ConditionClause,
  Policy,
  ResourceClause,
  Statement,
} from '../model/policy.ts';
import type { Call, CompiledCondition, Patterns, Slots } from './compiled.ts';
import { compileCondition } from './condition.ts';
import { literally } from './context.ts';
import { compileGlob, compileTokens, hasWildcard } from './glob.ts';
import { type Operand, parseTemplate, resolveTokens } from './template.ts';

/** Compiles the patterns of an element; `fold` prepares their text (actions are case-insensitive). */
export function compilePatterns(
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

/** Compiles the conditions of a statement. */
export function compileConditions(
  policy: Policy,
  statement: Statement,
  slots: Slots,
): CompiledCondition[] {
  return statement.clauses
    .filter((clause): clause is ConditionClause => clause.kind === 'Condition')
    .filter((clause) => clause.unknown === undefined)
    .map((clause) => compileCondition(clause, policy.version, slots));
}

/** Reads a resource pattern with its variables. */
export function resourceOperand(policy: Policy, slots: Slots): (text: string) => Operand {
  return (text) => parseTemplate(text, policy.version, slots.slotOf);
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
