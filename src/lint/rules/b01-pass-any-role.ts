import { hasCondition, isAdministrator, openResource, patternFor } from '../broad.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'B01-pass-any-role',
  severity: 'medium',
  summary: 'any role may be passed to any service',
  why: 'whoever passes a role to a service acts with the permissions of the role through it',
  remedy: 'name the roles, and add a condition on `iam:PassedToService`',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  types: ['identity-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      const pattern = patternFor(statement, 'iam:PassRole');
      const resource = openResource(statement, 'role');
      if (!pattern || !resource || isAdministrator(statement)) continue;
      if (hasCondition(statement, 'iam:PassedToService')) continue;
      yield {
        message: `${statementName(statement)}: \`${pattern.value}\` on \`${resource.value}\` lets any role be passed to any service`,
        span: resource.span,
        related: [{ message: 'the action', span: pattern.span }],
      };
    }
  },
});
