// A CloudFormation template as the resolver needs it: parameters, mappings, conditions and resources by name.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Span } from '../../../model/span.ts';
import { type LocatedNode, memberValue, type ObjectNode } from '../../../syntax/node.ts';
import type { SourceFile } from '../../scope.ts';
import { type Environment, environmentOf } from '../environment.ts';
import { membersOf, textOf } from './values.ts';

/** A resource of a template as it is written. */
export interface TemplateResource {
  /** The logical id. */
  readonly id: string;
  readonly type: string;
  readonly span: Span;
  readonly node: ObjectNode;
  readonly properties: LocatedNode | undefined;
  /** What the loops around it set, by their names. */
  readonly bindings: ReadonlyMap<string, string>;
}

/** A template. */
export interface Template {
  readonly source: SourceFile;
  /** What each parameter is called in findings. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly mappings: LocatedNode | undefined;
  readonly conditions: ReadonlyMap<string, LocatedNode>;
  readonly resources: Map<string, TemplateResource>;
  readonly environment: Environment;
  /** The names of the transforms and macros. */
  readonly transforms: readonly string[];
  readonly report: (problem: Omit<Diagnostic, 'file'>) => void;
}

/** Whether a parsed file is a template. */
export function isTemplate(node: LocatedNode): node is ObjectNode {
  if (node.kind !== 'object') return false;
  if (memberValue(node, 'AWSTemplateFormatVersion') !== undefined) return true;
  return membersOf(memberValue(node, 'Resources')).some(
    ({ key, value }) =>
      key.startsWith('Fn::ForEach::') ||
      /^[A-Za-z0-9]+::/.test(textOf(valueIn(value, 'Type')) ?? ''),
  );
}

/** Whether a file is the tree of constructs that `cdk synth` writes beside its templates, with copies of their parts. */
export function isConstructTree(node: LocatedNode): boolean {
  return (
    /^tree-/.test(textOf(valueIn(node, 'version')) ?? '') && valueIn(node, 'tree') !== undefined
  );
}

/** Reads the parts of a template; its resources are added by `readResources`. */
export function templateOf(
  root: ObjectNode,
  source: SourceFile,
  known: { readonly account?: string; readonly region?: string },
  report: Template['report'],
): Template {
  const section = (name: string) => membersOf(memberValue(root, name));
  return {
    source,
    parameters: new Map(
      section('Parameters').map(({ key, value }) => [key, parameterName(key, value)]),
    ),
    mappings: memberValue(root, 'Mappings'),
    conditions: new Map(section('Conditions').map(({ key, value }) => [key, value])),
    resources: new Map(),
    environment: environmentOf(source.text, known),
    transforms: transformsOf(memberValue(root, 'Transform')),
    report,
  };
}

/** A member of a value that may be none. */
export function valueIn(node: LocatedNode | undefined, key: string): LocatedNode | undefined {
  return node?.kind === 'object' ? memberValue(node, key) : undefined;
}

/** `parameter Env (prod by default)`: a default is a hint, for who deploys may say otherwise. */
function parameterName(name: string, node: LocatedNode): string {
  const value = textOf(valueIn(node, 'Default'));
  const isSecret = textOf(valueIn(node, 'NoEcho'))?.toLowerCase() === 'true';
  if (value === undefined || value === '' || isSecret) return `parameter ${name}`;
  const isStored = textOf(valueIn(node, 'Type'))?.startsWith('AWS::SSM::Parameter::Value');
  const short = value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return `parameter ${name} (${isStored ? 'the value of ' : ''}${short} by default)`;
}

function transformsOf(node: LocatedNode | undefined): readonly string[] {
  const items = node?.kind === 'array' ? node.items : node === undefined ? [] : [node];
  return items.map((item) => textOf(item) ?? textOf(valueIn(item, 'Name')) ?? 'a macro');
}
