import { operatorOf } from '../condition-facts.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'T10-several-booleans',
  severity: 'error',
  summary: 'a list of booleans in a condition',
  why: 'one of two always holds, so that the condition asks nothing; IAM refuses such a list where it checks the document',
  remedy: 'write one value, or a `Null` condition if only the presence of the key counts',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean',
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        const family = operatorOf(clause)?.row.family;
        if ((family !== 'Bool' && family !== 'Null') || clause.values.length < 2) continue;
        yield {
          message: `${statementName(statement)}: \`${clause.operator}\` of \`${clause.key}\` has ${clause.values.length} values, where one boolean is wanted`,
          span: clause.span,
        };
      }
    }
  },
});
