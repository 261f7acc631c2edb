import { actionsIn, publicAccess, statementsForEveryone } from '../public-access.ts';
import { rule } from '../rule.ts';
import { conditionsOf, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'P01-public-access',
  severity: 'high',
  summary: 'a statement lets in anyone in any AWS account',
  why: '`"*"` names every principal of every account, and another account needs no more than its own permission to use what is open to it',
  remedy:
    'name the principals, or bind the callers with a condition on `kms:CallerAccount`, `aws:PrincipalAccount` or `aws:PrincipalOrgID`',
  ignore: 'for a resource that is meant for the public, such as the bucket of a website',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous',
  types: ['key-policy', 'resource-policy', 'trust-policy'],
  *check(document, lab) {
    for (const statement of statementsForEveryone(document)) {
      // What has conditions is for P03 and P04 to judge, unless nobody knows them yet.
      const isOpen = conditionsOf(statement).every(({ key }) => key === '');
      const access = isOpen ? publicAccess(document, statement, lab) : undefined;
      if (!access) continue;
      yield {
        message: `${statementName(statement)}: \`*\` lets anyone in any AWS account call ${actionsIn(access)}`,
        span: principalsOf(statement).find(({ kind }) => kind === 'everyone')?.span,
        ...access.proof,
      };
    }
  },
});
