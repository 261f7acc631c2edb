/** Lower-cases A to Z and nothing else, so that no look-alike (the Kelvin sign) turns into a letter. */
export function asciiLower(text: string): string {
  return NOT_ASCII.test(text)
    ? text.replace(UPPER, (letters) => letters.toLowerCase())
    : text.toLowerCase();
}

const NOT_ASCII = /[^\0-\x7f]/;
const UPPER = /[A-Z]+/g;
