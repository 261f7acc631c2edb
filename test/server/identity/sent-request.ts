// A request as a client sends it, and as the server gets it.
import { type HttpRequest, headersOf } from '../../../src/server/http-request.ts';

/** A request as it is sent: names of headers in any case. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The same as the server gets it. */
export function received({ headers, ...rest }: SentRequest): HttpRequest {
  return { ...rest, headers: headersOf(headers.flat()) };
}
