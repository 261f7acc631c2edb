// Dates, numbers, booleans and addresses as texts write them: what is read, and what is refused.
import { describe, expect, test } from 'vitest';
import { isWithin, readAddressRange } from '../../src/engine/operators/addresses.ts';
import { partialDate, readDate } from '../../src/engine/operators/dates.ts';
import { readNumber } from '../../src/engine/operators/numbers.ts';
import { readBool } from '../../src/engine/operators/others.ts';

describe('dates', () => {
  const rows: [text: string, milliseconds: number | undefined, hunts: string][] = [
    ['1970-01-01T00:00:00Z', 0, 'the epoch'],
    ['1970-01-01T00:00:01Z', 1000, 'seconds'],
    ['1970-01-01T00:01:00Z', 60_000, 'minutes'],
    ['1970-01-01T01:00:00Z', 3_600_000, 'hours'],
    ['1970-01-01T01:02:03Z', 3_723_000, 'all of them together'],
    ['1970-01-02', 86_400_000, 'a day without a time'],
    ['1970-02', 31 * 86_400_000, 'a month without a day'],
    ['1971', 365 * 86_400_000, 'a year on its own'],
    ['1970-01-01T00:01Z', 60_000, 'a time without seconds'],
    ['1970-01-01T00:01', 60_000, 'a time without a zone'],
    ['1970-01-01T00:00:00.5Z', 500, 'a fraction'],
    ['1970-01-01T00:00:00.1239Z', 123, 'a fraction beyond milliseconds is cut'],
    ['1970-01-01T01:30:00+01:30', 0, 'a zone east'],
    ['1969-12-31T22:30:00-01:30', 0, 'a zone west'],
    ['1970-01-01T00:00:00+00:00', 0, 'a zone of zero'],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000, 'a year that Date would take for 1901'],
    ['2024-02-29', Date.UTC(2024, 1, 29), 'a leap day'],
    ['2023-02-29', undefined, 'no leap day'],
    ['2023-04-31', undefined, 'a day too many'],
    ['2023-00-10', undefined, 'month 0'],
    ['2023-13-10', undefined, 'month 13'],
    ['2023-13', undefined, 'month 13 without a day'],
    ['2023-01-00', undefined, 'day 0'],
    ['2023-01-32', undefined, 'day 32'],
    ['2023-01-01T23:59:59Z', Date.UTC(2023, 0, 1, 23, 59, 59), 'the last second'],
    ['2023-01-01T24:00:00Z', undefined, 'hour 24'],
    ['2023-01-01T12:60:00Z', undefined, 'minute 60'],
    ['2023-01-01T12:00:60Z', undefined, 'second 60'],
    ['2023-1-1', undefined, 'one digit'],
    ['2023-01-01 12:00:00Z', undefined, 'a space for the T'],
    ['2023-01-01t12:00:00z', undefined, 'small letters'],
    ['2023-01-01T12Z', undefined, 'an hour on its own'],
    ['2023-01-01Z', undefined, 'a zone without a time'],
    ['2023-01-01T12:00:00+0100', undefined, 'a zone without a colon'],
    ['2023-01-01T12:00:00Z ', undefined, 'a space behind'],
    [' 2023-01-01', undefined, 'a space before'],
    ['2023-01-01T12:00:00.Z', undefined, 'a fraction without digits'],
    ['0', 0, 'epoch seconds'],
    ['1772366400', 1_772_366_400_000, 'epoch seconds of ten digits'],
    ['12345', 12_345_000, 'five digits are no year'],
    ['999', 999_000, 'three digits are no year'],
    ['1.5', 1500, 'epoch seconds with a fraction'],
    ['-1', -1000, 'before the epoch'],
    ['', undefined, 'nothing'],
    ['now', undefined, 'a word'],
  ];
  test.each(rows)('`%s` is %s (%s)', (text, milliseconds) => {
    expect(readDate(text)).toBe(milliseconds);
  });

  test.each([
    ['2026', true],
    ['2026-03', true],
    ['2026-03-01', true],
    ['2026-03-01T12:00', true],
    ['2026-03-01T12:00:00', true],
    ['2026-03-01T12:00:00Z', false],
    ['2026-03-01T12:00Z', false],
    ['2026-03-01T12:00:00.5Z', false],
    ['2026-03-01T12:00:00+01:00', false],
    ['2026-03-01T12:00:00-01:00', false],
    ['1772366400', false],
    ['now', false],
    ['', false],
  ])('`%s` is partial: %s', (text, partial) => {
    expect(partialDate(text)).toBe(partial);
  });
});

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['-0', -0],
    ['+7', 7],
    ['12', 12],
    ['1.5', 1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1e-3', 0.001],
    ['007', 7],
    ['1e999', Number.POSITIVE_INFINITY],
  ])('`%s` is %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  const wrong = [
    '',
    ' ',
    '.',
    '+',
    '1 ',
    ' 1',
    '12abc',
    'abc12',
    '1e',
    '1e+',
    'e3',
    '--1',
    '1.2.3',
  ];
  test.each([...wrong, '0x10', '1_000', '1,5', 'NaN', 'Infinity', '１２'])(
    '`%s` is none',
    (text) => {
      expect(readNumber(text)).toBeUndefined();
    },
  );
});

