// Policy variables: where they are seen, what stands for them, and that their values are never wildcards.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
import { describe, expect, test } from 'vitest';
import { compileArnPattern, splitArn } from '../../src/engine/arn-pattern.ts';
import { ANY, compileTokens, ONE } from '../../src/engine/glob.ts';
import { parseTemplate, resolveText, resolveTokens } from '../../src/engine/template.ts';

const values: Record<string, string> = { 'aws:username': 'alice', star: 'a*b', empty: '' };
const keys: string[] = [];
const slotOf = (key: string) => {
  if (!keys.includes(key)) keys.push(key);
  return keys.indexOf(key);
};
const lookup = (slot: number) => values[keys[slot]!];
const parse = (text: string) => parseTemplate(text, '2012-10-17', slotOf);

describe('texts', () => {
  const rows: [pattern: string, text: string | undefined, hunts: string][] = [
    ['plain', 'plain', 'no variable'],
    ['${aws:username}', 'alice', 'a variable alone'],
    ['a/${aws:username}/b', 'a/alice/b', 'text around'],
    ['${aws:username}${aws:username}', 'alicealice', 'two side by side'],
    ['${ aws:username }', 'alice', 'spaces inside'],
    ['${missing}', undefined, 'no value'],
    ["${missing, 'nobody'}", 'nobody', 'a default'],
    ["${missing,'nobody'}", 'nobody', 'a default without a space'],
    ["${missing,   'nobody'  }", 'nobody', 'a default with many spaces'],
    ["${aws:username, 'nobody'}", 'alice', 'a value wins over the default'],
    ["${empty, 'nobody'}", '', 'an empty value is a value'],
    ["${missing, 'it''s'}", "it''s", 'only the outer quotes go'],
    ["${missing, ''}", '', 'an empty default'],
    ["${missing, 'a, b'}", 'a, b', 'a comma in the default'],
    ["${ aws:username , 'nobody'}", 'alice', 'spaces around a key with a default'],
    ["${, 'nobody'}", 'nobody', 'a default of no key'],
    ['${*}', '*', 'an escaped star'],
    ['${?}', '?', 'an escaped question mark'],
    ['${$}', '$', 'an escaped dollar'],
    ['${$}{aws:username}', '${aws:username}', 'an escaped dollar before a brace'],
    ['$aws', '$aws', 'a dollar alone'],
    ['${aws:username', '${aws:username', 'no end'],
    ['a}b', 'a}b', 'no start'],
    ['${aws:username}${', 'alice${', 'a second one without end'],
    ['}${aws:username}', '}alice', 'an end before the start'],
  ];
  test.each(rows)('`%s` is %j (%s)', (pattern, text) => {
    expect(resolveText(parse(pattern), lookup)).toBe(text);
  });

  test('a value without `${` stays a text', () => {
    expect(parse('a*b')).toBe('a*b');
    expect(parseTemplate('${aws:username}', '2008-10-17', slotOf)).toBe('${aws:username}');
  });
});

describe('tokens', () => {
  test.each([
    ['a*?', ['a', ANY, ONE]],
    ['a*${star}?', ['a', ANY, 'a*b', ONE]],
    ['${*}*', ['*', ANY]],
    ['${empty}*', [ANY]],
    ["${missing, 'x*'}", ['x*']],
    ['x${missing}', undefined],
  ])('`%s`', (pattern, tokens) => {
    expect(resolveTokens(parse(pattern), lookup)).toEqual(tokens);
  });

  test('a wildcard in a value is literal', () => {
    const matches = (text: string) => compileTokens(resolveTokens(parse('${star}'), lookup)!)(text);
    expect([matches('a*b'), matches('aXb')]).toEqual([true, false]);
  });
});

describe('ARN patterns: six components, each on its own', () => {
  const bucket = 'arn:aws:s3:::bucket/a:b';
  const rows: [pattern: string, arn: string, matched: boolean | undefined, hunts: string][] = [
    ['*', bucket, true, 'everything'],
    ['arn:aws:s3:::bucket/a:b', bucket, true, 'itself'],
    ['arn:aws:s3:::bucket/*', bucket, true, 'a star in the last component, colons included'],
    ['arn:*:*:*:*:*', bucket, true, 'a star for each, empty ones included'],
    ['arn:aws:s3:*:bucket/a:b', bucket, false, 'a star is one component only'],
    ['arn:aws:s3*bucket/a:b', bucket, undefined, 'too few components'],
    ['arn:*', bucket, undefined, 'two components'],
    ['**', bucket, undefined, 'two stars are no ARN'],
    ['arn:aws:s3:::Bucket/a:b', bucket, false, 'case'],
    ['arn:aws:iam:::bucket/a:b', bucket, false, 'another service'],
    ['arn:aws:s3:::bucket/a', bucket, false, 'the last component is matched whole'],
    ['arn:a?s:s3:::bucket/?:b', bucket, true, 'question marks'],
    ['${aws:username}:aws:s3:::x', 'alice:aws:s3:::x', true, 'a variable in a component'],
    ['arn:aws:s3:::${missing}', bucket, false, 'a variable without a value'],
    ['arn:aws:s3:::${star}', 'arn:aws:s3:::aXb', false, 'a wildcard in a value'],
    ['arn:aws:s3:::${star}', 'arn:aws:s3:::a*b', true, 'a wildcard in a value, literally'],
    ['arn:${aws:username}', bucket, undefined, 'a template with too few components'],
  ];
  test.each(rows)('`%s` and `%s`: %s (%s)', (pattern, arn, matched) => {
    const components = splitArn(arn) ?? [...arn.split(':').slice(0, 5), 'x'];
    expect(compileArnPattern(parse(pattern))(components, lookup)).toBe(matched);
  });

  test('an ARN is parted at its first five colons', () => {
    expect(splitArn(bucket)).toEqual(['arn', 'aws', 's3', '', '', 'bucket/a:b']);
    expect(splitArn('arn:aws:s3::')).toBeUndefined();
    expect(splitArn('arn:aws:s3:::')).toEqual(['arn', 'aws', 's3', '', '', '']);
    expect(splitArn('urn:aws:s3:::bucket')).toBeUndefined();
    expect(splitArn('')).toBeUndefined();
  });
});
