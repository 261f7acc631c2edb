/** Lower-cases A to Z and nothing else, so that no look-alike (the Kelvin sign) turns into a letter. */
export function asciiLower(text: string): string {
  return NEEDS_FOLDING.test(text) ? text.replace(UPPER, (char) => char.toLowerCase()) : text;
}

const NEEDS_FOLDING = /[A-Z]/;
const UPPER = /[A-Z]+/g;
