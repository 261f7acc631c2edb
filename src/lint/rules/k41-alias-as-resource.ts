import { findKmsAction } from '../../catalog/kms-actions.ts';
import { namesOf } from '../names.ts';
import { rule } from '../rule.ts';
import {
  actionPatternsOf,
  kmsActionsOf,
  resourcePatternsOf,
  statementName,
} from '../statement-parts.ts';

const aliasArn = /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//;

export default rule({
  id: 'K41-alias-as-resource',
  severity: 'error',
  summary: 'an alias stands as the resource of actions on a key',
  why: 'an alias ARN names the alias and not the key that it points to, even where the request names the key by that alias: only CreateAlias, UpdateAlias and DeleteAlias act on it',
  remedy:
    'write the ARN of the key, or all keys with the condition `"ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/…" }`',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html',
  supersedes: ['D01-never-applies'],
  types: ['identity-policy', 'permissions-boundary', 'session-policy', 'service-control-policy'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      const resources = resourcePatternsOf(statement);
      const aliases = resources.filter(({ value }) => aliasArn.test(value));
      const actions = actionPatternsOf(statement);
      const onAlias = actions
        .flatMap(({ value }) => kmsActionsOf(value))
        .filter((name) => findKmsAction(name)?.resources.includes('alias'));
      const [alias] = aliases;
      const reachesKeys = resources.length > aliases.length;
      if (!alias || (onAlias.length > 0 && reachesKeys)) continue;
      const dead = actions.filter(({ value }) => {
        const names = kmsActionsOf(value);
        return names.length > 0 && !names.some((name) => onAlias.includes(name));
      });
      if (dead.length === 0) continue;
      const effect = statement.effect === 'Allow' ? 'allows' : 'denies';
      yield {
        severity: reachesKeys ? 'warning' : 'error',
        message: `${statementName(statement)} ${effect} nothing with \`${alias.value}\`: an alias is not the resource of ${namesOf(dead.map(({ value }) => value))}`,
        span: alias.span,
      };
    }
  },
});
