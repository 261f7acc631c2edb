// How much a text may hold before it is refused unread. They bound time and memory on hostile input.

/** The most bytes of one policy document. AWS accepts 32 KB at most (131,072 characters in PutKeyPolicy). */
export const MAX_POLICY_BYTES = 1024 * 1024;
/** The most bytes of any JSON text: what the AWS CLI prints for a large account. */
export const MAX_JSON_BYTES = 64 * 1024 * 1024;
/** The most bytes of a YAML text, which takes about fifty times as long to read as JSON. */
export const MAX_YAML_BYTES = 2 * 1024 * 1024;
/** The most objects and lists inside one another. A policy needs six. */
export const MAX_DEPTH = 256;
/** The most values that YAML aliases may add by repeating what an anchor names. */
export const MAX_ALIASED_VALUES = 100_000;

/** Whether a text is longer than `max` bytes of UTF-8; counts only where the length leaves a doubt. */
export function exceedsBytes(text: string, max: number): boolean {
  if (text.length > max) return true;
  if (text.length * 3 <= max) return false;
  return utf8Length(text) > max;
}

/** The bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    // A surrogate pair is two units and four bytes: each unit adds one.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
