// Bytes to text: UTF-8 strictly, UTF-16 by its mark, nothing by guessing.
import { expect, test } from 'vitest';
import { decodeText } from '../../src/syntax/decode-text.ts';

const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const utf16 = (text: string) => [...text].flatMap((char) => [char.charCodeAt(0), 0]);
const long = utf8('x'.repeat(3000));

const readable: readonly (readonly [string, readonly number[], string])[] = [
  ['UTF-8', utf8('{"é": "😀"}'), '{"é": "😀"}'],
  ['nothing', [], ''],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...utf8('{}')], '{}'],
  ['UTF-16, as Windows PowerShell writes it', [0xff, 0xfe, ...utf16('{"a":1}')], '{"a":1}'],
  ['UTF-16, the other byte first', [0xfe, 0xff, 0, 0x7b, 0, 0x7d], '{}'],
];
test.each(readable)('%s', (_, bytes, text) => {
  expect(decodeText(new Uint8Array(bytes))).toEqual({ text, diagnostics: [] });
});

const refused: readonly (readonly [readonly number[], string])[] = [
  [[0x7b, 0xff, 0x7d], 'the file is not valid UTF-8 at byte 1'],
  [[...long, 0xff], 'the file is not valid UTF-8 at byte 3000'],
  [[...long, 0xc3], 'the file is not valid UTF-8 at byte 3001'],
  [[0xff, 0xfe, 0x00], 'the file is not valid UTF-16LE'],
  [utf16('{}'), 'the file is UTF-16 without a byte-order mark, or not text'],
  [[0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0], 'the file is UTF-32 text'],
  [[0x1f, 0x8b, 8, 0], 'the file is gzip data, not text'],
];
test.each(refused)('%j: %s', (bytes, message) => {
  const { text, diagnostics } = decodeText(new Uint8Array(bytes), 'a.json');
  expect(text).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'encoding', message, file: 'a.json' }]);
});
