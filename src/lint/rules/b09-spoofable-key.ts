import { keyOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'B09-spoofable-key',
  severity: 'medium',
  summary: 'a condition trusts what callers say of themselves',
  why: '`aws:Referer` and `aws:UserAgent` are headers that any client can set to any value',
  remedy: 'use a key that AWS sets, such as `aws:PrincipalArn`, `aws:SourceVpce` or `aws:SourceIp`',
  ignore: 'where it only keeps honest clients from mistakes, as for images of a website',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        if (!/^aws:(?:referer|useragent)$/.test(keyOf(clause))) continue;
        yield {
          message: `${statementName(statement)}: \`${clause.key}\` is a header that any client can set`,
          span: clause.keySpan ?? clause.span,
        };
      }
    }
  },
});
