// Identifiers in the form of UUIDs (RFC 9562, version 4), out of bytes that are handed in.

const digits = Buffer.from('0123456789abcdef', 'latin1');
const text = Buffer.from('........-....-....-....-............', 'latin1');
const dash = '-'.charCodeAt(0);

/** The UUID of 16 random bytes. */
export function uuid(bytes: Uint8Array): string {
  writeDigits(bytes);
  text[14] = digits[4]!;
  text[19] = digits[0x8 | ((bytes[8]! >> 4) & 0x3)]!;
  return text.toString('latin1');
}

/** 16 bytes as hexadecimal digits, with the dashes of a UUID. */
export function uuidText(bytes: Uint8Array): string {
  writeDigits(bytes);
  return text.toString('latin1');
}

function writeDigits(bytes: Uint8Array): void {
  let at = 0;
  for (let index = 0; index < 16; index++) {
    if (text[at] === dash) at++;
    text[at] = digits[bytes[index]! >> 4]!;
    text[at + 1] = digits[bytes[index]! & 0x0f]!;
    at += 2;
  }
}
