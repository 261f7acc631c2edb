import { rule } from '../rule.ts';
import { actionPatternsOf, kmsActionsOf, statementName } from '../statement-parts.ts';

// What gives away the key or what it protects, or takes them from everyone.
const privileged = new Set([
  ...['CreateGrant', 'Decrypt', 'DeleteImportedKeyMaterial', 'DisableKey', 'PutKeyPolicy'],
  ...['ReEncryptFrom', 'ReplicateKey', 'RevokeGrant', 'ScheduleKeyDeletion', 'Sign'],
  ...['TagResource', 'UntagResource', 'UpdateAlias'],
]);

export default rule({
  id: 'D09-wildcard-too-wide',
  severity: 'low',
  summary: 'a wildcard cuts a word and so allows privileged actions of another kind',
  why: '`kms:Re*` is read as ReEncrypt, and is ReplicateKey and RevokeGrant as well',
  remedy: 'write the whole verb before the wildcard, or list the actions',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Deny') continue;
      for (const { value, span } of actionPatternsOf(statement)) {
        const prefix = /^kms:([a-z]+)\*$/i.exec(value)?.[1];
        if (prefix === undefined) continue;
        const names = kmsActionsOf(value);
        const verbs = new Set(names.map((name) => verbOf(name, prefix.length)));
        const unlike = names.filter((name) => privileged.has(name));
        if (verbs.size < 2 || unlike.length === 0) continue;
        yield {
          message: `${statementName(statement)}: \`${value}\` allows ${list(unlike)}${others(names, unlike)}`,
          span,
        };
      }
    }
  },
});

/** The verb that begins a name: `ReEncrypt` counts as one. */
function verbOf(name: string, length: number): string {
  return /^(?:ReEncrypt|[A-Z][a-z]+)/.exec(name)?.[0] ?? name.slice(0, length);
}

function others(names: readonly string[], told: readonly string[]): string {
  const rest = names.filter((name) => !told.includes(name));
  return rest.length === 0 ? '' : ` beside ${list(rest)}`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
