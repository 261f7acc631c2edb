// Context values that make a condition hold, for the requests that rules try. They are proposals: whether a
// request meets a statement is the engine's to say.

import type { ConditionClause } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import { readOperatorName } from '../policy/operator-name.ts';

/** A value for the key of a condition under which it should hold; null for an absent key. */
export function valueFor({ operator, values }: ConditionClause): ContextValue {
  const name = readOperatorName(operator);
  const [first = ''] = values.map(({ value }) => value);
  if ('fault' in name) return null;
  const { family, negated } = name.row;
  if (family === 'Null') return first === 'true' ? null : 'example';
  // A negated condition holds without the key, which is the least that a request can bring.
  if (negated) return null;
  const value = sample(family, first, name.row.name);
  return name.set === undefined ? value : [String(value)];
}

function sample(family: string, wanted: string, operator: string): string | number | boolean {
  switch (family) {
    case 'Numeric':
      return Number(wanted) + stepInto(operator);
    case 'Date':
      return dateBeside(wanted, stepInto(operator));
    case 'Bool':
      return wanted === 'true';
    case 'IpAddress':
      return addressIn(wanted);
    default:
      return filled(wanted);
  }
}

/** Which way from the bound a comparison holds. */
function stepInto(operator: string): -1 | 0 | 1 {
  if (operator.includes('LessThan')) return -1;
  return operator.includes('GreaterThan') ? 1 : 0;
}

function dateBeside(wanted: string, days: number): string {
  if (/^\d+$/.test(wanted)) return String(Number(wanted) + days * 86_400);
  const time = Date.parse(wanted);
  if (days === 0 || Number.isNaN(time)) return wanted;
  return new Date(time + days * 86_400_000).toISOString();
}

function addressIn(range: string): string {
  const [address = range, bits = '32'] = range.split('/');
  if (address.includes(':') || Number(bits) > 30) return address;
  const [a, b, c, d] = address.split('.');
  return `${a}.${b}.${c}.${Number(d) + 1}`;
}

/** A text that a pattern matches. */
export function filled(pattern: string): string {
  return pattern.replaceAll('*', 'example').replaceAll('?', 'x');
}
