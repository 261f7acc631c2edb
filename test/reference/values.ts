// Reading numbers, dates and addresses out of text. `undefined` means: this is not one.

/** An integer or decimal number; JSON's exponent form is accepted too. */
export function readNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

const datePattern =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/**
 * Seconds since 1970 of a date in the W3C profile of ISO 8601, or of epoch seconds.
 * Assumption (partial-date-is-utc-start): a date without a time is its first moment, in UTC.
 * https://www.w3.org/TR/NOTE-datetime
 */
export function readDate(text: string): number | undefined {
  const parts = datePattern.exec(text);
  if (parts === null) return readNumber(text);
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = parts;
  const fraction = Number(`0${parts[7] ?? ''}`);
  const zone = parts[8] ?? 'Z';
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // A day that the month does not have (30 February) comes back as another day, or as no date.
  if (Number.isNaN(midnight.getTime())) return undefined;
  if (midnight.toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + fraction;
  return midnight.getTime() / 1000 + clock - zoneSeconds(zone);
}

function zoneSeconds(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60);
}

/** An address as one big number; `bits` is 32 or 128. */
export interface Address {
  bits: 32 | 128;
  value: bigint;
}

/** Reads an IPv4 or IPv6 address. */
export function readAddress(text: string): Address | undefined {
  return text.includes(':') ? readIPv6(text) : readIPv4(text);
}

function readIPv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  if (!parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

// Assumption (ipv4-mapped-is-ipv6): `::ffff:192.0.2.1` is an IPv6 address like any other.
function readIPv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const left = readGroups(halves[0]!);
  const right = halves.length === 2 ? readGroups(halves[1]!) : [];
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<bigint>(missing).fill(0n), ...right];
  return { bits: 128, value: groups.reduce((sum, group) => sum * 65536n + group, 0n) };
}

function readGroups(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const tail = index === parts.length - 1 ? readIPv4(part) : undefined;
    if (tail !== undefined) groups.push(tail.value / 65536n, tail.value % 65536n);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

/** A range in CIDR notation. */
export interface Range {
  address: Address;
  prefix: number;
}

/** Assumption (bare-ipv6-is-128): without a prefix a range is the one address, in both families. */
export function readRange(text: string): Range | undefined {
  const [head, prefixText, ...more] = text.split('/');
  const address = readAddress(head!);
  if (address === undefined || more.length > 0) return undefined;
  if (prefixText === undefined) return { address, prefix: address.bits };
  if (!/^\d{1,3}$/.test(prefixText) || Number(prefixText) > address.bits) return undefined;
  return { address, prefix: Number(prefixText) };
}

/** An IPv4 address is never in an IPv6 range, nor the other way round. */
export function rangeHolds(range: Range, address: Address): boolean {
  if (range.address.bits !== address.bits) return false;
  const hidden = BigInt(address.bits - range.prefix);
  return range.address.value >> hidden === address.value >> hidden;
}
