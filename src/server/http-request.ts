// A request as it came over the wire. Text is in Latin-1, one character for each byte, as Node's `rawHeaders`
// and `url` are: a signature is over bytes.
// https://www.rfc-editor.org/rfc/rfc9110#name-field-values

/** A request as it was sent. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** In order; duplicates are kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The one value of a header; `twice` where it stands more than once. */
export function headerOf(
  { headers }: HttpRequest,
  name: string,
): { readonly value?: string; readonly twice: boolean } {
  let value: string | undefined;
  for (const [key, text] of headers) {
    // Every request asks for ten headers: the length tells most names apart.
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    if (value !== undefined) return { twice: true };
    value = text;
  }
  return value === undefined ? { twice: false } : { value, twice: false };
}
