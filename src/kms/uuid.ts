// Identifiers in the form of UUIDs (RFC 9562, version 4), out of bytes that are handed in.

/** The UUID of 16 random bytes. */
export function uuid(bytes: Uint8Array): string {
  const fixed = Buffer.from(bytes);
  fixed[6] = (fixed[6]! & 0x0f) | 0x40;
  fixed[8] = (fixed[8]! & 0x3f) | 0x80;
  return hexToUuid(fixed.toString('hex'));
}

/** 32 hexadecimal digits with the dashes of a UUID. */
export function hexToUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
