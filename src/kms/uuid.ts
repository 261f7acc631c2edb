// Identifiers in the form of UUIDs (RFC 9562, version 4), out of bytes that are handed in.

/** The UUID of 16 random bytes. */
export function uuid(bytes: Uint8Array): string {
  return uuidOfHex(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex'));
}

/** The UUID of 32 hexadecimal digits, of which six bits give way to its version and variant. */
export function uuidOfHex(hex: string): string {
  const variant = variants[Number.parseInt(hex.charAt(16), 16) & 3]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const variants = '89ab';

/** 32 hexadecimal digits with the dashes of a UUID. */
export function hexToUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
