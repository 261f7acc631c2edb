// Edits of a text that make one of its values another: whatever the layout, the text then says the new value, and
// what did not change keeps its text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { JsonValue } from '../../src/model/policy.ts';
import { parseJson } from '../../src/syntax/json.ts';
import { applyEdits } from '../../src/syntax/text-edits.ts';
import { layoutOf } from '../../src/syntax/text-layout.ts';
import { toValue } from '../../src/syntax/value.ts';
import { isEqual, valueEdits } from '../../src/syntax/value-edits.ts';
import { parseYaml } from '../../src/syntax/yaml.ts';

function edited(text: string, json: boolean, value: JsonValue): string {
  const { node } = (json ? parseJson : parseYaml)(text);
  const layout = layoutOf(text, node!, json);
  return applyEdits(text, valueEdits(node!, value, { text, layout }));
}

const words = fc.oneof(
  fc.constantFrom('kms:Decrypt', '*', '2012-10-17', 'true', '', 'a: b', '${aws:username}', "it's"),
  fc.string({ maxLength: 6 }),
);
const scalars = fc.oneof(words, fc.boolean(), fc.constant(null), fc.integer());
const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalars as fc.Arbitrary<JsonValue>,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Sid', 'Action', 'aws:SourceIp', 'a b', '1'), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;

/** Changes as fixes make them, anywhere in the value: an item more, a member more, a list around, another value. */
const changes = fc.array(
  fc.record({ at: fc.nat(5), kind: fc.constantFrom('add', 'wrap', 'replace', 'in'), by: values }),
  { minLength: 1, maxLength: 4 },
);

function changed(value: JsonValue, [first, ...rest]: Change[]): JsonValue {
  if (!first) return value;
  const { at, kind, by } = first;
  if (kind === 'replace') return by;
  if (kind === 'wrap') return [value, by];
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    if (kind === 'add' || list.length === 0) return [...list, by];
    return list.map((item, index) => (index === at % list.length ? changed(item, rest) : item));
  }
  if (typeof value !== 'object' || value === null) return by;
  const names = Object.keys(value);
  if (kind === 'add' || names.length === 0) return { ...value, Added: by };
  const name = names[at % names.length]!;
  return { ...value, [name]: changed((value as Record<string, JsonValue>)[name]!, rest) };
}

interface Change {
  readonly at: number;
  readonly kind: string;
  readonly by: JsonValue;
}

describe.each([
  ['JSON on one line', true, (value: JsonValue) => JSON.stringify(value)],
  ['JSON with two spaces', true, (value: JsonValue) => JSON.stringify(value, null, 2)],
  ['JSON with tabs', true, (value: JsonValue) => JSON.stringify(value, null, '\t')],
  [
    'JSON of Windows',
    true,
    (value: JsonValue) => JSON.stringify(value, null, 2).replaceAll('\n', '\r\n'),
  ],
  ['YAML in blocks', false, (value: JsonValue) => stringify(value, { lineWidth: 0 })],
  [
    'YAML with lists that are not indented',
    false,
    (value: JsonValue) => stringify(value, { lineWidth: 0, indentSeq: false, indent: 4 }),
  ],
  [
    'YAML between brackets',
    false,
    (value: JsonValue) => stringify(value, { lineWidth: 0, collectionStyle: 'flow' }),
  ],
] as const)('%s', (_, json, write) => {
  it('says the new value', () => {
    fc.assert(
      fc.property(values, changes, (before, list) => {
        const text = write(before);
        const { node } = (json ? parseJson : parseYaml)(text);
        fc.pre(node !== undefined && isEqual(toValue(node), before));
        const after = changed(before, list);
        const result = edited(text, json, after);
        const again = (json ? parseJson : parseYaml)(result);
        expect(again.node && toValue(again.node), `${text}\n---\n${result}`).toEqual(after);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves a text alone that says it already', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = write(value);
        const { node } = (json ? parseJson : parseYaml)(text);
        fc.pre(node !== undefined && isEqual(toValue(node), value));
        expect(edited(text, json, value)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});
