// Documents inside strings: every span is a place of the outer file.
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/syntax/json.ts';
import { type LocatedNode, memberValue, type ObjectNode } from '../../src/syntax/node.ts';
import { toValue } from '../../src/syntax/value.ts';
import { parseYaml } from '../../src/syntax/yaml.ts';
import { parseEmbedded, type StringNode } from '../../src/world/embedded.ts';

const document = {
  Version: '2012-10-17',
  Sid: 'Zürich "A\\B"\n\u{1F511}',
  Statement: [{ Effect: 'Allow' }],
};
const pretty = JSON.stringify(document, null, 2);

const outers: readonly (readonly [name: string, text: string])[] = [
  ['a JSON string', JSON.stringify({ Policy: pretty })],
  ['a JSON string, indented', JSON.stringify({ Other: [1], Policy: pretty }, null, 4)],
  [
    'a JSON string with escapes for all',
    JSON.stringify({ Policy: pretty }).replace(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ],
  ['a URL-encoded JSON string', JSON.stringify({ Policy: encodeURIComponent(pretty) })],
  ['a YAML block', `Policy: |\n${pretty.replace(/^/gm, '    ')}\n`],
  ['a folded YAML block', `Policy: >-\n${pretty.replace(/^/gm, '    ')}\n`],
  ['a single-quoted YAML text', `Policy: '${JSON.stringify(document).replaceAll("'", "''")}'\n`],
  ['a double-quoted YAML text', `Policy: ${JSON.stringify(pretty)}\n`],
];

describe.each(outers)('a document in %s', (name, text) => {
  const parse = name.includes('YAML') ? parseYaml : parseJson;
  const node = memberValue(parse(text).node as ObjectNode, 'Policy') as StringNode;
  const { node: inner, diagnostics } = parseEmbedded(node, { text, file: 'outer.json' });

  it('is read whole', () => {
    expect(diagnostics).toEqual([]);
    expect(toValue(inner as LocatedNode)).toEqual(document);
  });

  it('keeps its places in the file', () => {
    const statement = memberValue(inner as ObjectNode, 'Statement') as LocatedNode;
    const { start, end } = statement.span;
    const written = text.slice(start.offset, end.offset);
    const plain = name.includes('URL')
      ? decodeURIComponent(written)
      : written.replaceAll('\\n', '').replaceAll('\\"', '"');
    expect(JSON.parse(plain)).toEqual(document.Statement);
    const lines = text.slice(0, start.offset).split('\n');
    expect(start).toMatchObject({ line: lines.length, column: lines.at(-1)!.length + 1 });
  });
});

it('says where in the file a mistake stands', () => {
  const text = `{\n  "Policy": "{\\"Version\\": \\"2012-10-17\\",}"\n}`;
  const node = memberValue(parseJson(text).node as ObjectNode, 'Policy') as StringNode;
  const { diagnostics } = parseEmbedded(node, { text, file: 'get-key-policy.json' });
  expect(diagnostics[0]).toMatchObject({
    file: 'get-key-policy.json',
    span: { start: { line: 2 } },
  });
});
