import type { ConditionClause, Statement } from '../../model/policy.ts';
import { operatorOf } from '../condition-facts.ts';
import { deadConditions } from '../dead-conditions.ts';
import { firstWitness } from '../granted.ts';
import type { Lab } from '../lab.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { clauseOf, conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'D07-deny-without-effect',
  severity: 'medium',
  summary: 'a Deny stops nobody',
  why: 'the guard that the statement is meant to be does not exist',
  remedy: 'name in the exception only those who are to pass, and use keys that the requests carry',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html',
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Allow') continue;
      const faults = faultsOf(statement);
      const witness = faults.length > 0 ? allowedAnyway(document, statement, lab) : undefined;
      for (const { because, span } of faults) {
        yield {
          message: `${statementName(statement)} denies nothing: ${because}`,
          span,
          ...(witness ? { witness } : {}),
        };
      }
    }
  },
});

/** A request that the Deny speaks of and that is allowed all the same; where nothing else allows one, there is none. */
function allowedAnyway(document: LintDocument, statement: Statement, lab: Lab) {
  const questions = lab
    .questionsFor(document, statement)
    .map((question) => ({ ...question, identity: 'everything' as const }));
  return firstWitness(
    document,
    lab,
    questions,
    'allow',
    () => 'what the Deny is to stop is allowed',
  );
}

function faultsOf(statement: Statement) {
  const dead = deadConditions(statement).map(({ clause, because }) => ({
    because,
    span: clause.keySpan ?? clause.span,
  }));
  const excepted = clauseOf(statement, 'NotPrincipal')?.principals ?? [];
  const everyone = excepted.filter(({ kind }) => kind === 'everyone');
  return [
    ...dead,
    ...conditionsOf(statement).flatMap(exceptionForAll),
    ...everyone.map(({ span }) => ({ because: '`NotPrincipal` excepts everyone', span })),
  ];
}

/** A negated condition that no value passes: only requests without the key are stopped. */
function exceptionForAll({ key, operator, values, ...clause }: ConditionClause) {
  const row = operatorOf({ key, operator, values, ...clause })?.row;
  if (!row?.negated || clause.unknown !== undefined) return [];
  const all = values.find(({ value }) => {
    if (row.family === 'IpAddress') return value === '0.0.0.0/0';
    return row.wildcards && /^(?:\*+|arn:\*:\*:\*:\*:\*)$/.test(value);
  });
  if (!all) return [];
  const because = `\`${all.value}\` for \`${key}\` excepts everyone who has the key`;
  return [{ because, span: all.span }];
}
