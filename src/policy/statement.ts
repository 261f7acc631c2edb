// Reads one statement: its effect, and its clauses in the order principal, action, resource, conditions.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
import type { Clause, Statement } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import {
  describeKind,
  type LocatedNode,
  type Member,
  type ObjectNode,
  placed,
} from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { readAction } from './action.ts';
import { readCondition } from './condition.ts';
import { checkControlStatement } from './control-policy.ts';
import { type ElementName, readElements, reportConflict, statementElements } from './elements.ts';
import type { PolicyContext } from './policy-context.ts';
import { readPrincipal } from './principal.ts';
import { within } from './report.ts';
import { readResource } from './resource.ts';
import { readSid } from './sid.ts';

/** Reads the statement at `index`; what is wrong with it is reported. */
export function readStatement(
  node: LocatedNode,
  index: number,
  sids: Map<string, number>,
  outer: PolicyContext,
): Statement | undefined {
  const report = within(outer.report, `statement ${index + 1}`);
  if (node.kind !== 'object') {
    return report({
      code: node.kind === 'unknown' ? 'unknown-value' : 'wrong-type',
      span: node.span,
      message: `this is ${describeKind(node)}, where an object is wanted`,
      remedy: 'a statement is an object with `Effect`, `Action` and `Resource`',
    });
  }
  const elements = readElements(node, statementElements, 'statement', report);
  for (const name of ['Principal', 'Action', 'Resource'] as const)
    reportConflict(elements, name, report);
  const sidNode = elements.get('Sid')?.value;
  const sid = sidNode && readSid(sidNode, index + 1, sidsBeside(node, sids), { ...outer, report });
  const effect = readEffect(elements.get('Effect')?.value, node.span, { ...outer, report });
  const context: PolicyContext = { ...outer, report, effect };
  const clauses: Clause[] = [
    ...principalClauses(elements, node.span, context),
    ...actionClauses(elements, node.span, context),
    ...resourceClauses(elements, node.span, context),
    ...conditionClauses(elements, context),
    ...presenceClauses(node),
  ];
  checkControlStatement(elements, clauses, context);
  return {
    index,
    effect: effect ?? 'Deny',
    clauses,
    ...(sid === undefined ? {} : { sid }),
    ...placed(node.span),
  };
}

/** Statements of which a template takes one or the other may share a Sid. */
function sidsBeside({ dependsOn }: ObjectNode, sids: Map<string, number>): Map<string, number> {
  return dependsOn === undefined ? sids : new Map();
}

/** A statement that may not be there applies only if it is: a clause that is not known. */
function presenceClauses({ dependsOn, span }: ObjectNode): Clause[] {
  if (dependsOn === undefined) return [];
  const nothing = { operator: 'StringEquals', key: '', values: [] };
  return [{ kind: 'Condition', ...nothing, unknown: dependsOn, ...placed(span) }];
}

