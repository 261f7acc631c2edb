// The values of typed operators: the parser's warnings and the engine's readers agree on what can be read.
import { expect, test } from 'vitest';
import { readAddressRange } from '../../src/engine/operators/addresses.ts';
import { readDate } from '../../src/engine/operators/dates.ts';
import { readNumber } from '../../src/engine/operators/numbers.ts';
import { readBool } from '../../src/engine/operators/others.ts';
import { operandKinds } from '../../src/policy/operands.ts';

/** What each row hunts stands in the text itself. */
const texts = [
  ...['', ' ', '0', '-1', '+1', '1.5', '.5', '5.', '1e3', '1e', '12abc', '0x10', '1 000', '1,5'],
  ...['NaN', 'Infinity', '١', '2026', '2026-01', '2026-1', '2026-01-31', '2026-02-29'],
  ...['2024-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-31T10', '2026-01-31T10:00'],
  ...['2026-01-31T10:00Z', '2026-01-31T24:00:00Z', '2026-01-31T10:60:00Z', '2026-01-31T10:00:60Z'],
  ...['2026-01-31T10:00:00.123+01:00', '2026-01-31T10:00:00+0100', '2026-01-31 10:00:00Z'],
  ...['2026-W05', '2026-031', '0000-01-01', '1700000000', '31.01.2026', 'tomorrow'],
  ...['true', 'false', 'TRUE', 'True', 'yes', '1', 'truefalse'],
  ...['192.0.2.1', '192.0.2.0/24', '0.0.0.0/0', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/024'],
  ...['192.0.2', '192.0.2.256', '010.0.0.1', '0x7f.1', '2130706433', '192.0.2.*', '192.0.2.1/24/1'],
  ...['::', '::/0', '::1', '2001:db8::/32', '2001:db8::/129', '::ffff:192.0.2.1', 'fe80::1%eth0'],
  ...['2001:db8::g', '1::2::3', '[::1]', '::1/-1'],
];

const readers = {
  Numeric: readNumber,
  Date: readDate,
  Bool: readBool,
  Null: readBool,
  IpAddress: readAddressRange,
} as const;

const rows = (Object.keys(readers) as (keyof typeof readers)[]).flatMap((family) =>
  texts.map((text) => [family, text] as const),
);
test.each(rows)('%s %j', (family, text) => {
  expect(operandKinds[family]!.accepts(text)).toBe(readers[family](text) !== undefined);
});
