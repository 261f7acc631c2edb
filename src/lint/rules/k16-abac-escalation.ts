import { asciiLower } from '../../model/ascii.ts';
import type { RuleFinding } from '../finding.ts';
import { patternFor } from '../granted.ts';
import { type Gate, gatesOf, openersOf } from '../resource-gates.ts';
import { rule } from '../rule.ts';
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
    for (const gate of gatesOf(document, lab)) {
      for (const opener of openersOf(gate, lab.keyArnOf(document))) {
        if (opener.questions.some((question) => !lab.mayBeAllowed(document, question))) continue;
        const last = opener.questions.at(-1)!;
        const witness = lab.witness(document, last, 'allow', opener.sentence);
        const how = document.policy.statements.find(
          (statement) =>
            statement.effect === 'Allow' && patternFor(statement, opener.action) !== undefined,
        );
        const pattern = how && patternFor(how, opener.action);
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
