import { firstGranted } from '../granted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, principalsOf, statementName } from '../statement-parts.ts';

const narrowing =
  /^(?:aws:principal(?:arn|tag\/.+)|aws:userid|aws:source(?:vpce?|ip)|kms:(?:viaservice|grantisforawsresource|encryptioncontext.*))$/i;

export default rule({
  id: 'K67-whole-external-account',
  severity: 'low',
  summary: 'the key policy lets in another account as a whole',
  why: 'the administrators of that account decide who of it uses the key, now and later: every user and role that they allow it to',
  remedy: 'name the roles of the other account, or add a condition on `aws:PrincipalArn`',
  ignore: 'for accounts of your own organization: name them as trusted',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
  types: ['key-policy'],
  *check(document, lab) {
    const home = lab.accountOf(document);
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      if (conditionsOf(statement).some(({ key }) => narrowing.test(key))) continue;
      for (const entry of principalsOf(statement)) {
        if (entry.kind !== 'account' || entry.account === home) continue;
        const account = entry.account ?? '';
        const granted = firstGranted(document, lab, statement, (name) => name.includes(account));
        if (!granted?.caller.isExternal) continue;
        const sentence = `any user of account ${entry.account} may ${granted.question.action}, if that account lets them`;
        const witness = lab.witness(document, granted.question, 'allow', sentence);
        if (!witness) continue;
        yield {
          message: `${statementName(statement)} leaves it to account ${entry.account} who uses this key`,
          span: entry.span,
          witness,
        };
      }
    }
  },
});
