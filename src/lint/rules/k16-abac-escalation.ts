import { asciiLower } from '../../model/ascii.ts';
import type { RuleFinding } from '../finding.ts';
import { patternFor } from '../granted.ts';
import type { Lab } from '../lab.ts';
import { type Gate, gatesOf, openersOf } from '../resource-gates.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K16-abac-escalation',
  severity: 'high',
  summary: 'someone whose access hangs on tags or aliases of the key may change them',
  why: 'who may put the tag or the alias on a key that a condition asks for can open every key of the account that way (such changes take up to five minutes to count)',
  remedy:
    'leave `kms:TagResource`, `kms:UntagResource`, `kms:CreateAlias` and `kms:UpdateAlias` to others, or give them the same condition',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/abac.html',
  types: ['identity-policy'],
  *check(document, lab) {
    const told = new Set<string>();
    const together = policiesBeside(document, lab);
    for (const gate of gatesOf(document, lab)) {
      if (together.some((other) => lab.mayBeAllowed(other, gate.question))) continue;
      for (const opener of openersOf(gate, lab.keyArnOf(document))) {
        const by = together.find((other) =>
          opener.questions.every((question) => lab.mayBeAllowed(other, question)),
        );
        const how = by?.policy.statements.find(
          (statement) =>
            statement.effect === 'Allow' && patternFor(statement, opener.action) !== undefined,
        );
        const pattern = how && patternFor(how, opener.action);
        const last = opener.questions.at(-1)!;
        const witness = by && lab.witness(by, last, 'allow', opener.sentence);
        const id = `${pattern?.span?.start.offset} ${asciiLower(gate.clause.key)}`;
        if (!witness || !pattern || told.has(id)) continue;
        told.add(id);
        yield finding(gate, pattern.value, statementName(how), {
          span: pattern.span,
          witness,
          severity: gate.administers ? 'info' : 'high',
        });
      }
    }
  },
});

/** The policy and the others of the same principal in the same file. */
function policiesBeside(document: LintDocument, lab: Lab): readonly LintDocument[] {
  const { resource, source } = document;
  const others = lab.scope.documents.filter(
    (other) =>
      other !== document &&
      resource !== undefined &&
      other.resource === resource &&
      other.source === source &&
      other.policy.type === 'identity-policy',
  );
  return [document, ...others];
}

function finding(
  gate: Gate,
  pattern: string,
  name: string,
  rest: Partial<RuleFinding>,
): RuleFinding {
  const { clause, action } = gate;
  return {
    ...rest,
    message: `${name}: with \`${pattern}\` the caller can meet the condition on \`${clause.key}\` that \`${action}\` is bound to`,
    related: [{ message: 'the condition', span: clause.keySpan ?? clause.span }],
  };
}
