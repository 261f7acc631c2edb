import { findService } from '../../catalog/all-services.ts';
import { parseArn } from '../../model/arn.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { PolicyType, Statement } from '../../model/policy.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import {
  actionPatternsOf,
  clauseOf,
  resourcePatternsOf,
  statementName,
} from '../statement-parts.ts';
import { hasWildcard } from '../statement-patterns.ts';

const types: readonly PolicyType[] = [
  'identity-policy',
  'permissions-boundary',
  'session-policy',
  'service-control-policy',
  'resource-control-policy',
  'vpc-endpoint-policy',
];

export default rule({
  id: 'X07-resource-mismatch',
  severity: 'error',
  summary: 'actions and resources of one statement that never meet',
  why: 'a statement applies only where both match: an action without resources goes with `*` alone, and an ARN of one service with no action of another',
  remedy:
    'give the actions a statement of their own with the resources that they act on, or with `*`',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  types,
  *check({ policy }) {
    for (const statement of policy.statements) {
      const name = statementName(statement);
      if (clauseOf(statement, 'Resource')?.unknown !== undefined) continue;
      yield* strayResources(statement, name);
      yield* actionsWithoutResources(statement, name);
    }
  },
});

/** ARNs of services of which the statement has no action. */
function* strayResources(statement: Statement, name: string) {
  const services = actionPatternsOf(statement).map(({ value }) =>
    findService(value.split(':')[0]!),
  );
  if (services.length === 0 || services.includes(undefined)) return;
  if (clauseOf(statement, 'Action')?.unknown !== undefined) return;
  const reached = new Set(
    services.flatMap((service) => [service!.prefix, ...service!.arnServices]),
  );
  if (reached.has('*')) return;
  const patterns = resourcePatternsOf(statement);
  const stray = patterns.filter(({ value }) => {
    const service = parseArn(value)?.service ?? '*';
    return !hasWildcard(service) && !service.includes('$') && !reached.has(service);
  });
  for (const { value, span } of stray) {
    const prefixes = [...new Set(services.map((service) => service!.prefix))];
    yield {
      severity: stray.length === patterns.length ? ('error' as const) : ('warning' as const),
      message: `${name}: its actions are of ${prefixes.map((prefix) => quoted(prefix)).join(', ')}, and none acts on ${quoted(value)}`,
      span,
    };
  }
}

/** Actions that act on no resource, beside resources that are not `*`. */
function* actionsWithoutResources(statement: Statement, name: string) {
  const resources = resourcePatternsOf(statement);
  if (resources.length === 0 || resources.some(({ value }) => /^\**$/.test(value))) return;
  const patterns = actionPatternsOf(statement);
  const without = patterns.filter(({ value }) => {
    const [prefix = '', action = ''] = value.split(':');
    const known = findService(prefix)?.byName.get(asciiLower(action));
    return known?.onResource === false;
  });
  for (const { value, span } of without) {
    yield {
      severity: without.length === patterns.length ? ('error' as const) : ('warning' as const),
      message: `${name}: ${quoted(value)} acts on no resource, so it goes with \`"Resource": "*"\` only`,
      span,
    };
  }
}
