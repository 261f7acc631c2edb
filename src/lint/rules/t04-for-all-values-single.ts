import { findConditionKey } from '../../catalog/condition-keys.ts';
import type { ConditionClause, Statement } from '../../model/policy.ts';
import { quoted } from '../../syntax/quoted.ts';
import { operatorOf } from '../condition-facts.ts';
import { knownKey } from '../known-key.ts';
import type { Lab } from '../lab.ts';
import { restsOn } from '../rests-on.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'T04-for-all-values-single',
  severity: 'medium',
  summary: '`ForAllValues` on a condition key that has a single value',
  why: '`ForAllValues` holds when the key is absent: the condition that was meant to limit an Allow lets requests without the key through',
  remedy: 'leave out `ForAllValues:`',
  ignore: 'where every request carries the key; the finding then is a warning',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const key = knownKey(clause.key);
        if (operatorOf(clause)?.set !== 'ForAllValues' || key?.multivalued !== false) continue;
        const always = alwaysThere(clause);
        const allows = statement.effect === 'Allow' && !always;
        const witness = allows && withoutKey(document, statement, clause, lab);
        const unknowns = allows ? lab.unknownsOf(document, statement) : [];
        const holds = always
          ? 'is for keys with several'
          : allows
            ? 'lets requests without it through'
            : 'also denies requests without it';
        yield {
          severity: witness || unknowns.length > 0 ? 'medium' : 'warning',
          message: `${statementName(statement)}: \`${clause.key}\` has one value, and ${quoted(clause.operator)} ${holds}`,
          span: clause.operatorSpan,
          ...(witness ? { witness } : { dependsOn: unknowns }),
        };
      }
    }
  },
});

/** Whether every request carries the key, so that its absence is no concern. */
function alwaysThere({ key }: ConditionClause): boolean {
  const row = findConditionKey(key);
  return row?.always === true && row.calls === 'any';
}

/** A request that the statement lets through, though it does not carry the key. */
function withoutKey(
  document: LintDocument,
  statement: Statement,
  { key }: ConditionClause,
  lab: Lab,
) {
  const questions = lab.questionsFor(document, statement, { context: { [key]: null }, limit: 8 });
  // The account's own entry only delegates: there an identity policy has to allow as well.
  const tries = [
    ...questions,
    ...questions.map((one) => ({ ...one, identity: 'everything' as const })),
  ];
  for (const question of tries) {
    const sentence = `a request without \`${key}\` is allowed \`${question.action}\``;
    const witness = lab.witness(document, question, 'allow', sentence);
    if (restsOn(witness, document, statement)) return witness;
  }
  return undefined;
}
