// JSON: what is read, what is refused, where, and with which words.
import * as jsonc from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { parseJson, recoverJson } from '../../src/syntax/json.ts';
import { token } from '../../src/syntax/json-token.ts';
import { toValue } from '../../src/syntax/value.ts';

describe('valid JSON reads as JSON.parse reads it', () => {
  const texts = [
    '{}',
    '[]',
    ' [ 1 , -2.5e3 , true , false , null , "a" ] ',
    '{"a":{"b":[{"c":""}]},"":0}',
    '"\\u0041\\n\\"\\\\\\/\\ud83d\\ude00"',
    '{"__proto__":{"polluted":true},"constructor":1}',
    '"é–ℵ😀"',
    '\r\n\t1\r\n',
  ];
  test.each(texts)('%s', (text) => {
    const { node, diagnostics } = parseJson(text);
    expect(diagnostics).toEqual([]);
    expect(toValue(node!)).toEqual(JSON.parse(text));
  });
});

test('__proto__ stays an ordinary member', () => {
  const value = toValue(parseJson('{"__proto__":{"admin":true}}').node!) as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect('admin' in value).toBe(false);
});

test('numbers keep their text', () => {
  const { node } = parseJson('[12345678901234567890, 1.0, 1e999]');
  const items = node?.kind === 'array' ? node.items : [];
  expect(items.map((item) => item.kind === 'number' && item.raw)).toEqual([
    '12345678901234567890',
    '1.0',
    '1e999',
  ]);
  expect(toValue(node!)).toEqual(['12345678901234567890', 1, '1e999']);
});

test('every node knows where it stands', () => {
  const text = '{\r\n  "é😀": [true,\n "x"]\r}';
  const { node } = parseJson(text);
  const [member] = node?.kind === 'object' ? node.members : [];
  const item = member!.value.kind === 'array' ? member!.value.items[1]! : node!;
  expect(member!.keySpan).toEqual({
    start: { line: 2, column: 3, offset: 5 },
    end: { line: 2, column: 8, offset: 10 },
  });
  expect(item.span).toEqual({
    start: { line: 3, column: 2, offset: 20 },
    end: { line: 3, column: 5, offset: 23 },
  });
  expect(node!.span.end).toEqual({ line: 4, column: 2, offset: text.length });
});

describe('what is not JSON is refused at its place', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['', '', 'the document is empty'],
    [' \n', '', 'the document is empty'],
    ['\ufeff{}', '', 'the text starts with a byte-order mark (U+FEFF)'],
    ['%7B%22a%22%7D', '', 'the document is URL-encoded: it starts with `%7B` instead of `{`'],
    ['{"a":1,}', '1:7', 'a comma stands before the closing `}`'],
    ['[1,]', '1:3', 'a comma stands before the closing `]`'],
    ['[1,,2]', '1:4', 'a value is expected here, not `,`'],
    ['[,1]', '1:2', 'a value is expected here, not `,`'],
    ['{"a":1 "b":2}', '1:8', 'a `,` or `}` is expected before `"b"`'],
    ['{"a" 1}', '1:6', 'a `:` is expected after the key, not `1`'],
    ['{"a":}', '1:6', 'a value is expected here, not `}`'],
    ['{a:1}', '1:2', 'a key in double quotes is expected here, not `a`'],
    ["['a']", '1:2', "a value is expected here, not `'a'`"],
    ['[True]', '1:2', 'a value is expected here, not `True`'],
    ['[01]', '1:3', 'a `,` or `]` is expected before `1`'],
    ['[1.]', '1:2', 'the number `1.` stops in the middle'],
    ['[1}', '1:3', 'a `,` or `]` is expected before `}`'],
    ['{"a":1}}', '1:8', 'the document ends before `}`: only one JSON value may stand in it'],
    ['{} {}', '1:4', 'the document ends before `{`: only one JSON value may stand in it'],
    [
      '{"a":\n',
      '2:1',
      'the text stops in the middle of the object that starts at line 1, column 1',
    ],
    ['[1', '1:3', 'the text stops before the end of the list that starts at line 1, column 1'],
    ['["a\nb"]', '1:2', 'this string has no closing double quote on its line'],
    ['["a\tb"]', '1:2', 'this string holds a control character as it is'],
    ['["\\x"]', '1:2', 'a backslash in a string starts an escape that JSON does not have'],
    ['["\\u12"]', '1:2', '`\\u` must be followed by four hexadecimal digits'],
    ['// a\n{}', '1:1', 'JSON has no comments'],
    ['{} /* a', '1:4', 'a comment starts here and does not end'],
    ['[\u00a01]', '1:2', 'a value is expected here, not the character U+00A0'],
    [
      '{"a":1,\n "a":2}',
      '2:2',
      'the key `a` stands twice in the same object, first at line 1, column 2',
    ],
  ];
  test.each(rows)('%j', (text, place, message) => {
    const { node, diagnostics } = parseJson(text, { file: 'a.json' });
    const [first] = diagnostics;
    const { line, column } = first?.span?.start ?? {};
    expect(node).toBeUndefined();
    expect(first).toMatchObject({ severity: 'error', message, file: 'a.json' });
    expect(line === undefined ? '' : `${line}:${column}`).toBe(place);
  });
});

test('all keys that stand twice are reported, in large objects too', () => {
  const members = Array.from({ length: 40 }, (_, index) => `"k${index % 30}":${index}`);
  const { diagnostics } = parseJson(`{${members}}`);
  expect(diagnostics.map(({ code }) => code)).toEqual(Array(10).fill('duplicate-key'));
});

test('recoverJson goes on after what does not hide the rest', () => {
  const { node, diagnostics } = recoverJson('// a\n{"a":[1,],"a":"\\q",}');
  expect(diagnostics.map(({ code }) => code)).toEqual([
    'json-comment',
    'json-trailing-comma',
    'duplicate-key',
    'json-syntax',
    'json-trailing-comma',
  ]);
  expect(toValue(node!)).toEqual({ a: [1] });
});

test('the numbers of tokens are those of jsonc-parser', () => {
  const { SyntaxKind, ScanError } = jsonc as unknown as Record<string, Record<string, number>> &
    Record<'SyntaxKind' | 'ScanError', Record<string, number>>;
  expect(token).toEqual({
    openObject: SyntaxKind.OpenBraceToken,
    closeObject: SyntaxKind.CloseBraceToken,
    openList: SyntaxKind.OpenBracketToken,
    closeList: SyntaxKind.CloseBracketToken,
    comma: SyntaxKind.CommaToken,
    colon: SyntaxKind.ColonToken,
    null: SyntaxKind.NullKeyword,
    true: SyntaxKind.TrueKeyword,
    false: SyntaxKind.FalseKeyword,
    string: SyntaxKind.StringLiteral,
    number: SyntaxKind.NumericLiteral,
    lineComment: SyntaxKind.LineCommentTrivia,
    blockComment: SyntaxKind.BlockCommentTrivia,
    lineBreak: SyntaxKind.LineBreakTrivia,
    space: SyntaxKind.Trivia,
    unknown: SyntaxKind.Unknown,
    end: SyntaxKind.EOF,
  });
  expect(ScanError.InvalidCharacter).toBe(6);
});
