import type { Statement } from '../../model/policy.ts';
import { grantedBy } from '../granted.ts';
import { needsKey } from '../inert.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

// What a condition can hold CreateGrant to: who may get a grant, for what, or that a service makes it.
const bounds = new Set([
  'kms:grantisforawsresource',
  'kms:granteeprincipal',
  'kms:granteeserviceprincipal',
  'kms:grantoperations',
  'kms:grantconstrainttype',
  'kms:viaservice',
]);

/** Whether the grants are at least for one encryption context. */
function isHeldToContext(statement: Statement): boolean {
  return conditionsOf(statement).some(
    (clause) => /^kms:encryptioncontext/i.test(clause.key) && needsKey(clause),
  );
}

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
    for (const { statement, pattern, caller, question } of grantedBy(
      document,
      lab,
      'CreateGrant',
    )) {
      if (conditionsOf(statement).some(({ key }) => bounds.has(key.toLowerCase()))) continue;
      // Only its service can be in a service-linked role.
      if (JSON.stringify(caller.principal).includes(':role/aws-service-role/')) continue;
      // Of administrators with all actions K10 speaks.
      if (caller.administers && /^(?:\*|kms:\*)$/i.test(pattern.value)) continue;
      const sentence = `${caller.name} may create a grant for anyone`;
      const witness = lab.witness(document, question, 'allow', sentence);
      if (!witness) continue;
      yield {
        severity: caller.administers ? 'info' : isHeldToContext(statement) ? 'medium' : 'high',
        message: `${statementName(statement)}: \`${pattern.value}\` lets ${caller.name} create any grant on this key`,
        span: pattern.span,
        witness,
      };
    }
  },
});
