// The policy of an `aws_iam_policy_document` that Terraform reads only during apply, made of its blocks: a part
// that is not known yet does not hide the others.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
import type { LocatedNode, Member } from '../../../syntax/node.ts';
import {
  attribute,
  type Block,
  blockAt,
  blocksOf,
  emptySpan,
  member,
  unescapedVariables,
} from './blocks.ts';
import { expressionOf, referencesOf } from './configuration.ts';
import { itemsOf, memberOf, textOf } from './nodes.ts';
import type { Plan, PlanResource } from './plan.ts';

/** A document; `others` says whether it takes in other documents, which are not known. */
export interface DeferredDocument {
  readonly node: LocatedNode;
  readonly others: boolean;
}

/** The document of a data source of the plan. `arnOf` gives the ARNs of the plan's principals. */
export function deferredDocument(
  plan: Plan,
  { address, values, unknown, span }: PlanResource,
  arnOf: (reference: string) => string | undefined,
): DeferredDocument {
  const blocks = expressionOf(plan, address, 'statement');
  const statements = itemsOf(memberOf(values, 'statement')).map((statement, at) =>
    statementOf(
      { value: statement, open: itemsOf(memberOf(unknown, 'statement'))[at] },
      blockAt(blocks, at),
      (expression) => referencesOf(plan, address, expression),
      arnOf,
    ),
  );
  const version = memberOf(values, 'version');
  const id = memberOf(values, 'policy_id');
  const members: Member[] = [
    member('Version', textOf(version) ? version! : { kind: 'string', value: '2012-10-17', span }),
    ...(textOf(id) ? [member('Id', id!)] : []),
    member('Statement', { kind: 'array', items: statements, span }),
  ];
  const others = [
    'source_policy_documents',
    'override_policy_documents',
    'source_json',
    'override_json',
  ];
  return {
    node: { kind: 'object', members, span: memberOf(values, 'statement')?.span ?? span },
    others: others.some((name) => expressionOf(plan, address, name) !== undefined),
  };
}

type References = (expression: LocatedNode | undefined) => readonly string[];

const elements = [
  ['Action', 'actions'],
  ['NotAction', 'not_actions'],
  ['Resource', 'resources'],
  ['NotResource', 'not_resources'],
] as const;

function statementOf(
  block: Block,
  expressions: LocatedNode | undefined,
  references: References,
  arnOf: (reference: string) => string | undefined,
): LocatedNode {
  const span = block.value?.span ?? emptySpan;
  const read = (name: string) => attribute(block, name, references(memberOf(expressions, name)));
  const sid = read('sid');
  const effect = read('effect');
  const members: Member[] = [
    ...(sid && textOf(sid) !== '' ? [member('Sid', sid)] : []),
    member('Effect', effect ?? { kind: 'string', value: 'Allow', span }),
    ...(['principals', 'not_principals'] as const).flatMap((name) => {
      const entries = blocksOf(block, name).map((inner, at) =>
        principalOf(
          inner,
          references(memberOf(blockAt(memberOf(expressions, name), at), 'identifiers')),
          arnOf,
        ),
      );
      return principalElement(name === 'principals' ? 'Principal' : 'NotPrincipal', entries);
    }),
    ...elements.flatMap(([element, name]) => {
      const value = read(name);
      return value ? [member(element, unescapedVariables(value))] : [];
    }),
    ...conditionElement(block, memberOf(expressions, 'condition'), references),
  ];
  return { kind: 'object', members, span };
}

function principalOf(
  block: Block,
  references: readonly string[],
  arnOf: (reference: string) => string | undefined,
): { readonly type: string; readonly node: LocatedNode } {
  const node = attribute(block, 'identifiers', references);
  const type = textOf(memberOf(block.value, 'type')) ?? 'AWS';
  const open = itemsOf(node).filter(({ kind }) => kind === 'unknown');
  const arns = references.map(arnOf);
  // One value that is not known and one principal of the plan that it refers to: it is that.
  const [arn] = arns;
  if (node?.kind === 'array' && open.length === 1 && arns.length === 1 && arn !== undefined) {
    const items = node.items.map((item) =>
      item.kind === 'unknown' ? ({ kind: 'string', value: arn, span: item.span } as const) : item,
    );
    return { type, node: { ...node, items } };
  }
  return { type, node: node ?? { kind: 'array', items: [], span: block.value?.span ?? emptySpan } };
}

function principalElement(
  element: string,
  entries: readonly { readonly type: string; readonly node: LocatedNode }[],
): readonly Member[] {
  const [first] = entries;
  if (!first) return [];
  const { span } = first.node;
  const star = entries.find(({ type }) => type === '*');
  if (star) return [member(element, { kind: 'string', value: '*', span: star.node.span })];
  const types = [...new Set(entries.map(({ type }) => type))];
  const members = types.map((type) => {
    const nodes = entries.filter((entry) => entry.type === type).map(({ node }) => node);
    const items = nodes.flatMap((node) => (node.kind === 'array' ? node.items : [node]));
    return member(type, {
      kind: 'array',
      items: items.map(unescapedVariables),
      span: nodes[0]!.span,
    });
  });
  return [member(element, { kind: 'object', members, span })];
}

function conditionElement(
  block: Block,
  expressions: LocatedNode | undefined,
  references: References,
): readonly Member[] {
  const operators = new Map<string, { members: Member[]; node: LocatedNode }>();
  blocksOf(block, 'condition').forEach((inner, at) => {
    const test = memberOf(inner.value, 'test');
    const variable = memberOf(inner.value, 'variable');
    const values = attribute(
      inner,
      'values',
      references(memberOf(blockAt(expressions, at), 'values')),
    );
    if (!test || !variable || !values) return;
    const name = textOf(test) ?? '';
    const row = operators.get(name) ?? { members: [], node: test };
    row.members.push(member(textOf(variable) ?? '', unescapedVariables(values), variable));
    operators.set(name, row);
  });
  if (operators.size === 0) return [];
  const members = [...operators].map(([name, { members: keys, node }]) =>
    member(name, { kind: 'object', members: keys, span: node.span }, node),
  );
  const { span } = memberOf(block.value, 'condition') ?? members[0]!.value;
  return [member('Condition', { kind: 'object', members, span })];
}
