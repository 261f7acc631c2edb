import { bindingKeys, isWide } from '../binding-keys.ts';
import { holdsWithoutKey, keyOf } from '../condition-facts.ts';
import { actionsIn, publicAccess, statementsForEveryone } from '../public-access.ts';
import { rule } from '../rule.ts';
import { conditionsOf, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'P03-condition-does-not-bind-caller',
  severity: 'high',
  summary: 'a statement for everyone has conditions, and none of them says who the caller is',
  why: 'a stranger can use the same service, send the same encryption context, or call from anywhere: only keys that AWS sets from the account, the organization or the network of the caller keep strangers out',
  remedy:
    'add a condition on `kms:CallerAccount`, `aws:PrincipalAccount` or `aws:PrincipalOrgID`, or name the principals',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account',
  types: ['key-policy', 'resource-policy', 'trust-policy'],
  *check(document, lab) {
    for (const statement of statementsForEveryone(document)) {
      const conditions = conditionsOf(statement).filter(({ key }) => key !== '');
      const binds = conditions.some((clause) => bindingKeys.test(keyOf(clause)) && !isWide(clause));
      // K52 says more of those who come through a service.
      const forwarded = conditions.some(
        (clause) => keyOf(clause) === 'kms:viaservice' && !holdsWithoutKey(clause),
      );
      if (conditions.length === 0 || binds || forwarded) continue;
      const access = publicAccess(document, statement, lab);
      if (!access) continue;
      const keys = [...new Set(conditions.map(({ key }) => `\`${key}\``))].join(' and ');
      yield {
        message: `${statementName(statement)}: \`*\` with a condition on ${keys} lets anyone in any AWS account call ${actionsIn(access)}`,
        span: principalsOf(statement).find(({ kind }) => kind === 'everyone')?.span,
        related: conditions.map(({ key, keySpan }) => ({
          message: `\`${key}\` does not say who calls`,
          span: keySpan,
        })),
        ...access.proof,
      };
    }
  },
});