test('booleans, in any case', () => {
  expect(['true', 'TRUE', 'True'].map(readBool)).toEqual([true, true, true]);
  expect(['false', 'FALSE'].map(readBool)).toEqual([false, false]);
  expect(['', '1', '0', 'yes', 'true ', 'nottrue'].map(readBool)).toEqual(
    Array.from({ length: 6 }),
  );
});

describe('addresses', () => {
  test.each([
    ['192.0.2.1', [192, 0, 2, 1], 32],
    ['192.0.2.0/24', [192, 0, 2, 0], 24],
    ['0.0.0.0/0', [0, 0, 0, 0], 0],
    ['255.255.255.255/32', [255, 255, 255, 255], 32],
    ['::/0', Array(16).fill(0), 0],
    ['::1', [...Array(15).fill(0), 1], 128],
    ['2001:db8::/32', [0x20, 1, 0x0d, 0xb8, ...Array(12).fill(0)], 32],
    ['2001:DB8::/128', [0x20, 1, 0x0d, 0xb8, ...Array(12).fill(0)], 128],
  ])('`%s`', (text, bytes, bits) => {
    expect(readAddressRange(text)).toEqual({ bytes, bits });
  });

  const wrong = ['', '/', '/24', '1.2.3', '1.2.3.4.5', '1.2.3.256', '256.1.1.1', '1.2.3.04'];
  const prefixes = [
    '1.2.3.4/',
    '1.2.3.4/33',
    '1.2.3.4/-1',
    '1.2.3.4/024',
    '1.2.3.4/ 8',
    '1.2.3.4/a',
  ];
  const v6 = ['::/129', ':::', '2001:db8::%eth0', 'fe80::1%1', '1::2::3', 'g::', '::1/x'];
  const loose = ['0x7f.1', '2130706433', '127.1', ' 1.2.3.4', '1.2.3.4 ', '1.2.3.4/8/8', 'a.b.c.d'];
  test.each([...wrong, ...prefixes, ...v6, ...loose])('`%s` is none', (text) => {
    expect(readAddressRange(text)).toBeUndefined();
  });

  const rows: [inner: string, outer: string, within: boolean, hunts: string][] = [
    ['192.0.2.1', '192.0.2.0/24', true, 'whole bytes'],
    ['192.0.3.1', '192.0.2.0/24', false, 'a byte that differs'],
    ['193.0.2.1', '192.0.2.0/24', false, 'the first byte'],
    ['192.0.2.1', '192.0.2.1', true, 'an address in itself'],
    ['192.0.2.1', '192.0.2.2', false, 'another address'],
    ['8.8.8.8', '0.0.0.0/0', true, 'everything'],
    ['127.255.255.255', '0.0.0.0/1', true, 'one bit'],
    ['128.0.0.0', '0.0.0.0/1', false, 'one bit that differs'],
    ['10.31.255.255', '10.16.0.0/12', true, 'bits of a byte'],
    ['10.32.0.0', '10.16.0.0/12', false, 'bits of a byte that differ'],
    ['10.16.0.0', '10.17.0.0/12', true, 'host bits of the range do not count'],
    ['192.0.2.129', '192.0.2.128/25', true, 'a bit of the last byte'],
    ['192.0.2.127', '192.0.2.128/25', false, 'the other half'],
    ['192.0.2.0/24', '192.0.0.0/16', true, 'a range in a wider one'],
    ['192.0.0.0/16', '192.0.0.0/24', false, 'a range in a narrower one'],
    ['192.0.0.0/16', '192.0.0.0/16', true, 'a range in itself'],
    ['::1', '::/0', true, 'everything in IPv6'],
    ['2001:db8::1', '2001:db8::/33', true, 'a bit of IPv6'],
    ['2001:db8:8000::1', '2001:db8::/33', false, 'a bit of IPv6 that differs'],
    ['::ffff:192.0.2.1', '192.0.2.0/24', false, 'a mapped address is not IPv4'],
    ['192.0.2.1', '::ffff:192.0.2.0/120', false, 'nor the other way round'],
    ['1.2.3.4', '::/0', false, 'IPv4 in everything of IPv6'],
    ['::1', '0.0.0.0/0', false, 'IPv6 in everything of IPv4'],
  ];
  test.each(rows)('`%s` in `%s`: %s (%s)', (inner, outer, within) => {
    expect(isWithin(readAddressRange(inner)!, readAddressRange(outer)!)).toBe(within);
  });
});
