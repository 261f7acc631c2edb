import { patternFor } from '../granted.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K42-alias-without-alias',
  severity: 'warning',
  summary: 'an IAM policy allows an alias operation on keys and not on the alias',
  why: 'creating, moving and deleting an alias needs permission on the alias and on the key, and the one on the alias can come from an IAM policy only',
  remedy: 'add the ARN of the alias, `arn:aws:kms:REGION:ACCOUNT:alias/NAME`, to `Resource`',
  ignore: 'where another policy of the same principal names the alias',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html',
  types: ['identity-policy'],
  *check(document, lab) {
    const key = lab.keyArnOf(document);
    const alias = `${key.slice(0, key.indexOf(':key/'))}:alias/example`;
    const named = document.policy.statements.some((statement) =>
      statement.clauses.some(
        (clause) =>
          clause.kind === 'Resource' &&
          clause.patterns.some(({ value }) => value.includes(':alias/')),
      ),
    );
    if (named) return;
    for (const action of ['CreateAlias', 'UpdateAlias', 'DeleteAlias']) {
      for (const statement of document.policy.statements) {
        const pattern = patternFor(statement, action);
        if (statement.effect === 'Deny' || !pattern || !/alias/i.test(pattern.value)) continue;
        const [onKey] = lab.questionsFor(document, statement, { actions: [`kms:${action}`] });
        if (!onKey || !lab.meets(document, statement, onKey)) continue;
        const onAlias = { ...onKey, resource: alias };
        const witness = lab.witness(
          document,
          onAlias,
          'deny',
          `kms:${action} is not allowed on an alias`,
        );
        if (!witness) continue;
        yield {
          message: `${statementName(statement)}: \`${pattern.value}\` is allowed on keys and on no alias, so that ${action} fails`,
          span: pattern.span,
          witness,
          possible: true,
        };
      }
    }
  },
});
