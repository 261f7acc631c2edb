// IpAddress and NotIpAddress: CIDR ranges of IPv4 and IPv6; the two families never match each other.
// An IPv4-mapped IPv6 address stays IPv6, and a bare IPv6 address is a /128 (assumptions).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
import ipaddr from 'ipaddr.js';
import { not, type Operator, operator, typed } from './operator.ts';

/** An address range: its bytes (4 or 16), and how many leading bits count. */
export interface AddressRange {
  readonly bytes: readonly number[];
  readonly bits: number;
}

const OCTETS = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;
const PREFIX = /^(?:0|[1-9]\d{0,2})$/;

/** Reads `192.0.2.0/24`, `2001:db8::/32` or a bare address; undefined for anything looser. */
export function readAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const bytes = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (bytes === undefined) return undefined;
  const all = bytes.length * 8;
  if (slash < 0) return { bytes, bits: all };
  const prefix = text.slice(slash + 1);
  const bits = PREFIX.test(prefix) ? Number(prefix) : Number.NaN;
  return bits <= all ? { bytes, bits } : undefined;
}

function readAddress(text: string): readonly number[] | undefined {
  if (text.includes(':')) {
    const valid = !text.includes('%') && ipaddr.IPv6.isValid(text);
    return valid ? ipaddr.IPv6.parse(text).toByteArray() : undefined;
  }
  if (!OCTETS.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

/** Whether `inner` lies wholly inside `outer`. */
export function isWithin(inner: AddressRange, outer: AddressRange): boolean {
  if (inner.bytes.length !== outer.bytes.length || inner.bits < outer.bits) return false;
  const whole = outer.bits >> 3;
  for (let index = 0; index < whole; index++) {
    if (inner.bytes[index] !== outer.bytes[index]) return false;
  }
  // No bit of the next byte counts when the range ends between bytes; there may be none.
  const mask = (0xff << (8 - (outer.bits & 7))) & 0xff;
  return (inner.bytes[whole]! & mask) === (outer.bytes[whole]! & mask);
}

const IpAddress = operator('IpAddress', typed(readAddressRange, isWithin), { variables: false });

/** The two address operators. */
export const addressOperators: readonly Operator[] = [IpAddress, not('NotIpAddress', IpAddress)];
