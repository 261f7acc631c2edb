import { isAdministrator } from '../broad.ts';
import { rule } from '../rule.ts';
import { actionPatternsOf, resourcePatternsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'B06-whole-service',
  severity: 'low',
  summary: 'every action of a service is allowed on all of its resources',
  why: 'reading, writing, deleting and sharing are one permission then, and new actions are in it at once',
  remedy: 'list the actions, or the resources',
  ignore: 'for the administrators of the service',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  types: ['identity-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Deny' || isAdministrator(statement)) continue;
      if (!resourcePatternsOf(statement).some(({ value }) => value === '*')) continue;
      for (const { value, span } of actionPatternsOf(statement)) {
        // K71 says more of KMS.
        if (!/^[a-z0-9-]+:\*+$/i.test(value) || /^kms:/i.test(value)) continue;
        yield {
          message: `${statementName(statement)}: \`${value}\` on \`*\` allows everything that the service can do`,
          span,
        };
      }
    }
  },
});
