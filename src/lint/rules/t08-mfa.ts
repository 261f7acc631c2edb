import type { ConditionClause, Statement } from '../../model/policy.ts';
import { quoted } from '../../syntax/quoted.ts';
import { operatorOf } from '../condition-facts.ts';
import type { Lab } from '../lab.ts';
import { restsOn } from '../rests-on.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'T08-mfa',
  severity: 'medium',
  summary: 'a condition on MFA that requests with long-term access keys pass',
  why: 'such requests carry neither `aws:MultiFactorAuthPresent` nor `aws:MultiFactorAuthAge`: an Allow with `IfExists` lets them in, and a Deny without it does not meet them',
  remedy:
    'in an Allow write `"Bool": { "aws:MultiFactorAuthPresent": "true" }`, in a Deny `"BoolIfExists": { "aws:MultiFactorAuthPresent": "false" }`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent',
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const fault = faultOf(statement, clause);
        if (fault === undefined) continue;
        const witness = withoutMfa(document, statement, lab);
        yield {
          message: `${statementName(statement)}: ${fault}`,
          span: clause.operatorSpan,
          ...(witness ? { witness } : { possible: true }),
          dependsOn: witness ? [] : lab.unknownsOf(document, statement),
        };
      }
    }
  },
});

function faultOf({ effect }: Statement, clause: ConditionClause): string | undefined {
  const name = operatorOf(clause);
  if (!name || !/^aws:multifactorauth(?:present|age)$/i.test(clause.key)) return undefined;
  const shown = quoted(clause.operator);
  if (effect === 'Allow' && name.ifExists && !forbids(clause)) {
    return `${shown} lets requests through that do not carry \`${clause.key}\`, as those with long-term keys`;
  }
  if (name.row.family !== 'Bool') return undefined;
  if (effect === 'Allow') {
    return forbids(clause)
      ? `${shown} with \`false\` allows only what comes without MFA`
      : undefined;
  }
  return forbids(clause) && !name.ifExists
    ? `${shown} does not deny requests that do not carry \`${clause.key}\`, as those with long-term keys`
    : undefined;
}

/** Whether a condition asks for `false`. */
function forbids({ values }: ConditionClause): boolean {
  return values.some(({ value }) => value.toLowerCase() === 'false');
}

/** A user with long-term keys whose request goes through. */
function withoutMfa(document: LintDocument, statement: Statement, lab: Lab) {
  const absent = { 'aws:MultiFactorAuthPresent': null, 'aws:MultiFactorAuthAge': null };
  const identity = statement.effect === 'Deny' ? ('everything' as const) : ('nothing' as const);
  for (const question of lab.questionsFor(document, statement, { context: absent, limit: 8 })) {
    const witness = lab.witness(
      document,
      { ...question, identity },
      'allow',
      `a request with long-term access keys is allowed \`${question.action}\``,
    );
    const proves = statement.effect === 'Deny' || restsOn(witness, document, statement);
    if (witness && proves) return witness;
  }
  return undefined;
}
