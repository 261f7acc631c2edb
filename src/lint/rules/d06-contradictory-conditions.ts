import { contradiction } from '../contradictions.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'D06-contradictory-conditions',
  severity: 'error',
  summary: 'two conditions of a statement never hold together',
  why: 'all conditions of a statement must hold, so the statement never applies: an Allow gives nothing, a Deny stops nothing',
  remedy:
    'put alternatives into one list of values where they are of one key, or into statements of their own',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      const conditions = conditionsOf(statement);
      for (const [index, clause] of conditions.entries()) {
        const first = conditions.slice(0, index).find((one) => contradiction(one, clause));
        const because = first && contradiction(first, clause);
        if (!first || because === undefined) continue;
        const isAssumed = [first, clause].some(({ key }) => /^kms:calleraccount$/i.test(key));
        yield {
          message: `${statementName(statement)} never applies: ${because}`,
          span: clause.keySpan ?? clause.span,
          related: [{ message: 'the other condition', span: first.keySpan ?? first.span }],
          // Assumption service-caller-account-absent.
          ...(isAssumed && because.startsWith('no caller') ? { possible: true } : {}),
        };
        break;
      }
    }
  },
});
