import { findConditionKey } from '../../catalog/condition-keys.ts';
import type { ConditionClause } from '../../model/policy.ts';
import { holdsWithoutKey, keyOf, operatorOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'C07-scp-cannot-reach',
  severity: 'medium',
  summary: 'a service control policy is to keep out callers whom it does not reach',
  why: 'service control policies limit the users and roles of the accounts below them: neither AWS services that call for themselves, nor principals of other organizations',
  remedy: 'put the statement into a resource control policy, or into the policies of the resources',
  source:
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  types: ['service-control-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Allow') continue;
      for (const clause of conditionsOf(statement)) {
        const whom = unreached(clause);
        if (whom === undefined) continue;
        yield {
          message: `${statementName(statement)} denies nothing: with this condition on \`${clause.key}\` it is about ${whom}`,
          span: clause.keySpan ?? clause.span,
        };
      }
    }
  },
});

/** Whom a Deny with this condition alone could meet; undefined where people of the organization are among them. */
function unreached(clause: ConditionClause): string | undefined {
  if (clause.unknown !== undefined) return undefined;
  const values = clause.values.map(({ value }) => value);
  if (keyOf(clause) === 'aws:principalisawsservice') {
    const row = operatorOf(clause)?.row;
    const isTrue = row?.family === 'Bool' && values.every((value) => value === 'true');
    return isTrue && !holdsWithoutKey(clause) ? 'AWS services that call for themselves' : undefined;
  }
  // Whoever a service control policy limits is in the organization, and so has its id.
  const isOutside = keyOf(clause) === 'aws:principalorgid' && operatorOf(clause)?.row.negated;
  if (isOutside && values.some((value) => /^o-[a-z0-9]+$/.test(value))) {
    return 'principals of other organizations';
  }
  const callers = findConditionKey(clause.key)?.callers;
  const isOfServices = callers?.length === 1 && callers[0] === 'service';
  return isOfServices && !holdsWithoutKey(clause)
    ? 'AWS services that call for themselves'
    : undefined;
}
