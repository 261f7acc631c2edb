import { needsKey } from '../inert.ts';
import { rule } from '../rule.ts';
import { conditionsOf, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K51-via-service-of-service',
  severity: 'warning',
  summary: 'a service principal is allowed only through a service',
  why: '`kms:ViaService` is in calls that a service forwards for a user or role: a service that calls for itself, under its service principal, never carries it',
  remedy:
    'use `aws:SourceArn` or `aws:SourceAccount` for the service, and `kms:ViaService` for the users and roles',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  supersedes: ['D01-never-applies'],
  types: ['key-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      const entries = principalsOf(statement);
      const services = entries.filter(({ kind }) => kind === 'service');
      const via = conditionsOf(statement).find(
        (clause) => clause.key.toLowerCase() === 'kms:viaservice' && needsKey(clause),
      );
      const [service] = services;
      if (!service || !via) continue;
      const [question] = lab.questionsFor(document, statement, {
        principals: [{ service: service.value }],
        context: { [via.key]: null },
      });
      const sentence = `\`${service.value}\`, which calls for itself, is denied ${question?.action}`;
      const witness =
        question && statement.effect === 'Allow'
          ? lab.witness(document, question, 'deny', sentence)
          : undefined;
      yield {
        severity: services.length === entries.length ? 'error' : 'warning',
        message: `${statementName(statement)} never applies to \`${service.value}\`: a service that calls for itself has no \`${via.key}\``,
        span: via.keySpan ?? via.span,
        ...(witness ? { witness } : {}),
      };
    }
  },
});
