import type { Clause } from '../../model/policy.ts';
import { rule } from '../rule.ts';
import { clauseOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'B04-allow-all-but',
  severity: 'medium',
  summary: 'a statement allows everything except what it lists',
  why: 'actions and resources that AWS adds tomorrow are allowed without anybody having thought of them',
  remedy: 'list what is allowed, or take out the exceptions with a Deny in a statement of its own',
  ignore: 'in policies for people who administer nearly everything, such as PowerUserAccess',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html',
  // Boundaries and policies of organizations only limit: there this is the usual form.
  types: ['identity-policy', 'key-policy', 'resource-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Deny') continue;
      const negated: readonly (Clause | undefined)[] = [
        clauseOf(statement, 'NotAction'),
        clauseOf(statement, 'NotResource'),
      ];
      for (const clause of negated) {
        if (!clause) continue;
        const what = clause.kind === 'NotAction' ? 'action' : 'resource';
        yield {
          message: `${statementName(statement)}: \`${clause.kind}\` in an Allow means every ${what} but those listed`,
          span: clause.span,
        };
      }
    }
  },
});
