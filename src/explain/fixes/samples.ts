// Values that could make a condition hold, or fail. They are only proposals: deciding again picks.
import type { OperatorFamily } from '../../catalog/operators.ts';
import type { ConditionClause } from '../../model/policy.ts';
import type { ContextValue } from '../../model/request.ts';
import type { Case } from '../case.ts';
import { listed, quoted } from '../names.ts';
import { type OperatorParts, operatorParts, wordedFor } from '../operator-words.ts';
import { resolvedValues } from '../variables.ts';

/** What a condition wants of a key, in words, and values to try. */
export interface Wish {
  readonly words: string;
  readonly samples: readonly ContextValue[];
  /** Whether the key should not be sent at all, or sent with any value. */
  readonly presence?: 'absent' | 'any';
  /** Whether some values are to be avoided, so that sending none may do as well. */
  readonly avoids?: boolean;
}

/** What to send so that a condition holds (`holds: true`) or no longer does. */
export function wishFor(
  subject: Case,
  clause: ConditionClause,
  goal: { readonly holds: boolean },
): Wish {
  const values = resolvedValues(subject, clause);
  const parts = wordedFor(operatorParts(clause.operator), values);
  if (parts.family === 'Null') return presence(values.includes('true') === goal.holds);
  const positive = goal.holds !== parts.negated;
  const samples = samplesOf(parts.family, values, positive);
  return {
    words: wishWords(values, parts, positive),
    avoids: !positive,
    samples: parts.set === undefined ? samples : samples.map((sample) => [String(sample)]),
  };
}

function presence(absent: boolean): Wish {
  return absent
    ? { words: 'absent', samples: [null], presence: 'absent' }
    : { words: 'any value', samples: [], presence: 'any' };
}

/** Addresses, dates and numbers stand as they are; other values in backticks. */
const plain: ReadonlySet<OperatorFamily> = new Set(['IpAddress', 'Date', 'Numeric']);

function wishWords(
  values: readonly string[],
  { family, words: { wanted, unwanted } }: OperatorParts,
  positive: boolean,
): string {
  const shown = plain.has(family) ? values : values.map(quoted);
  const lead = positive ? wanted : unwanted;
  return `${lead}${lead === '' ? '' : ' '}${listed(shown, 4, positive ? 'or' : 'and')}`;
}

function samplesOf(
  family: OperatorFamily,
  values: readonly string[],
  positive: boolean,
): readonly ContextValue[] {
  const known = values.slice(0, 3);
  switch (family) {
    case 'Bool':
      return [values.includes('true') === positive];
    case 'Numeric':
      return known
        .map((value) => Number(value))
        .filter(Number.isFinite)
        .flatMap((value) => [value, value - 1, value + 1]);
    case 'Date':
      return known.flatMap(aroundDate);
    case 'IpAddress':
      return positive ? known.map(addressIn) : outside;
    default:
      return positive ? known.map(filled) : ['another-value'];
  }
}

/** Addresses of the ranges set aside for documentation (RFC 5737, RFC 3849). */
const outside = ['203.0.113.10', '198.51.100.10', '192.0.2.10', '2001:db8::10'];

function addressIn(range: string): string {
  const [address = range, bits = '32'] = range.split('/');
  if (address.includes(':') || Number(bits) > 30) return address;
  const [a, b, c, d] = address.split('.');
  return `${a}.${b}.${c}.${Number(d) + 1}`;
}

function aroundDate(value: string): readonly string[] {
  const time = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value);
  if (Number.isNaN(time)) return [];
  return [time, time - 1000, time + 1000].map((at) => new Date(at).toISOString());
}

function filled(pattern: string): string {
  return pattern.replaceAll('*', 'example').replaceAll('?', 'x');
}
