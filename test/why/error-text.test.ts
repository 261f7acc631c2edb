import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readErrorText, readErrorTexts } from '../../src/why/error-text/error-text.ts';
import { sentenceForms } from '../../src/why/error-text/forms.ts';
import { alice, denials, escapings, key, layouts, prefixOf, worded } from './error-texts.ts';

const folder = fileURLToPath(new URL('../../fixtures/why/error-texts/', import.meta.url));
const fixture = (name: string) => readFileSync(`${folder}${name}`, 'utf8');
const expected: Record<string, { source: string; read: unknown }> = JSON.parse(
  fixture('expected.json'),
);
const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('an error text', () => {
  it('has an expectation with a source for every fixture, and no other', () => {
    expect(Object.keys(expected).map((name) => `${name}.txt`)).toEqual(names.sort());
    for (const { source } of Object.values(expected)) expect(source).toMatch(/^https:\/\//);
  });

  it.each(Object.entries(expected))('%s', (name, { read }) => {
    expect(readErrorText(fixture(`${name}.txt`))).toEqual(read);
  });

  it.each(denials)(
    'reads back what the simulator says: $text',
    ({ call, text, said, resource }) => {
      expect(readErrorText(text)).toEqual({
        kind: 'denied',
        denied: { principal: alice, action: call.action, resource, said, cut: false, text },
      });
    },
  );

  it.each(denials)('says nothing wrong of any beginning of: $text', ({ text, said, resource }) => {
    for (let length = 0; length < text.length; length++) {
      const read = readErrorText(text.slice(0, length));
      if (read.kind !== 'denied') continue;
      const { denied } = read;
      expect(prefixOf(said), text.slice(0, length)).toContainEqual(denied.said);
      expect([undefined, 'kms:GenerateDataKeyWithoutPlaintext', 'kms:Decrypt']).toContain(
        denied.action,
      );
      expect([undefined, alice]).toContain(denied.principal);
      if (denied.resource !== undefined) expect(denied.resource).toEqual(resource);
    }
  });

  it.each([...escapings, ...layouts])('is the same when it is $how', ({ wrap }) => {
    for (const { text, call, said, resource } of denials)
      expect(readErrorText(wrap(text)), wrap(text)).toMatchObject({
        kind: 'denied',
        denied: { principal: alice, action: call.action, resource, said, cut: false, text },
      });
  });

  it.each([
    [
      'a field of a log',
      `{"user":"bob","msg":"it is not authorized to perform: kms:Decrypt, id 1"}`,
    ],
    [
      'a field with an ARN',
      `{"user":"${alice}","msg":"it is not authorized to perform: kms:Decrypt;"}`,
    ],
  ])('does not take %s for the caller', (_, text) => {
    const read = readErrorText(text);
    expect(read).toMatchObject({ kind: 'denied', denied: { action: 'kms:Decrypt', cut: false } });
    expect(read.kind === 'denied' && read.denied.principal).toBeUndefined();
  });

  it.each([
    ['ENotFoundException', 'unrecognised'],
    ['an error (NotFoundException) of some service', 'unrecognised'],
    [`${'x'.repeat(500)} NotFoundException ${'x'.repeat(500)} kms`, 'unrecognised'],
    [' NotFoundException', 'other-error'],
    ['an error (NotFoundException) when calling the DescribeKey operation', 'other-error'],
    ['KmsNotFoundException', 'other-error'],
    ['KMS.KMSInvalidStateException', 'other-error'],
    ['you are not authorized to perform this operation: ask alice', 'unrecognised'],
    ['KMS.AccessDeniedException', 'denied'],
    ['VpceAccessDenied', 'denied'],
  ])('knows the names of errors: %.60s', (text, kind) => {
    expect(readErrorText(text).kind).toBe(kind);
  });

  it('does not take the id of an invocation for that of the request', () => {
    const id = '0c1f7a10-2f5e-4c0a-9b5e-5d2f6a7b8c9d';
    const log = (words: string) =>
      `START RequestId: ${id}\n${denials[0]!.text}${words}\nEND RequestId: ${id}`;
    expect(readErrorText(log(''))).not.toHaveProperty('denied.requestId');
    const other = id.replace('0', 'f');
    expect(readErrorText(log(` (Request ID: ${other})`))).toHaveProperty('denied.requestId', other);
  });

  it.each(sentenceForms)('reads any beginning of: $phrase', ({ phrase, rest, said }) => {
    const text = `${phrase}${rest}`.replace('ACTION', 'kms:TagResource');
    const enough = text.length - rest.length;
    for (let length = enough; length <= text.length; length++)
      expect(readErrorText(`KMS: ${text.slice(0, length)}`)).toMatchObject({
        kind: 'denied',
        denied: { said, cut: length < text.length },
      });
  });

  it('lists the denials of a log, each once', () => {
    const log = worded.map(({ text }) => `12:00:00 error ${text}`).join('\n');
    const texts = readErrorTexts(log).map(({ text }) => text);
    expect(texts).toEqual(denials.map(({ text }) => text));
  });

  it('lists 1,000 denials at most', () => {
    const log = Array.from({ length: 1500 }, (_, i) =>
      denials[0]!.text.replace(alice, `${alice}${i}`),
    );
    expect(readErrorTexts(log.join('\n'))).toHaveLength(1000);
  });

  it.each([
    'User: ',
    'arn:arn:',
    'not authorized to perform: kms:',
    'User: arn:aws:iam::1:user/a is not authorized to perform: kms:Decrypt on resource: arn:a',
    'on resource: arn:aws:kms:x:1:key/\n',
    `${denials[0]!.text.slice(0, 100)}\n`,
    '\\\\\\\\u005c',
    '&amp;amp;',
    '%2525',
    '\u001b[0;',
    'a\n',
    'NotFoundException',
    ' NotFoundException kms',
    `${' '.repeat(500)}ENotFoundException`,
    'request id ',
    'Encoded authorization failure message: ',
    `because no `,
  ])('takes linear time for a megabyte of %j', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const start = performance.now();
    readErrorText(text);
    readErrorTexts(`${denials[0]!.text} on resource: arn:${text}`);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it.each([
    ['', 'it is empty'],
    ['make: *** [deploy] Error 1', 'is no error text of AWS KMS'],
    ['AccessDenied: Access Denied', 'says that access was denied, but not that AWS KMS denied it'],
    [`User: ${alice} is not authorized to perform: s3:GetObject`, 'which is no action of AWS KMS'],
    ['x'.repeat(1_000_001), 'in its first 1,000,000 characters'],
  ])('tells what to give instead of %.40j', (text, message) => {
    const read = readErrorText(text);
    if (read.kind !== 'unrecognised') throw new Error(read.kind);
    expect(read.diagnostics).toHaveLength(1);
    expect(read.diagnostics[0]).toMatchObject({ code: 'unknown-error-text', severity: 'error' });
    expect(read.diagnostics[0]!.message).toContain(message);
    expect(read.diagnostics[0]!.remedy).toMatch(/^give /);
  });

  it('does not take half of a key for a key', () => {
    const text = `User: ${alice} is not authorized to perform: kms:Decrypt on resource: ${key}`;
    expect(readErrorText(text)).toMatchObject({ denied: { cut: false, resource: { arn: key } } });
    const read = readErrorText(text.slice(0, -1));
    expect(read).toMatchObject({ kind: 'denied', denied: { cut: true } });
    expect(read.kind === 'denied' && read.denied.resource).toBeUndefined();
  });
});
