// DateEquals … DateGreaterThanEquals: the W3C profile of ISO 8601, or epoch seconds, compared to the millisecond.
// A partial date is its first instant, in UTC (assumption partial-date-is-utc-start).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
import { readNumber } from './numbers.ts';
import { not, type Operator, operator, typed } from './operator.ts';

const ISO =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** Reads a date as milliseconds since 1970, or undefined. Four digits are a year; other numbers are epoch seconds. */
export function readDate(text: string): number | undefined {
  const parts = ISO.exec(text);
  if (parts === null) {
    const seconds = readNumber(text);
    return seconds === undefined ? undefined : seconds * 1000;
  }
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const monthIndex = parts[2] === undefined ? 0 : month! - 1;
  const dayOfMonth = parts[3] === undefined ? 1 : day!;
  const date = new Date(0);
  date.setUTCFullYear(year!, monthIndex, dayOfMonth);
  // A day too many is a day of another month.
  if (date.getUTCMonth() !== monthIndex) return undefined;
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const fraction = Math.floor(Number(parts[7] ?? 0) * 1000);
  const local = date.getTime() + ((hour! * 60 + minute!) * 60 + second!) * 1000 + fraction;
  return local - offsetMinutes(parts[8]) * 60_000;
}

/** Whether a date lacks its time or its zone, so that it stands for an instant that AWS does not name. */
export function partialDate(text: string): boolean {
  const parts = ISO.exec(text);
  return parts !== null && parts[8] === undefined;
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

const DateEquals = date('DateEquals', (actual, operand) => actual === operand);

/** The six date operators. */
export const dateOperators: readonly Operator[] = [
  DateEquals,
  not('DateNotEquals', DateEquals),
  date('DateLessThan', (actual, operand) => actual < operand),
  date('DateLessThanEquals', (actual, operand) => actual <= operand),
  date('DateGreaterThan', (actual, operand) => actual > operand),
  date('DateGreaterThanEquals', (actual, operand) => actual >= operand),
];

function date(name: string, matches: (actual: number, operand: number) => boolean): Operator {
  return operator(name, typed(readDate, matches), { variables: false });
}
