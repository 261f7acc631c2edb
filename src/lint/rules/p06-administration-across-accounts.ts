import { findKmsAction } from '../../catalog/kms-actions.ts';
import { callerOf } from '../questions.ts';
import { rule } from '../rule.ts';
import { actionPatternsOf, kmsActionsOf, principalsOf, statementName } from '../statement-parts.ts';
import { isHomeSaid } from '../targets.ts';

export default rule({
  id: 'P06-administration-across-accounts',
  severity: 'warning',
  summary: 'another account is allowed to administer the key, which AWS KMS never lets it do',
  why: 'operations such as PutKeyPolicy, ScheduleKeyDeletion and ReplicateKey do not work across accounts, whatever policies say; of what an account can do elsewhere, CreateGrant is the dangerous one (K14)',
  remedy: 'remove the action, or let the other account assume a role of the account of the key',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html',
  types: ['key-policy'],
  *check(document, lab) {
    if (!isHomeSaid(document, lab)) return;
    const home = lab.accountOf(document);
    for (const statement of document.policy.statements) {
      const entries = principalsOf(statement);
      const isExternal = entries.every(({ account }) => account !== undefined && account !== home);
      const [entry] = entries;
      if (statement.effect === 'Deny' || !entry || !isExternal) continue;
      const principals = callerOf(entry, '');
      for (const pattern of actionPatternsOf(statement)) {
        const names = kmsActionsOf(pattern.value);
        const isDead = names.every((name) => findKmsAction(name)?.crossAccount === false);
        if (names.length === 0 || !isDead) continue;
        const witness = lab
          .questionsFor(document, statement, { principals, actions: [`kms:${names[0]}`] })
          .map((question) =>
            lab.witness(
              document,
              { ...question, identity: 'everything' },
              'deny',
              `account ${entry.account} may not call kms:${names[0]}, although the policies allow it`,
            ),
          )
          .find((found) => found !== undefined);
        if (!witness) continue;
        yield {
          message: `${statementName(statement)}: \`${pattern.value}\` has no effect for account ${entry.account}, because it works only within the account of the key`,
          span: pattern.span,
          witness,
        };
      }
    }
  },
});
