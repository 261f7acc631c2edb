import { supportsRcp } from '../../catalog/services.ts';
import { rule } from '../rule.ts';
import { actionPatternsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'C02-resource-control-policy',
  severity: 'error',
  summary: 'a resource control policy has what such policies cannot have',
  why: 'AWS Organizations refuses an Allow, a principal other than `"*"` and a bare `*` as the action; and resource control policies do not reach every service',
  remedy:
    'write a Deny for `"Principal": "*"` with actions of services that resource control policies reach',
  source:
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html',
  types: ['resource-control-policy'],
  diagnostics: ['allow-not-allowed', 'principal-not-everyone', 'action-without-service'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const { value, span } of actionPatternsOf(statement)) {
        const service = value.split(':')[0]!.toLowerCase();
        if (/[*?]/.test(service) || supportsRcp(service)) continue;
        yield {
          message: `${statementName(statement)}: resource control policies do not reach the service of \`${value}\``,
          span,
        };
      }
    }
  },
});
