// Ranges of IPv4 addresses as policies write them. What IPv6 has of these questions is left alone.
// https://www.rfc-editor.org/rfc/rfc1918
import type { Written } from '../model/policy.ts';

const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '100.64.0.0/10',
];

/** Whether a range lies in those that are never seen on the internet. */
export function isPrivate({ value }: Written): boolean {
  const range = readRange(value);
  return (
    range !== undefined &&
    privateRanges.some((text) => {
      const outer = readRange(text)!;
      return outer.bits <= range.bits && masked(range.address, outer.bits) === outer.address;
    })
  );
}

/** The range without the bits after its prefix; undefined where there are none. */
export function tidyRange(text: string): string | undefined {
  const range = readRange(text);
  if (!range) return undefined;
  const start = masked(range.address, range.bits);
  if (start === range.address) return undefined;
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${octets.join('.')}/${range.bits}`;
}

interface Range {
  readonly address: number;
  readonly bits: number;
}

function readRange(text: string): Range | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (!parts) return undefined;
  const octets = parts.slice(1, 5).map(Number);
  const bits = Number(parts[5] ?? 32);
  if (bits > 32 || octets.some((octet) => octet > 255)) return undefined;
  return { address: octets.reduce((sum, octet) => sum * 256 + octet, 0), bits };
}

function masked(address: number, bits: number): number {
  const size = 2 ** (32 - bits);
  return Math.floor(address / size) * size;
}
