// Classes of values that lie on a line: addresses of IPv4 and times. Conditions on them cut the line into stretches,
// and a value's class is the stretch that it lies in; to find it takes no reading of the conditions.

import { readAddressRange } from '../../engine/operators/addresses.ts';
import { readDate } from '../../engine/operators/dates.ts';
import { utcSeconds } from '../../model/utc-seconds.ts';
import { readIpv4 } from '../ip-address.ts';

/** What the conditions on a key compare it with, by operator. */
export interface Compared {
  readonly operator: string;
  readonly values: readonly string[];
}

/** The number of the stretch that a value lies in; undefined for one that is not on the line. */
export type StretchOf = (value: string) => number | undefined;

/** Finds the line that fits all conditions on a key; undefined where none does. */
export function stretchesOf(all: readonly Compared[]): StretchOf | undefined {
  if (all.length === 0) return undefined;
  for (const line of lines) {
    const cuts = all.flatMap(({ operator, values }) =>
      line.fits(operator) ? values.map(line.cuts) : [undefined],
    );
    if (!cuts.includes(undefined)) return line.find(cuts.flatMap((cut) => cut ?? []));
  }
  return undefined;
}

interface Line {
  readonly fits: (operator: string) => boolean;
  /** Where a policy's value cuts the line: a cut is the first point of what lies behind it. */
  readonly cuts: (value: string) => readonly number[] | undefined;
  readonly find: (cuts: readonly number[]) => StretchOf;
}

const lines: readonly Line[] = [
  {
    fits: (operator) => operator === 'IpAddress' || operator === 'NotIpAddress',
    cuts(value) {
      const range = readAddressRange(value);
      if (range?.bytes.length !== 4) return undefined;
      const size = 2 ** (32 - range.bits);
      const address = range.bytes.reduce((sum, byte) => sum * 256 + byte, 0);
      const first = Math.floor(address / size) * size;
      return [first, first + size];
    },
    find(cuts) {
      const sorted = [...new Set(cuts)].sort((one, other) => one - other);
      return (value) => {
        const address = readIpv4(value);
        return address < 0 ? undefined : countUpTo(sorted, address);
      };
    },
  },
  {
    fits: (operator) => operator.startsWith('Date'),
    cuts(value) {
      const time = readDate(value);
      if (time === undefined || !(time >= FIRST && time <= LAST)) return undefined;
      return [Math.ceil(time / 1000), Math.floor(time / 1000) + 1];
    },
    find(cuts) {
      const sorted = [...new Set(cuts)]
        .sort((one, other) => one - other)
        .map((seconds) => utcSeconds(new Date(seconds * 1000)));
      return (value) => (isWholeSecond(value) ? countUpTo(sorted, value) : undefined);
    },
  },
];

const FIRST = Date.UTC(1, 0, 1);
const LAST = Date.UTC(9998, 0, 1);

/** Times of this form follow one another as texts do; days that some months lack are left to the operators. */
export function isWholeSecond(value: string): boolean {
  if (value.length !== 20 || value.charCodeAt(19) !== 90) return false;
  const day = (value.charCodeAt(8) - 48) * 10 + value.charCodeAt(9) - 48;
  const hour = (value.charCodeAt(11) - 48) * 10 + value.charCodeAt(12) - 48;
  return day <= 28 && hour < 24;
}

function countUpTo<Point extends number | string>(sorted: readonly Point[], point: Point): number {
  let count = 0;
  while (count < sorted.length && sorted[count]! <= point) count++;
  return count;
}
