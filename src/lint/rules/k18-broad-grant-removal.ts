import { type AllKeysStatement, allKeysStatements } from '../all-keys.ts';
import { type Granted, grantedBy, patternFor, usesKey } from '../granted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K18-broad-grant-removal',
  severity: 'low',
  summary: 'someone who uses the key without administering it may revoke any grant on it',
  why: 'AWS services keep the use of a key in grants: whoever revokes them cuts volumes, databases and backups off from their key',
  remedy:
    'add the condition `"Bool": { "kms:GrantIsForAWSResource": "true" }`, or leave `kms:RevokeGrant` to administrators',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html',
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    const found: readonly (Granted | AllKeysStatement)[] =
      document.policy.type === 'key-policy'
        ? grantedBy(document, lab, 'RevokeGrant').filter(
            (row) => !row.caller.administers && usesKey(document, lab, row),
          )
        : allKeysStatements(document, lab, 'RevokeGrant');
    for (const row of found) {
      const { statement, question } = row;
      const pattern = patternFor(statement, 'RevokeGrant');
      const isBound = conditionsOf(statement).some(({ key }) =>
        /^kms:(?:grantisforawsresource|viaservice)$/i.test(key),
      );
      if (!pattern || isBound || /^(?:\*|kms:\*)$/i.test(pattern.value)) continue;
      const who = 'caller' in row ? row.caller.name : 'the caller';
      const witness = lab.witness(
        document,
        question,
        'allow',
        `${who} may revoke a grant of another's`,
      );
      if (!witness) continue;
      yield {
        message: `${statementName(statement)}: with \`${pattern.value}\` ${who} can revoke every grant${'caller' in row ? ' on this key' : ' in the account'}`,
        span: pattern.span,
        witness,
      };
    }
  },
});
