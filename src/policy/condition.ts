// Reads a Condition element into clauses, one for each operator and key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
import { conditionKeys, isUnknownKey } from '../catalog/condition-keys.ts';
import type { ConditionClause } from '../model/policy.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import {
  describeKind,
  type LocatedNode,
  type Member,
  type ObjectNode,
  placed,
} from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { operandKinds } from './operands.ts';
import { type OperatorName, readOperatorName } from './operator-name.ts';
import type { PolicyContext } from './policy-context.ts';
import { subSpan } from './sub-span.ts';
import { checkVariables, findVariables } from './variables.ts';
import { asWritten, type PlacedText, readWritten } from './written.ts';

/** Reads the element; each clause must hold for the statement to apply. */
export function readCondition(node: LocatedNode, context: PolicyContext): ConditionClause[] {
  if (node.kind === 'unknown') return [unknownClause('StringEquals', node)];
  if (node.kind !== 'object') {
    context.report({
      code: 'wrong-type',
      span: node.span,
      message: `\`Condition\` is ${describeKind(node)}, where an object is wanted`,
      remedy: 'write `"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-example" } }`',
    });
    return [];
  }
  if (node.members.length === 0) warnEmptyCondition(node, '`Condition`', context);
  return node.members.flatMap((member) => readOperator(member, context));
}

function unknownClause(operator: string, node: LocatedNode & { kind: 'unknown' }): ConditionClause {
  const { dependsOn, span } = node;
  return { kind: 'Condition', operator, key: '', values: [], unknown: dependsOn, ...placed(span) };
}

function warnEmptyCondition(node: ObjectNode, what: string, { report }: PolicyContext): void {
  report({
    code: 'empty-condition',
    severity: 'warning',
    span: node.span,
    message: `${what} is empty, so it limits nothing`,
    remedy: 'add a condition, or remove the element',
  });
}

function readOperator({ key, keySpan, value }: Member, context: PolicyContext): ConditionClause[] {
  const name = readOperatorName(key);
  if (name.fault !== undefined) context.report({ ...name.fault, span: keySpan });
  if (value.kind === 'unknown') return [{ ...unknownClause(key, value), operator: key }];
  if (value.kind !== 'object') {
    context.report({
      code: 'wrong-type',
      span: value.span,
      message: `the operator ${quoted(key)} holds ${describeKind(value)}, where an object of condition keys is wanted`,
      remedy: `write ${quoted(`"${key}": { "aws:PrincipalOrgID": "o-example" }`)}`,
    });
    return [];
  }
  if (value.members.length === 0) warnEmptyCondition(value, quoted(key), context);
  warnSameKey(value, context);
  return value.members.map((member) => {
    const { values, unknown } = readValues(member, context);
    if (name.fault === undefined) checkValues(name, member, values, context);
    return {
      kind: 'Condition',
      operator: key,
      key: member.key,
      values: values.map(asWritten),
      ...(unknown === undefined ? {} : { unknown }),
      ...placed(member.value.span),
      ...(placed(keySpan).span === undefined ? {} : { operatorSpan: keySpan }),
      ...(placed(member.keySpan).span === undefined ? {} : { keySpan: member.keySpan }),
    };
  });
}

function readValues(member: Member, context: PolicyContext) {
  checkKey(member, context);
  return readWritten(member.value, context.report, {
    what: member.key,
    example: '`"value"` or `["one", "two"]`',
    scalars: true,
  });
}

/** Condition keys have the prefix of a service, of `aws`, or of an identity provider. */
function checkKey({ key, keySpan }: Member, { report }: PolicyContext): void {
  if (key.includes('${')) {
    report({
      code: 'variable-not-allowed',
      span: keySpan,
      message: `the condition key ${quoted(key)} holds a policy variable, which a key cannot`,
      remedy: 'write the key out; variables are for values',
    });
  } else if (!/^[^\s:]+:[^:]/.test(key) || key !== key.trim()) {
    report({
      code: 'invalid-condition-key',
      span: keySpan,
      message: `${quoted(key)} is not a condition key`,
      why: 'a key has the prefix of its service, or `aws:`',
      remedy: 'write `aws:PrincipalArn` or `kms:ViaService`, say',
    });
  } else if (isUnknownKey(key)) {
    const names = conditionKeys.map(({ name }) => name);
    report({
      code: 'unknown-condition-key',
      severity: 'warning',
      span: keySpan,
      message: `${quoted(key)} is not a condition key that AWS documents${didYouMeanHint(key, names)}`,
      why: 'a key that no request carries is always absent',
    });
  }
}

/** Keys are case-insensitive, so two that differ only by case are one. */
function warnSameKey({ members }: ObjectNode, { report }: PolicyContext): void {
  const seen = new Map<string, string>();
  for (const { key, keySpan } of members) {
    const lower = key.toLowerCase();
    const first = seen.get(lower);
    if (first !== undefined && first !== key) {
      report({
        code: 'same-condition-key',
        severity: 'warning',
        span: keySpan,
        message: `${quoted(key)} and ${quoted(first)} are the same condition key, written in different case`,
        why: 'both conditions must hold; AWS may refuse the document',
        remedy: 'join their values in one list',
      });
    }
    seen.set(lower, first ?? key);
  }
}

function checkValues(
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
      code: 'unreadable-value',
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
