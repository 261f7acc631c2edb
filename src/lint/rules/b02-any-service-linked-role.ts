import { hasCondition, isAdministrator, openResource, patternFor } from '../broad.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'B02-any-service-linked-role',
  severity: 'warning',
  summary: 'the service-linked role of any service may be created',
  why: 'a service-linked role gives its service permissions in the account that no service control policy limits',
  remedy: 'name the roles, or add a condition on `iam:AWSServiceName`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html',
  types: ['identity-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      const pattern = patternFor(statement, 'iam:CreateServiceLinkedRole');
      const resource = openResource(statement, 'role(?:/aws-service-role)?');
      if (!pattern || !resource || isAdministrator(statement)) continue;
      if (hasCondition(statement, 'iam:AWSServiceName')) continue;
      yield {
        message: `${statementName(statement)}: \`${pattern.value}\` on \`${resource.value}\` lets a role be created for any service`,
        span: resource.span,
        related: [{ message: 'the action', span: pattern.span }],
      };
    }
  },
});
