// A CloudFormation template, or what `cdk synth` writes: its keys, principals and policies, read together.
import { memberValue, type ObjectNode } from '../../../syntax/node.ts';
import type { ReadFile, SourceFile } from '../../scope.ts';
import { startReading } from '../reading.ts';
import { expandMember } from './loops.ts';
import { passedOver, reportTransforms } from './passed-over.ts';
import { readerOf } from './properties.ts';
import { resolverOf } from './resolve.ts';
import type { Resolver } from './resolver.ts';
import { resourceRows } from './resource-rows.ts';
import { type Template, templateOf, valueIn } from './template.ts';
import { membersOf, textOf } from './values.ts';

/** Reads a template. The account and Region are those of the command line, where it names them. */
export function readTemplate(
  source: SourceFile,
  root: ObjectNode,
  known: { readonly account?: string; readonly region?: string },
): ReadFile {
  const reading = startReading(source);
  const template = templateOf(root, source, known, reading.report);
  const resolver = resolverOf(template);
  readResources(root, template, resolver);
  reportTransforms(template, memberValue(root, 'Transform')?.span ?? root.span);
  for (const resource of template.resources.values()) {
    const row = Object.hasOwn(resourceRows, resource.type)
      ? resourceRows[resource.type]
      : passedOver(resource);
    row?.(readerOf(resource, resolver, reading));
  }
  return reading.file('a CloudFormation template');
}

function readResources(root: ObjectNode, template: Template, resolver: Resolver): void {
  for (const written of membersOf(memberValue(root, 'Resources'))) {
    for (const { member, within } of expandMember(written, resolver)) {
      const { key: id, keySpan, value: node } = member;
      const type = textOf(valueIn(node, 'Type'));
      if (node.kind !== 'object' || type === undefined) {
        template.report({
          code: 'template-resource',
          severity: 'error',
          span: keySpan,
          message: `the resource \`${id}\` has no \`Type\`, so it was not looked at`,
          remedy: 'write its type, `AWS::KMS::Key` say',
        });
        continue;
      }
      const properties = memberValue(node, 'Properties');
      const { bindings } = within;
      template.resources.set(id, { id, type, span: keySpan, node, properties, bindings });
    }
  }
}
