import { keyOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'B08-companion-key',
  severity: 'low',
  summary: 'a condition on `aws:VpcSourceIp` does not say in which VPC',
  why: 'private addresses are the same in every VPC: anyone can have 10.0.0.1 in a VPC of their own',
  remedy: 'add a condition on `aws:SourceVpc` or `aws:SourceVpce`',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip',
  *check({ policy }) {
    for (const statement of policy.statements) {
      const conditions = conditionsOf(statement);
      const address = conditions.find((clause) => keyOf(clause) === 'aws:vpcsourceip');
      const isPaired = conditions.some((clause) =>
        /^aws:(?:sourcevpce?|sourcevpcarn|vpceaccount|vpceorgid|vpceorgpaths)$/.test(keyOf(clause)),
      );
      if (!address || isPaired) continue;
      yield {
        message: `${statementName(statement)}: \`${address.key}\` stands without \`aws:SourceVpc\` or \`aws:SourceVpce\``,
        span: address.keySpan ?? address.span,
      };
    }
  },
});
