// One letter: how the API's names stand in records and messages, and titles within sentences.

/** The text with its first letter in lower case: `KeyId` is `keyId` in records and messages. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
