import type { Statement } from '../../model/policy.ts';
import { type AllKeysStatement, allKeysStatements } from '../all-keys.ts';
import { type Granted, grantedBy, patternFor, usesKey } from '../granted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

const destructive = [
  'ScheduleKeyDeletion',
  'DisableKey',
  'DeleteImportedKeyMaterial',
  'ImportKeyMaterial',
];

/** Whether a condition says how long imported key material lasts. */
function isHeldToExpiry(statement: Statement): boolean {
  return conditionsOf(statement).some(({ key }) => /^kms:(?:expirationmodel|validto)$/i.test(key));
}

export default rule({
  id: 'K17-destructive-actions',
  severity: 'medium',
  summary: 'someone who uses the key without administering it may take it away from the others',
  why: 'without the key its data is lost: deletion, disabling and the removal or exchange of imported key material are the means of extortion',
  remedy:
    'leave these actions to administrators, or ask for MFA and a long waiting period with `kms:ScheduleKeyDeletionPendingWindowInDays`',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html',
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    const isKeyPolicy = document.policy.type === 'key-policy';
    const told = new Set<string>();
    for (const action of destructive) {
      const found: readonly (Granted | AllKeysStatement)[] = isKeyPolicy
        ? grantedBy(document, lab, action).filter(
            (row) => row.caller.isOwn && !row.caller.administers && usesKey(document, lab, row),
          )
        : allKeysStatements(document, lab, action);
      for (const row of found) {
        const { statement, question } = row;
        const pattern = patternFor(statement, action);
        const who = 'caller' in row ? row.caller.name : 'the caller';
        const id = `${pattern?.span?.start.offset} ${who}`;
        // What may do everything is said by K71 and B05.
        if (action === 'ImportKeyMaterial' && isHeldToExpiry(statement)) continue;
        if (!pattern || /^(?:\*|kms:\*)$/i.test(pattern.value) || told.has(id)) continue;
        told.add(id);
        const witness = lab.witness(document, question, 'allow', `${who} may kms:${action}`);
        if (!witness) continue;
        const what = isKeyPolicy ? 'this key' : 'every key of the account';
        yield {
          message: `${statementName(statement)}: with \`${pattern.value}\` ${who} can take ${what} away from those who need it`,
          span: pattern.span,
          witness,
        };
      }
    }
  },
});
