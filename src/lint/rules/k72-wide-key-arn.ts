import { rule } from '../rule.ts';
import { kmsActionsIn, resourcePatternsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K72-wide-key-arn',
  severity: 'low',
  summary: 'an IAM policy names the keys of any account, of another account, or of every Region',
  why: 'the key policies of other accounts decide who gets in there: a wildcard lets the principal take whatever they offer, and data go there',
  remedy: 'write the account and the Region of the keys, and their ids where there are few',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html',
  types: ['identity-policy'],
  *check(document, lab) {
    const home = lab.scope.account;
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny' || kmsActionsIn(statement).length === 0) continue;
      for (const { value, span } of resourcePatternsOf(statement)) {
        const match = /^arn:[^:]*:kms:([^:]*):([^:]*):(key\/\S*|\*)$/.exec(value);
        if (!match) continue;
        const [, region = '', account = '', key = ''] = match;
        const name = statementName(statement);
        const isAny = /^(?:\*|key\/\*)$/.test(key);
        if (/[*?]/.test(account)) {
          yield { message: `${name}: \`${value}\` names keys of any account`, span };
        } else if (isAny && home !== undefined && /^\d{12}$/.test(account) && account !== home) {
          yield { message: `${name}: \`${value}\` names every key of account ${account}`, span };
        } else if (isAny && region === '*') {
          yield {
            message: `${name}: \`${value}\` names every key in every Region`,
            span,
            severity: 'info',
          };
        }
      }
    }
  },
});
