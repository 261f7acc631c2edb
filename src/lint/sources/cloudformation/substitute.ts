// Fn::Sub: a text with `${…}` in it. A text with a part that is not known is not known.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
import type { LocatedNode } from '../../../syntax/node.ts';
import { attributeOf, referenceTo } from './references.ts';
import type { Call } from './resolver.ts';
import { dependencies, membersOf, textOf, unknownNode } from './values.ts';

/** Works out a call of Fn::Sub. */
export function substitute(argument: LocatedNode, call: Call): LocatedNode {
  const template = argument.kind === 'array' ? argument.items[0] : argument;
  const text = textOf(template);
  if (text === undefined) return unknownNode('a text', call.span);
  const value = variablesOf(argument, call);
  const unknowns: LocatedNode[] = [];
  const replaced = text.replace(variablePattern, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const node = value(name);
    const known = textOf(node);
    if (known === undefined) unknowns.push(unknownNode(dependencies([node]) ?? name, call.span));
    return known ?? '';
  });
  const dependsOn = dependencies(unknowns);
  if (dependsOn !== undefined) return unknownNode(dependsOn, call.span);
  return call.resolver.resolve({ kind: 'string', value: replaced, span: call.span });
}

/** `${Name}`, `${Resource.Attribute}`, and `${!Literal}`, which stays a variable. */
export const variablePattern = /\$\{([^{}]*)\}/g;

/** The values of the variables of a call: those of its own map, else those of the template. */
export function variablesOf(argument: LocatedNode, call: Call): (name: string) => LocatedNode {
  const own = argument.kind === 'array' ? membersOf(argument.items[1]) : [];
  return (written) => {
    const name = written.trim();
    const mapped = own.find(({ key }) => key === name);
    if (mapped) return call.resolver.resolve(mapped.value);
    const dot = name.indexOf('.');
    if (dot < 0 || call.resolver.bindings.has(name)) return referenceTo(name, call);
    return attributeOf(name.slice(0, dot), name.slice(dot + 1), call);
  };
}
