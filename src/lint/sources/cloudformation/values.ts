// Small questions about the values of templates.
import type { Span } from '../../../model/span.ts';
import type { LocatedNode, Member, ObjectNode } from '../../../syntax/node.ts';

/** What `AWS::NoValue` stands for: the member or item that holds it is not there. */
export const absent: LocatedNode = {
  kind: 'null',
  span: { start: { line: 0, column: 0, offset: 0 }, end: { line: 0, column: 0, offset: 0 } },
};

/** The text of a scalar, numbers as they are written. */
export function textOf(node: LocatedNode | undefined): string | undefined {
  if (node?.kind === 'string') return node.value;
  if (node?.kind === 'number') return node.raw;
  return node?.kind === 'boolean' ? String(node.value) : undefined;
}

/** A value that is not known. */
export function unknownNode(dependsOn: string, span: Span): LocatedNode {
  return { kind: 'unknown', dependsOn, span };
}

/** What the parts of a value that are not known depend on, each once. */
export function dependencies(nodes: readonly LocatedNode[]): string | undefined {
  const found = new Set<string>();
  const visit = (node: LocatedNode): void => {
    if (node.kind === 'unknown') found.add(node.dependsOn);
    else if (node.kind === 'array') node.items.forEach(visit);
    else if (node.kind === 'object') for (const { value } of node.members) visit(value);
  };
  nodes.forEach(visit);
  return found.size === 0 ? undefined : [...found].join(', ');
}

/** The function that an object is: its only member is `Ref` or `Fn::…`. */
export function callOf(node: LocatedNode): Member | undefined {
  if (node.kind !== 'object' || node.members.length !== 1) return undefined;
  const [member] = node.members;
  return member && /^(Ref|Fn::.+)$/.test(member.key) ? member : undefined;
}

/** The members of an object; none of anything else. */
export function membersOf(node: LocatedNode | undefined): ObjectNode['members'] {
  return node?.kind === 'object' ? node.members : [];
}
