// The canonical form of a request: what AWS Signature Version 4 signs.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { type HttpRequest, headerOf } from './http-request.ts';
import type { Parameter } from './query-string.ts';

/** The parts of a request that are signed beside its method, path and body. */
export interface SignedParts {
  /** The names as the request lists them. */
  readonly signedHeaders: readonly string[];
  /** The query without its signature. */
  readonly parameters: readonly Parameter[];
}

/** The canonical request, in Latin-1; undefined where a signed header is missing or stands twice. */
export function canonicalRequest(
  request: HttpRequest,
  { signedHeaders, parameters }: SignedParts,
  bodyHash: string,
): string | undefined {
  let lines = '';
  for (const name of signedHeaders) {
    const value = headerOf(request, name);
    if (value === undefined) return undefined;
    lines += `${name}:${folded(value)}\n`;
  }
  const query = canonicalQuery(parameters);
  const path = canonicalPath(request.url);
  return `${request.method}\n${path}\n${query}\n${lines}\n${signedHeaders.join(';')}\n${bodyHash}`;
}

/** Trimmed, and each run of white space as one space. */
function folded(value: string): string {
  if (!/^[\t\n\v\f\r ]|[\t\n\v\f\r]| {2}| $/.test(value)) return value;
  return value.replace(/[\t\n\v\f\r ]+/g, ' ').replace(/^ | $/g, '');
}

/** Without `.`, `..` and empty segments (RFC 3986), and encoded once more than it was sent. */
function canonicalPath(url: string): string {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (path === '/' || path === '') return '/';
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(uriEncoded(segment));
  }
  const end = path.endsWith('/') && segments.length > 0 ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** Encoded, then sorted by name and value. */
function canonicalQuery(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return '';
  return parameters
    .map(([name, value]) => [uriEncoded(name), uriEncoded(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Every byte but the unreserved characters of RFC 3986 as `%XX`. */
function uriEncoded(latin1: string): string {
  return latin1.replace(
    /[^A-Za-z0-9\-._~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
