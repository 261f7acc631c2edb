import { inertConditions, needsKey } from '../inert.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K43-request-alias',
  severity: 'medium',
  summary: 'a condition on `kms:RequestAlias` is never met, or is got round by the key id',
  why: 'the key is the alias that the request itself names: administrative actions never carry it, and a caller who names the key by its id or ARN leaves it out, so that a Deny does not apply',
  remedy:
    'use `kms:ResourceAliases` in an IAM policy: it has all aliases of the key, however the request names it',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-request-alias',
  supersedes: ['D01-never-applies'],
  types: ['key-policy', 'identity-policy'],
  *check(document, lab) {
    yield* inertConditions(document, lab, {
      keys: (key) => key === 'kms:requestalias',
      severity: 'warning',
      wildcards: false,
    });
    for (const statement of document.policy.statements) {
      const clause = conditionsOf(statement).find(({ key }) => /^kms:requestalias$/i.test(key));
      if (statement.effect === 'Allow' || !clause || !needsKey(clause)) continue;
      const [met] = lab
        .questionsFor(document, statement)
        .filter((question) => lab.meets(document, statement, question));
      if (!met) continue;
      const { [clause.key]: _, ...context } = met.context ?? {};
      const witness = lab.witness(
        document,
        { ...met, context, identity: 'everything' },
        'allow',
        `${met.action} is allowed when the request names the key by its id`,
      );
      if (!witness) continue;
      yield {
        message: `${statementName(statement)} denies nothing to a caller who names the key by its id: \`${clause.key}\` is absent then`,
        span: clause.keySpan ?? clause.span,
        witness,
      };
    }
  },
});
