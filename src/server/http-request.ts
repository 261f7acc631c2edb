// A request as it came over the wire. Text is in Latin-1, one character for each byte, as Node's `rawHeaders`
// and `url` are: a signature is over bytes.
// https://www.rfc-editor.org/rfc/rfc9110#name-field-values

/** A request as it was sent. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Headers in the order they were sent; duplicates are kept. */
export interface Headers {
  /** In lower case. */
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** Headers out of names and values in turns, as Node's `rawHeaders` has them. */
export function headersOf(raw: readonly string[]): Headers {
  const names: string[] = [];
  const values: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    names.push(raw[at]!.toLowerCase());
    values.push(raw[at + 1]!);
  }
  return { names, values };
}

/** The one value of a header; undefined where it is missing, or stands more than once. */
export function headerOf({ headers }: HttpRequest, name: string): string | undefined {
  const { names, values } = headers;
  const at = names.indexOf(name);
  return at < 0 || names.includes(name, at + 1) ? undefined : values[at];
}

/** Whether a header stands more than once. */
export function isTwice({ headers: { names } }: HttpRequest, name: string): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}
