import type { Statement } from '../../model/policy.ts';
import { deadConditions } from '../dead-conditions.ts';
import { asked, firstWitness } from '../granted.ts';
import type { Lab } from '../lab.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'D01-never-applies',
  severity: 'error',
  summary:
    'a statement allows nothing, because a condition wants a key that its requests never carry',
  why: 'a condition on an absent key fails, so that the statement looks like access and gives none',
  remedy: 'remove the condition, or put it to the actions and principals that carry the key',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      const dead = deadConditions(statement);
      const witness = dead.length > 0 ? notAllowed(document, statement, lab) : undefined;
      for (const { clause, because } of dead) {
        yield {
          message: `${statementName(statement)} never applies: ${because}`,
          span: clause.keySpan ?? clause.span,
          ...(witness ? { witness } : {}),
        };
      }
    }
  },
});

/** A request that the statement speaks of and does not allow; where another statement allows it, there is none. */
function notAllowed(document: LintDocument, statement: Statement, lab: Lab) {
  const questions = lab
    .questionsFor(document, statement)
    .map((question) => asked(document, lab, statement, question));
  return firstWitness(
    document,
    lab,
    questions,
    'deny',
    ({ action }) => `${action} is not allowed, though the statement names it`,
  );
}
