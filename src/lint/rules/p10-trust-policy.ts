import { actionMismatches, webIdentityGaps } from '../federation.ts';
import { rule } from '../rule.ts';
import { conditionsOf, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'P10-trust-policy',
  severity: 'error',
  summary: 'a trust policy names an identity provider or an account and does not say enough',
  why: 'each kind of principal has its own action, and a provider vouches for everyone who signs in with it: without conditions on the audience and the subject, all of them may assume the role',
  remedy:
    'use the action of the principal, and conditions on `aud` and `sub` of the provider; for another account one on `sts:ExternalId`',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  types: ['trust-policy'],
  *check(document, lab) {
    const home = lab.accountOf(document);
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      const where = statementName(statement);
      for (const { message, span } of actionMismatches(statement)) {
        yield { message: `${where}: ${message}`, span };
      }
      for (const { message, span, severity } of webIdentityGaps(statement)) {
        yield { message: `${where}: ${message}`, span, severity };
      }
      for (const { kind, account, value, span } of principalsOf(statement)) {
        const isForeign = kind === 'account' && account !== home;
        if (!isForeign || lab.scope.trustedAccounts.includes(account ?? '')) continue;
        if (conditionsOf(statement).length > 0) continue;
        yield {
          severity: 'low',
          message: `${where}: account \`${value}\` may assume the role without an \`sts:ExternalId\``,
          span,
        };
      }
    }
  },
});
