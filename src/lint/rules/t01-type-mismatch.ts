import type { ConditionKeyType } from '../../catalog/condition-keys.generated.ts';
import type { OperatorFamily } from '../../catalog/operators.ts';
import type { ConditionClause } from '../../model/policy.ts';
import { quoted } from '../../syntax/quoted.ts';
import { operatorOf } from '../condition-facts.ts';
import { knownKey } from '../known-key.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

// The families of operators that compare what a key holds. ARNs are texts as well; times are numbers as well.
const families: Readonly<Record<ConditionKeyType, readonly OperatorFamily[]>> = {
  String: ['String'],
  ARN: ['Arn', 'String'],
  Bool: ['Bool'],
  Numeric: ['Numeric'],
  Date: ['Date', 'Numeric'],
  IPAddress: ['IpAddress'],
};

const words: Readonly<Record<ConditionKeyType, string>> = {
  String: 'a text',
  ARN: 'an ARN',
  Bool: 'true or false',
  Numeric: 'a number',
  Date: 'a time',
  IPAddress: 'an IP address',
};

export default rule({
  id: 'T01-type-mismatch',
  severity: 'warning',
  summary: 'an operator of another type than its condition key',
  why: 'the value cannot be read as the type of the operator, or is compared letter by letter: `203.0.113.0/24` as a text matches no address',
  remedy: 'use an operator of the type of the key',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const row = operatorOf(clause)?.row;
        const type = knownKey(clause.key)?.type;
        if (!row || type === undefined || row.family === 'Null') continue;
        if (families[type].includes(row.family) || comparesArns(clause, row.family)) continue;
        yield {
          message: `${statementName(statement)}: \`${clause.key}\` holds ${words[type]}, and ${quoted(clause.operator)} compares another type; use one of \`${families[type][0]}…\``,
          span: clause.operatorSpan,
        };
      }
    }
  },
});

/** Keys that are listed as texts may hold ARNs: `kms:GranteePrincipal`. */
function comparesArns({ values }: ConditionClause, family: OperatorFamily): boolean {
  return family === 'Arn' && values.every(({ value }) => value.startsWith('arn:') || value === '*');
}
