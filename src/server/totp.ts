// Time-based one-time passwords (RFC 6238 over RFC 4226): six digits, SHA-1, steps of 30 seconds, as virtual
// MFA devices of AWS make them. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html
import { createHmac } from 'node:crypto';
import { sameBytes } from '../crypto/equal.ts';

const stepSeconds = 30;

/** The time step whose code was given, one before and one after the present counted in; undefined if none is. */
export function stepOfCode(seed: string, code: string, now: Date): number | undefined {
  const key = base32(seed);
  const present = Math.floor(now.getTime() / 1000 / stepSeconds);
  let found: number | undefined;
  for (const step of [present - 1, present, present + 1]) {
    if (sameBytes(Buffer.from(totpCode(key, step)), Buffer.from(code))) found = step;
  }
  return found;
}

/** When no clock that is right takes the code of a step any more. */
export function endOfStep(step: number): Date {
  return new Date((step + 2) * stepSeconds * 1000);
}

/** The code of a time step. */
export function totpCode(key: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19]! & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The bytes of base32 (RFC 4648), case and padding as they come. */
export function base32(text: string): Uint8Array {
  const digits = text.toUpperCase().replace(/=+$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let buffer = 0;
  for (const digit of digits) {
    buffer = ((buffer << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(digit)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
