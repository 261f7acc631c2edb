import { callersToJudge } from '../callers.ts';
import { rule } from '../rule.ts';
import { actionPatternsOf, conditionsOf, kmsActionsOf, statementName } from '../statement-parts.ts';

// What a condition can hold CreateGrant to: who may get a grant, for what, or that a service makes it.
const bounds = new Set([
  'kms:grantisforawsresource',
  'kms:granteeprincipal',
  'kms:granteeserviceprincipal',
  'kms:grantoperations',
  'kms:grantconstrainttype',
]);

export default rule({
  id: 'K14-create-grant-escalation',
  severity: 'high',
  summary: 'someone may create any grant on the key',
  why: 'whoever may create a grant may give any operation to anyone, themselves included, without having it: CreateGrant is as good as every operation that a grant can allow',
  remedy:
    'add a condition on `kms:GrantIsForAWSResource`, `kms:GrantOperations` or `kms:GranteePrincipal`',
  ignore:
    "for the key's administrators, who may change the key policy anyway: there the rule only informs",
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource',
  types: ['key-policy'],
  *check(document, lab) {
    for (const statement of document.policy.statements) {
      if (statement.effect === 'Deny') continue;
      const pattern = actionPatternsOf(statement).find(({ value }) =>
        kmsActionsOf(value).includes('CreateGrant'),
      );
      if (!pattern) continue;
      if (conditionsOf(statement).some(({ key }) => bounds.has(key.toLowerCase()))) continue;
      for (const { principal, name, administers, isHome } of callersToJudge(
        document,
        statement,
        lab,
      )) {
        if (isHome) continue;
        const [question] = lab.questionsFor(document, statement, {
          principals: [principal],
          actions: ['kms:CreateGrant'],
        });
        const witness =
          question &&
          lab.witness(
            document,
            { ...question, identity: 'everything' },
            'allow',
            `${name} may create a grant for anyone`,
          );
        if (!witness) continue;
        yield {
          severity: administers ? 'info' : 'high',
          message: `${statementName(statement)}: \`${pattern.value}\` lets ${name} create any grant on this key`,
          span: pattern.span,
          witness,
        };
      }
    }
  },
});
