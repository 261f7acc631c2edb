// Identifiers in the form of UUIDs (RFC 9562, version 4), out of bytes that are handed in.

const digits = Buffer.from('0123456789abcdef', 'latin1');
/** Where the dashes stand, and the version. */
const form = Buffer.from('........-....-4...-....-............', 'latin1');
const dash = '-'.charCodeAt(0);

/** The UUID of 16 random bytes. */
export function uuid(bytes: Uint8Array): string {
  let at = 0;
  for (let index = 0; index < 16; index++) {
    if (form[at] === dash) at++;
    const byte = index === 8 ? (bytes[8]! & 0x3f) | 0x80 : bytes[index]!;
    if (index !== 6) form[at] = digits[byte >> 4]!;
    form[at + 1] = digits[byte & 0x0f]!;
    at += 2;
  }
  return form.toString('latin1');
}

/** 32 hexadecimal digits with the dashes of a UUID. */
export function hexToUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
