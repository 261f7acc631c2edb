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
import { checkValues } from './condition-values.ts';
import { readOperatorName } from './operator-name.ts';
import type { PolicyContext } from './policy-context.ts';
import { asWritten, readWritten } from './written.ts';

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
    const hint = didYouMeanHint(
      key,
      conditionKeys.map(({ name }) => name),
    );
    report({
      code: /^kms:/i.test(key) ? 'unknown-condition-key' : 'unknown-global-key',
      severity: 'warning',
      span: keySpan,
      message: `${quoted(key)} is not a condition key that AWS documents${hint}`,
      why: 'a key that no request carries is always absent',
      remedy: hint === '' ? 'check the name against the list of condition keys' : undefined,
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
