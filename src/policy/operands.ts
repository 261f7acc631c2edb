// What the values of each family of condition operators must look like. A value that cannot be read
// never matches; AWS stores it all the same.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import ipaddr from 'ipaddr.js';
import type { OperatorFamily } from '../catalog/operators.ts';

/** One family: what a value must be, and how to write one. */
export interface OperandKind {
  readonly wanted: string;
  readonly example: string;
  readonly accepts: (text: string) => boolean;
}

const bool: OperandKind = {
  wanted: '`true` or `false`',
  example: 'write `"true"` or `"false"`',
  accepts: (text) => /^(true|false)$/i.test(text),
};

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The kinds of values by the operator's family. Strings accept everything. */
export const operandKinds: Readonly<Partial<Record<OperatorFamily, OperandKind>>> = {
  Bool: bool,
  Null: bool,
  Numeric: {
    wanted: 'a number',
    example: 'write digits, with a decimal point where needed: `"365"`',
    accepts: (text) => NUMBER.test(text),
  },
  Date: {
    wanted: 'a date',
    example: 'write `"2026-01-31T00:00:00Z"`, or seconds since 1970',
    accepts: (text) => isDate(text) || NUMBER.test(text),
  },
  Binary: {
    wanted: 'base64',
    example: 'write the bytes in base64, with its `=` at the end',
    accepts: (text) =>
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  },
  IpAddress: {
    wanted: 'an IP address or range',
    example: 'write `"192.0.2.0/24"` or `"2001:db8::/32"`; wildcards do not work here',
    accepts: isAddressRange,
  },
  Arn: {
    wanted: 'an ARN',
    example: 'write all six parts, `arn:aws:iam::111122223333:role/NAME`; each may be or hold `*`',
    accepts: (text) => /[*?]/.test(text) || /^arn:(?:[^:]*:){4}./.test(text),
  },
};

const ISO =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** The W3C profile of ISO 8601. https://www.w3.org/TR/NOTE-datetime */
function isDate(text: string): boolean {
  const parts = ISO.exec(text);
  if (parts === null) return false;
  const [year, month, day, hour, minute, second] = parts
    .slice(1)
    .map((part, index) => Number(part ?? (index === 1 || index === 2 ? 1 : 0)));
  if (month! < 1 || month! > 12 || hour! > 23 || minute! > 59 || second! > 59) return false;
  const leap = new Date(0);
  leap.setUTCFullYear(year!, month! - 1, day!);
  return leap.getUTCMonth() === month! - 1 && leap.getUTCDate() === day;
}

/** ipaddr.js takes `1.2`, `010.0.0.1` and hexadecimal for addresses, so the form is checked first. */
const IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;

function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  if (more.length > 0) return false;
  const v6 = address.includes(':');
  const valid = v6
    ? !address.includes('%') && ipaddr.IPv6.isValid(address)
    : IPV4.test(address) && address.split('.').every((octet) => Number(octet) <= 255);
  if (!valid || prefix === undefined) return valid;
  return /^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (v6 ? 128 : 32);
}
