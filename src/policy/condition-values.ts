// The values of one operator and key of a Condition: whether they can ever match.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import type { LocatedNode, Member } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { operandKinds } from './operands.ts';
import type { OperatorName } from './operator-name.ts';
import type { PolicyContext } from './policy-context.ts';
import { subSpan } from './sub-span.ts';
import { checkVariables, findVariables } from './variables.ts';
import type { PlacedText } from './written.ts';

/** Checks the values of one operator and key: what cannot be read, and variables where there are none. */
export function checkValues(
  name: OperatorName,
  { key, value }: Member,
  values: readonly PlacedText[],
  context: PolicyContext,
): void {
  if (value.kind === 'array' && value.items.length === 0) warnNoValues(name, key, value, context);
  for (const item of values) {
    if (name.row.variables) checkVariables(item, context);
    else if (warnVariable(name, item, context)) continue;
    const kind = operandKinds[name.row.family];
    if (kind === undefined || kind.accepts(item.text)) continue;
    if (name.row.variables && item.text.includes('${')) continue;
    context.report({
      code: name.row.family === 'Null' ? 'unreadable-null' : 'unreadable-value',
      severity: 'warning',
      span: item.span,
      message: `${quoted(item.text)} is not ${kind.wanted}, which \`${name.row.name}\` compares, so it never matches`,
      why: negatedEffect(name),
      remedy: kind.example,
    });
  }
}

/** What an unreadable value does to a negated condition. */
function negatedEffect({ row }: OperatorName): string | undefined {
  if (!row.negated) return undefined;
  return row.family === 'Arn'
    ? 'a negated condition holds when nothing matches'
    : 'beside a value that cannot be read, a negated condition does not hold either';
}

function warnNoValues(
  { row, set, ifExists }: OperatorName,
  key: string,
  { span }: LocatedNode,
  { report }: PolicyContext,
): void {
  const absent = row.negated
    ? set !== 'ForAnyValue' || ifExists
    : ifExists || set === 'ForAllValues';
  const effect = row.negated
    ? absent
      ? 'so the condition always holds'
      : 'so the condition holds whenever the request has such a key'
    : absent
      ? 'so the condition holds only when the request has no such key'
      : 'so the condition never holds';
  report({
    code: 'empty-element',
    severity: 'warning',
    span,
    message: `the list of values for ${quoted(key)} is empty, ${effect}`,
    remedy: 'list a value, or remove the condition',
  });
}

/** Numbers, dates, addresses and the like take no variables. */
function warnVariable({ row }: OperatorName, item: PlacedText, { report, version }: PolicyContext) {
  const [variable] = findVariables(item.text);
  if (variable === undefined || version === '2008-10-17') return false;
  report({
    code: 'variable-not-allowed',
    severity: 'warning',
    span: subSpan(item, variable.start, variable.end),
    message: `\`${row.name}\` takes no policy variables, so ${quoted(item.text)} is plain text and never matches`,
    remedy: 'write the value out, or compare with a String or Arn operator',
  });
  return true;
}
