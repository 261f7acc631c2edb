// Fn::ForEach: one member for each value of a list, where the template says the list.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
import type { LocatedNode, Member } from '../../../syntax/node.ts';
import { boundText, type Resolver, textsOf } from './resolver.ts';
import type { Template } from './template.ts';
import { textOf } from './values.ts';

/** The most members that the loops of one template may make. */
const MAX_MADE = 10_000;
const made = new WeakMap<Template, number>();

/** Whether a key is that of a loop. */
export function isLoop(key: string): boolean {
  return key.startsWith('Fn::ForEach::');
}

/** A member of an object, or those that a loop makes, each with its variables bound. */
export function expandMember(
  member: Member,
  resolver: Resolver,
): readonly { readonly member: Member; readonly within: Resolver }[] {
  if (!isLoop(member.key)) {
    const key = boundText(member.key, resolver.bindings);
    return [{ member: { ...member, key }, within: resolver }];
  }
  const [name, list, body] = member.value.kind === 'array' ? member.value.items : [];
  const variable = textOf(name);
  const values = list && valuesOf(list, resolver);
  if (variable === undefined || values === undefined || body?.kind !== 'object') {
    notExpanded(member, resolver, list);
    return [];
  }
  return values.flatMap((value) => {
    const within = resolver.within(new Map([[variable, value]]));
    return mayMake(body.members.length, member, resolver)
      ? body.members.flatMap((inner) => expandMember(inner, within))
      : [];
  });
}

function mayMake(count: number, { key, keySpan }: Member, { template }: Resolver): boolean {
  const total = (made.get(template) ?? 0) + count;
  made.set(template, total);
  if (total <= MAX_MADE) return true;
  template.report({
    code: 'not-looked-at',
    severity: 'warning',
    span: keySpan,
    message: `not all of what \`${key}\` makes was looked at`,
    why: `the loops of the template make more than ${MAX_MADE.toLocaleString('en')} parts`,
  });
  return false;
}

function valuesOf(list: LocatedNode, resolver: Resolver): readonly string[] | undefined {
  const resolved = resolver.resolve(list);
  const said = resolved.kind === 'array' ? textsOf(resolved.items) : undefined;
  return said && 'texts' in said ? said.texts : undefined;
}

function notExpanded(
  { key, keySpan }: Member,
  { template, resolve }: Resolver,
  list: LocatedNode | undefined,
): void {
  const resolved = list && resolve(list);
  const given =
    resolved?.kind === 'unknown' ? `it depends on ${resolved.dependsOn}` : 'it has no list';
  template.report({
    code: 'not-looked-at',
    severity: 'warning',
    span: keySpan,
    message: `what \`${key}\` makes was not looked at: ${given}`,
  });
}
