import { isAdministrator, patternFor } from '../broad.ts';
import { type Escalation, escalations } from '../escalations.ts';
import type { Lab } from '../lab.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'B03-privilege-escalation',
  severity: 'high',
  summary: 'an IAM policy lets its holder get more permissions than it gives',
  why: 'whoever may change policies, credentials or roles of others, or start something with any role, has all that these have',
  remedy:
    'name the resources that are meant, or require a permissions boundary with `iam:PermissionsBoundary`',
  ignore: 'for the administrators of IAM themselves',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
  types: ['identity-policy'],
  *check(document, lab) {
    const { policy } = document;
    if (policy.statements.some(isAdministrator)) return;
    const ways = escalations.flatMap((way) => wayIn(document, way, lab) ?? []);
    for (const statement of new Set(ways.map((way) => way.statement))) {
      const [first, ...others] = ways.filter((way) => way.statement === statement);
      const more = others.length === 0 ? '' : `, and there are ${others.length} more such ways`;
      yield {
        message: `${statementName(statement)}: ${first!.sentence}${more}`,
        span: statement.span,
        witness: first!.witness,
      };
    }
  },
});

/** A way that is open: the statement that its first action comes from, and a request. */
function wayIn(document: LintDocument, { actions, effect }: Escalation, lab: Lab) {
  const account = lab.accountOf(document);
  const questions = actions.map(({ action, resource }) => ({
    principal: `arn:aws:iam::${account}:user/alice`,
    action,
    resource: `arn:aws:${action.split(':')[0]}::${account}:${resource}`,
  }));
  const [first] = questions;
  if (!first || !questions.every((question) => lab.mayBeAllowed(document, question))) return;
  const statement = document.policy.statements.find(
    (one) => patternFor(one, first.action) && lab.meets(document, one, first),
  );
  const proof = `user alice may call ${first.action} on ${first.resource}`;
  const witness = lab.witness(document, first, 'allow', proof);
  const names = actions.map(({ action }) => `\`${action}\``).join(' with ');
  const sentence = `${names} lets the holder ${effect}`;
  return statement && witness && { statement, witness, sentence };
}
