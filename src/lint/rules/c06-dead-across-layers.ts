import { limitsOf } from '../limits-of.ts';
import { rule } from '../rule.ts';
import { kmsActionsIn, statementName } from '../statement-parts.ts';

export default rule({
  id: 'C06-dead-across-layers',
  severity: 'warning',
  summary:
    'a permissions boundary or a service control policy leaves nothing of what an IAM policy allows',
  why: 'a boundary and the policies of the organization give nothing, but whatever they do not allow is denied: the statement has no effect',
  remedy:
    'allow the actions in the boundary or the service control policy too, or remove the statement',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  types: ['identity-policy'],
  *check(document, lab) {
    const limits = limitsOf(document, lab);
    if (limits.length === 0) return;
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny' || lab.unknownsOf(document, statement).length > 0) continue;
      const questions = lab
        .questionsFor(document, statement, {
          actions: kmsActionsIn(statement).map((name) => `kms:${name}`),
        })
        .filter((question) => lab.meets(document, statement, question));
      const [first] = questions;
      if (!first) continue;
      for (const { limit, what, reasons } of limits) {
        const isDead = questions.every((question) => {
          const { decision, certain } = lab.ask(limit, question);
          return certain && reasons.includes(decision.reason);
        });
        const sentence = `${first.action} is denied, although the IAM policy allows it`;
        const witness = isDead ? lab.witness(limit, first, 'deny', sentence) : undefined;
        if (!witness) continue;
        yield {
          message: `${statementName(statement)} has no effect for AWS KMS: ${what} allows none of it`,
          span: statement.span,
          ...(limit === document
            ? {}
            : { related: [{ message: 'the limit', span: limit.span, file: limit.source.file }] }),
          witness,
        };
      }
    }
  },
});
