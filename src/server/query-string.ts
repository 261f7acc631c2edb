// Query strings and forms. What is signed and what is used are read by the same function, so that two ways to
// write a parameter that sign alike also mean the same.
// https://url.spec.whatwg.org/#urlencoded-parsing

/** A parameter, decoded; bytes as Latin-1. */
export type Parameter = readonly [name: string, value: string];

/** The parameters of a query string or a form, in order. `+` is a space; a broken escape stands for itself. */
export function parseQuery(text: string): readonly Parameter[] {
  if (text === '') return [];
  return text.split('&').map((part): Parameter => {
    const equals = part.indexOf('=');
    if (equals < 0) return [decoded(part), ''];
    return [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))];
  });
}

/** The query string of a URL, without its question mark. */
export function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/** Text out of bytes that are written as Latin-1. */
export function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

function decoded(text: string): string {
  if (!/[%+]/.test(text)) return text;
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}
