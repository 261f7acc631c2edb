import { parseArn } from '../../model/arn.ts';
import type { Written } from '../../model/policy.ts';
import { keyOf, operatorOf } from '../condition-facts.ts';
import { filled } from '../condition-samples.ts';
import { actionsIn } from '../public-access.ts';
import { callerOf, isCaller } from '../questions.ts';
import { rule } from '../rule.ts';
import { conditionsOf, principalsOf, statementName } from '../statement-parts.ts';
import { firstAllowed, isHomeSaid } from '../targets.ts';

export default rule({
  id: 'P05-external-access',
  severity: 'medium',
  summary: 'somebody of another account gets in',
  why: 'who stands behind the other account decides by its own IAM policies who uses what is shared with it',
  remedy:
    'check that the account is meant; list it among the trusted accounts, or remove the principal',
  ignore: 'for accounts that are yours or your partners’: put them into `trustedAccounts`',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
  types: ['key-policy', 'resource-policy', 'trust-policy'],
  *check(document, lab) {
    const home = lab.accountOf(document);
    if (!isHomeSaid(document, lab)) return;
    const isForeign = (account: string | undefined): account is string =>
      account !== undefined && account !== home && !lab.scope.trustedAccounts.includes(account);
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      const entries = principalsOf(statement);
      const named = entries
        .filter(({ account }) => isForeign(account))
        .map((entry) => ({ entry, account: entry.account!, callers: callerOf(entry, '') }));
      const bound = entries.some(({ kind }) => kind === 'everyone')
        ? conditionsOf(statement)
            .filter((clause) => accountKeys.test(keyOf(clause)) && !operatorOf(clause)?.row.negated)
            .flatMap(({ values }) => values)
            .filter((value) => isForeign(accountIn(value)))
            .map((entry) => ({ entry, account: accountIn(entry)!, callers: [someoneIn(entry)] }))
        : [];
      for (const { entry, account, callers } of [...named, ...bound]) {
        const who = /^(?:\d{12}|.*:root)$/.test(entry.value) ? '' : `\`${entry.value}\` of `;
        const access = firstAllowed(
          document,
          statement,
          callers,
          lab,
          `somebody of account ${account}`,
        );
        if (!access) continue;
        yield {
          message: `${statementName(statement)}: ${who}account ${account} may call ${actionsIn(access)}`,
          span: entry.span,
          witness: access.witness,
        };
      }
    }
  },
});

const accountKeys = /^(?:kms:calleraccount|aws:principal(?:account|arn))$/;

function accountIn({ value }: Written): string | undefined {
  const account = parseArn(value)?.account ?? value;
  return /^\d{12}$/.test(account) ? account : undefined;
}

function someoneIn(written: Written): string {
  const text = filled(written.value);
  return isCaller(text) ? text : `arn:aws:iam::${accountIn(written)}:user/bob`;
}
