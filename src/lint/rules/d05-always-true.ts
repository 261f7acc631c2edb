import { findConditionKey } from '../../catalog/condition-keys.ts';
import type { ConditionClause, Statement } from '../../model/policy.ts';
import { holdsWithoutKey, isNeverCarried, operatorOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'D05-always-true',
  severity: 'info',
  summary: 'a condition holds for every request, or for every one that has its key',
  why: 'it looks like a limit and is none',
  remedy: 'name the values that are meant; to ask only whether a key is there, use `Null`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const { because, limitsNothing } = constantIn(statement, clause) ?? {};
        if (because === undefined) continue;
        yield {
          message: `${statementName(statement)}: ${because}`,
          span: clause.operatorSpan ?? clause.span,
          ...(limitsNothing && statement.effect === 'Allow' ? { severity: 'low' as const } : {}),
        };
      }
    }
  },
});

interface Constant {
  readonly because: string;
  readonly limitsNothing: boolean;
}

function constantIn(statement: Statement, clause: ConditionClause): Constant | undefined {
  const name = operatorOf(clause);
  if (!name || clause.unknown !== undefined) return undefined;
  const { key, operator, values } = clause;
  const { row, ifExists, set } = name;
  const texts = values.map(({ value }) => value);
  if (row.family === 'Null') {
    const isBoth = texts.includes('true') && texts.includes('false');
    return isBoth
      ? {
          because: `\`${key}\` is always absent or present, so \`Null\` holds`,
          limitsNothing: true,
        }
      : undefined;
  }
  if (holdsWithoutKey(clause) && isNeverCarried(statement, clause)) {
    const because = `no action of the statement carries \`${key}\`, and \`${operator}\` holds without it`;
    return { because, limitsNothing: true };
  }
  if (row.negated || !row.wildcards || !texts.some((text) => /^\*+$/.test(text))) return undefined;
  const isAlways = ifExists || set === 'ForAllValues' || isAlwaysThere(key);
  const because = isAlways
    ? `\`*\` fits every value of \`${key}\`, so the condition always holds`
    : `\`*\` fits every value, so the condition asks only whether \`${key}\` is there`;
  return { because, limitsNothing: isAlways };
}

function isAlwaysThere(key: string): boolean {
  const row = findConditionKey(key);
  return row?.always === true && row.calls === 'any' && row.callers.includes('service');
}
