// What logs, shells and browsers did to an error text, undone: escapes of JSON, HTML and URLs, also inside
// each other, and colours. Each round takes linear time, and there are few.

/** The longest text that is looked at, in UTF-16 code units; what comes after it is ignored. */
export const MAX_ERROR_TEXT = 1_000_000;

/** The text without escapes and colours. */
export function cleanErrorText(text: string): string {
  let clean = text.slice(0, MAX_ERROR_TEXT);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = unescapePercent(clean.replace(ESCAPE, unescapeOne));
    if (next === clean) break;
    clean = next;
  }
  return clean.replace(COLOUR, '');
}

/** JSON in JSON in JSON in HTML is four; a text that is nested deeper stays as it is then. */
const MAX_ROUNDS = 8;

const ESCAPE =
  /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|0?33(?=\[)|([nrt"'/\\])|\r?\n)|&(?:#([0-9]{1,6})|#[xX]([0-9a-fA-F]{1,5})|(quot|apos|amp|lt|gt|nbsp));/g;

function unescapeOne(
  whole: string,
  unicode: string | undefined,
  byte: string | undefined,
  letter: string | undefined,
  decimal: string | undefined,
  hexadecimal: string | undefined,
  entity: string | undefined,
): string {
  if (letter !== undefined) return letters[letter] ?? letter;
  if (entity !== undefined) return entities[entity]!;
  if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
  const hex = unicode ?? byte ?? hexadecimal;
  if (hex !== undefined) return character(Number.parseInt(hex, 16));
  return whole.endsWith('\n') ? '\n' : '\u001b';
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
};

function character(code: number): string {
  return code > 0x10ffff ? ' ' : String.fromCodePoint(code);
}

/** Only where spaces or colons are escaped: a single `%` may be anything. A form has `+` for its spaces. */
function unescapePercent(text: string): string {
  if (!/%(?:20|25|3A)/i.test(text) && !FORM.test(text)) return text;
  const spaced = FORM.test(text) ? text.replaceAll('+', ' ') : text;
  return spaced.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

const FORM = /User(?:%3A|:)\+arn|\bis\+not\+|\+authorized\+|\+to\+perform/i;

// The escape character is what is looked for.
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const COLOUR = /\u001b\[[0-9;?]{0,32}[A-Za-z]/g;