function readEffect(node: LocatedNode | undefined, span: Span, { report }: PolicyContext) {
  if (node === undefined) {
    return report({
      code: 'missing-effect',
      span,
      message: '`Effect` is missing',
      remedy: 'add `"Effect": "Allow"` or `"Effect": "Deny"`',
    });
  }
  if (node.kind === 'string' && (node.value === 'Allow' || node.value === 'Deny'))
    return node.value;
  if (node.kind === 'unknown') {
    const { span: place } = node;
    return report({
      code: 'unknown-value',
      span: place,
      message: `\`Effect\` is ${describeKind(node)}`,
    });
  }
  const text = node.kind === 'string' ? node.value : undefined;
  const meant = /^\s*(allow|permit|deny)/i.exec(text ?? '')?.[1]?.toLowerCase();
  const word = meant === undefined ? undefined : meant === 'deny' ? 'Deny' : 'Allow';
  return report({
    code: 'invalid-effect',
    span: node.span,
    message: `${text === undefined ? describeKind(node) : quoted(text)} is not an \`Effect\`${word === undefined ? '' : `; did you mean \`${word}\`?`}`,
    why:
      text?.toLowerCase() === word?.toLowerCase() && word !== undefined
        ? 'AWS compares the effect case-sensitively'
        : 'the effect is `Allow` or `Deny`',
    remedy: word === undefined ? 'write `"Allow"` or `"Deny"`' : undefined,
  });
}

type Elements = ReadonlyMap<ElementName, Member>;

function principalClauses(elements: Elements, span: Span, context: PolicyContext): Clause[] {
  const { rules, report, effect } = context;
  const members = present(elements, 'Principal', 'NotPrincipal');
  if (rules.principal === 'forbidden') {
    for (const { key, keySpan } of members) {
      report({
        code: 'element-not-allowed',
        span: keySpan,
        message: `\`${key}\` is not allowed in ${rules.label}`,
        why: 'it speaks of the principals that it is attached to',
        remedy:
          'remove the element; if this is a key policy or another resource-based policy, say so with its type',
      });
    }
    return [];
  }
  if (members.length === 0) {
    report({
      code: 'missing-principal',
      span,
      message: '`Principal` is missing',
      why: `${rules.label} says in each statement of whom it speaks`,
      remedy:
        rules.principal === 'everyone'
          ? 'add `"Principal": "*"`'
          : 'add `"Principal": { "AWS": "arn:aws:iam::111122223333:role/NAME" }`',
    });
  }
  for (const { key, keySpan } of members) {
    if (key !== 'NotPrincipal') continue;
    const forbidden = rules.notPrincipal === 'forbidden';
    if (!forbidden && effect !== 'Allow') continue;
    report({
      code: forbidden ? 'not-principal-not-allowed' : 'not-principal-with-allow',
      span: keySpan,
      message: forbidden
        ? `\`NotPrincipal\` is not allowed in ${rules.label}`
        : '`NotPrincipal` stands with `"Effect": "Allow"`, which AWS does not support',
      why: forbidden
        ? undefined
        : 'it would allow everyone except those listed, strangers included',
      remedy: forbidden
        ? 'use `"Principal": "*"` with an `ArnNotLike` condition on `aws:PrincipalArn`'
        : 'list the principals you mean in `Principal`',
    });
  }
  return members.flatMap((member) => readPrincipal(member, context) ?? []);
}

function actionClauses(elements: Elements, span: Span, context: PolicyContext): Clause[] {
  const { rules, report } = context;
  const members = present(elements, 'Action', 'NotAction');
  if (members.length > 0) return members.map((member) => readAction(member, context));
  const inert = rules.action === 'inert';
  report({
    code: inert ? 'ineffective-statement' : 'missing-action',
    severity: inert ? 'warning' : 'error',
    span,
    message: inert ? '`Action` is missing, so the statement has no effect' : '`Action` is missing',
    why: inert ? 'KMS accepts such a statement and ignores it' : undefined,
    remedy: 'add `"Action": "kms:Decrypt"`, say',
  });
  // A clause without patterns never holds.
  return [{ kind: 'Action', patterns: [], ...placed(span) }];
}

function resourceClauses(elements: Elements, span: Span, context: PolicyContext): Clause[] {
  const { rules, report } = context;
  const members = present(elements, 'Resource', 'NotResource');
  if (rules.resource === 'forbidden') {
    for (const { key, keySpan } of members) {
      report({
        code: 'element-not-allowed',
        span: keySpan,
        message: `\`${key}\` is not allowed in ${rules.label}`,
        why: 'it speaks of the role that it is attached to',
        remedy: 'remove the element',
      });
    }
    return [];
  }
  if (members.length > 0) return members.map((member) => readResource(member, context));
  if (rules.resource === 'optional') return [];
  const inert = rules.resource === 'inert';
  report({
    code: inert ? 'ineffective-statement' : 'missing-resource',
    severity: inert ? 'warning' : 'error',
    span,
    message: inert
      ? '`Resource` is missing, so the statement has no effect'
      : '`Resource` is missing',
    why: inert ? 'KMS accepts such a statement and ignores it' : undefined,
    remedy: inert
      ? 'add `"Resource": "*"`, which means the key itself'
      : 'add the ARNs that the statement speaks of, or `"Resource": "*"`',
  });
  return [{ kind: 'Resource', patterns: [], ...placed(span) }];
}

function conditionClauses(elements: Elements, context: PolicyContext): Clause[] {
  const member = elements.get('Condition');
  return member === undefined ? [] : readCondition(member.value, context);
}

function present(elements: Elements, ...names: readonly ElementName[]): Member[] {
  return names.flatMap((name) => elements.get(name) ?? []);
}
