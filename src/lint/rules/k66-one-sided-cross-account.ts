import { firstGranted } from '../granted.ts';
import { identityGrantsOn } from '../identity-grants.ts';
import { rule } from '../rule.ts';
import { principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K66-one-sided-cross-account',
  severity: 'info',
  summary:
    'the key policy lets in principals of another account, who need an IAM policy there as well',
  why: 'across accounts both sides must allow: without an IAM policy in the account of the caller that names the ARN of this key the statement has no effect',
  remedy: 'give the principals in the other account an IAM policy for the ARN of this key',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
  types: ['key-policy'],
  *check(document, lab) {
    const theirs = identityGrantsOn(document, lab);
    const home = lab.accountOf(document);
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      for (const { account, kind, value, span } of principalsOf(statement)) {
        if (account === undefined || account === home) continue;
        if (theirs.some(({ question }) => question.principal.toString().includes(account)))
          continue;
        const granted = firstGranted(document, lab, statement, (name) => name.includes(account));
        if (!granted) continue;
        const sentence = `${granted.caller.name} is denied without an IAM policy in account ${account}`;
        const witness = lab.witness(
          document,
          { ...granted.question, identity: 'nothing' },
          'deny',
          sentence,
        );
        if (!witness) continue;
        yield {
          message: `${statementName(statement)}: ${kind === 'account' ? `account ${account}` : `\`${value}\``} also needs an IAM policy in its own account that allows this key`,
          span,
          witness,
        };
      }
    }
  },
});
