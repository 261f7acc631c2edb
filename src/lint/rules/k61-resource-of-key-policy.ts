import { compileGlob } from '../../engine/glob.ts';
import type { Statement } from '../../model/policy.ts';
import type { Suggestion } from '../finding.ts';
import type { Lab } from '../lab.ts';
import { inPlace, withoutItem } from '../removal.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { clauseOf, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K61-resource-of-key-policy',
  severity: 'warning',
  summary: 'the Resource of a key policy is not `"*"`',
  why: 'in a key policy `"*"` means the key itself; anything else counts only if it matches the ARN of this key',
  remedy: 'write `"Resource": "*"`',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  supersedes: ['D01-never-applies'],
  types: ['key-policy'],
  diagnostics: ['key-policy-resource'],
  *check(document, lab) {
    const usual = lab.keyArnOf(document);
    const key = lab.keyOf(document);
    const home = saysAccount(document, lab) ? lab.accountOf(document) : undefined;
    for (const statement of document.policy.statements) {
      const clause = clauseOf(statement, 'Resource');
      if (!clause || clause.unknown !== undefined) continue;
      // Where the file does not say which key this is, any id of a key may be its own.
      const couldBe = (pattern: string) =>
        compileGlob(key?.keyId === undefined ? anyKey(pattern, home) : pattern)(usual);
      const dead = clause.patterns.filter(({ value }) => value !== '*' && !couldBe(value));
      const all = dead.length > 0 && dead.length === clause.patterns.length;
      for (const { value, span } of dead) {
        const { text } = document.source;
        const hasAll = clause.patterns.some((pattern) => pattern.value === '*');
        const edit = hasAll ? withoutItem(text, span) : inPlace(text, span, '"*"');
        yield {
          severity: all ? 'error' : 'warning',
          message: all
            ? `${statementName(statement)} never applies: \`${value}\` is not this key`
            : `${statementName(statement)}: \`${value}\` is not this key`,
          span,
          ...(edit && {
            suggestion: {
              title: hasAll ? `remove \`${value}\`` : 'replace it by `"*"`, the key itself',
              effect: effectOf(statement, hasAll),
              edits: [edit],
            },
          }),
        };
      }
    }
  },
});

function effectOf({ effect }: Statement, hasAll: boolean): Suggestion['effect'] {
  if (hasAll) return 'same';
  return effect === 'Allow' ? 'widens' : 'narrows';
}

/** Whether the account of the key is more than a guess. */
function saysAccount({ policy, resource }: LintDocument, lab: Lab): boolean {
  return (
    resource?.account !== undefined ||
    lab.scope.account !== undefined ||
    policy.statements.some((statement) => principalsOf(statement).some(({ account }) => account))
  );
}

/** A pattern that may be the ARN of a key of the account, widened to any key. */
function anyKey(pattern: string, home: string | undefined): string {
  const [, account = ''] = /^arn:[^:]*:kms:[^:]*:([^:]*):key\/.+$/.exec(pattern) ?? [];
  if (account === '') return pattern;
  const isForeign = home !== undefined && /^\d{12}$/.test(account) && account !== home;
  return isForeign ? pattern : '*';
}
