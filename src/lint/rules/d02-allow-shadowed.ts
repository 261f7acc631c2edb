import { coversStatement } from '../covers.ts';
import { rule } from '../rule.ts';
import { alwaysDenied } from '../shadows.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'D02-allow-shadowed',
  severity: 'warning',
  summary: 'a Deny of the same policy takes away all that a statement allows',
  why: 'an explicit Deny wins over every Allow, so the statement has no effect',
  remedy: 'except those whom the statement means from the Deny, or remove the statement',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html',
  types: ['key-policy', 'resource-policy', 'identity-policy', 'trust-policy'],
  *check(document, lab) {
    const denials = document.policy.statements.filter(({ effect }) => effect === 'Deny');
    if (denials.length === 0) return;
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny' || lab.unknownsOf(document, statement).length > 0) continue;
      const shadow = alwaysDenied(document, statement, lab);
      if (!shadow) continue;
      const denial = denials.find(({ index }) => index === shadow.denial);
      if (!denial) continue;
      yield {
        message: `${statementName(statement)} allows nothing: ${statementName(denial)} denies all of it`,
        span: statement.span,
        related: [{ message: 'the Deny', span: denial.span }],
        witness: shadow.witness,
        ...(coversStatement(denial, statement) ? {} : { possible: true }),
      };
    }
  },
});
