// YAML: what is read, what is refused, where, and with which words.
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/model/policy.ts';
import { toValue } from '../../src/syntax/value.ts';
import { parseYaml } from '../../src/syntax/yaml.ts';

describe('YAML 1.2 reads as plain values', () => {
  const rows: readonly (readonly [string, JsonValue])[] = [
    ['a: 1\nb: [x, "y"]\n', { a: 1, b: ['x', 'y'] }],
    ['Version: 2012-10-17', { Version: '2012-10-17' }],
    ['a: yes\nb: on\nc: true\nd: ~\ne:', { a: 'yes', b: 'on', c: true, d: null, e: null }],
    ['%YAML 1.1\n---\na: yes', { a: 'yes' }],
    ['111122223333: { users: {} }', { '111122223333': { users: {} } }],
    ['012345678901: x\ntrue: y', { '012345678901': 'x', true: 'y' }],
    ['a: &p { x: 1 }\nb: *p\n', { a: { x: 1 }, b: { x: 1 } }],
    ['a: &p 1\nb: &p 2\nc: *p', { a: 1, b: 2, c: 2 }],
    ['a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
    ['a: !!str 12', { a: '12' }],
    ['{"a": [1, true, null, "x"]}', { a: [1, true, null, 'x'] }],
    ['Action: kms:*', { Action: 'kms:*' }],
  ];
  test.each(rows)('%j', (text, value) => {
    const { node, diagnostics } = parseYaml(text);
    expect(diagnostics).toEqual([]);
    expect(toValue(node!)).toEqual(value);
  });
});

test('an account id without quotes keeps its text', () => {
  const { node } = parseYaml('account: 012345678901');
  const value = node?.kind === 'object' ? node.members[0]!.value : node;
  expect(value).toMatchObject({ kind: 'number', raw: '012345678901' });
});

test('every node knows where it stands', () => {
  const { node } = parseYaml('a:\n  - x\n  - "y z"\n');
  const list = node?.kind === 'object' ? node.members[0]! : undefined;
  expect(list?.keySpan.start).toEqual({ line: 1, column: 1, offset: 0 });
  const second = list?.value.kind === 'array' ? list.value.items[1] : undefined;
  expect(second?.span).toEqual({
    start: { line: 3, column: 5, offset: 13 },
    end: { line: 3, column: 10, offset: 18 },
  });
});

describe('what cannot be taken is refused at its place', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['', '1:1', 'the document is empty'],
    ['# only a comment\n', '1:1', 'the document is empty'],
    ['a:\n\t- b', '2:1', 'a tab is used to indent'],
    ['a: 1\na: 2', '2:1', 'the key `a` stands twice in the same object, first at line 1, column 1'],
    ['a: b: c', '1:4', 'a `:` stands where no key can be'],
    ['a: [1', '1:6', '`[` is not closed before here'],
    ['a: "x', '1:6', 'the opening quote is not closed before here'],
    [
      'Resource: *\n',
      '1:11',
      'an unquoted value starts with `*` or `&`, which YAML takes for an alias or anchor',
    ],
    [
      'a: &team 1\nb: *taem',
      '2:4',
      'no anchor `&taem` stands before the alias `*taem`; did you mean `team`?',
    ],
    ['a: &a [*a]', '1:8', 'no anchor `&a` stands before the alias `*a`'],
    ['a: !Ref Key', '1:9', 'the tag `!Ref` is not supported here'],
    ['a: !!binary aGk=', '1:13', 'the tag `!!binary` is not supported here'],
    ['? [a]\n: b', '1:3', 'a list or object is used as a key'],
    ['{{ name }}: b', '1:1', 'a list or object is used as a key'],
    ['<<: { a: 1 }', '1:1', 'the merge key `<<` is not part of YAML 1.2'],
    ['a: .nan', '1:4', '`.nan` is not a number that a policy can hold'],
    ['a: 1\n---\nb: 2', '2:1', 'the file holds more than one YAML document'],
  ];
  test.each(rows)('%j', (text, place, message) => {
    const { node, diagnostics } = parseYaml(text, { file: 'a.yaml' });
    const [first] = diagnostics;
    expect(node).toBeUndefined();
    expect(first).toMatchObject({ severity: 'error', message, file: 'a.yaml' });
    expect(`${first?.span?.start.line}:${first?.span?.start.column}`).toBe(place);
  });
});
