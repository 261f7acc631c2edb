// Changes one thing of a signed request, anywhere; and says, independently of the server, whether what is
// signed is still the same by specification.
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { SentRequest } from './sent-request.ts';

/** A whole number from 0 up to a limit. */
export type Pick = (limit: number) => number;

/** Numbers that come out alike for the same seed (mulberry32). */
export function picker(seed: number): Pick {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

/** One kind of change. */
export type Mutation = (request: SentRequest, pick: Pick) => SentRequest;

/** The kinds of changes, by what they touch. */
export const mutations: Readonly<Record<string, Mutation>> = {
  method: (request, pick) => ({
    ...request,
    method: one(['GET', 'PUT', 'post', 'POST ', 'HEAD', edit(request.method, pick)], pick),
  }),
  path: (request, pick) => {
    const [path = '', ...query] = request.url.split('?');
    const changed = one(
      [`${path}x`, `/x${path}`, `${path}%00`, `${path}/..`, edit(path, pick)],
      pick,
    );
    return { ...request, url: [changed, ...query].join('?') };
  },
  query: (request, pick) => {
    const { url } = request;
    const mark = url.indexOf('?');
    if (mark < 0)
      return { ...request, url: `${url}?${one(['a', 'a=b', 'Action=Decrypt', '&'], pick)}` };
    const parts = url.slice(mark + 1).split('&');
    const at = pick(parts.length);
    const changed = one(
      [
        parts.toSpliced(at, 1),
        parts.toSpliced(at, 0, parts[at]!),
        parts.with(at, edit(parts[at]!, pick)),
        [...parts, 'X-Amz-Expires=900'],
        parts.toReversed(),
      ],
      pick,
    );
    return { ...request, url: `${url.slice(0, mark)}?${changed.join('&')}` };
  },
  'header name': (request, pick) =>
    onHeader(request, pick, ([name, value]) => [[edit(name, pick), value]]),
  'header value': (request, pick) =>
    onHeader(request, pick, ([name, value]) => [[name, edit(value, pick)]]),
  'header removed': (request, pick) => onHeader(request, pick, () => []),
  'header twice': (request, pick) =>
    onHeader(request, pick, ([name, value]) =>
      one(
        [
          [
            [name, value],
            [name, value],
          ],
          [
            [name, value],
            [name.toUpperCase(), edit(value, pick)],
          ],
          [
            [name, 'x'],
            [name, value],
          ],
        ] as const,
        pick,
      ),
    ),
  'header added': (request, pick) => ({
    ...request,
    headers: [
      ...request.headers,
      [
        one(['x-amz-target', 'X-Amz-Security-Token', 'x-amz-date', 'Host', 'X-AMZ-other'], pick),
        'x',
      ],
    ],
  }),
  body: (request, pick) => ({ ...request, body: editBytes(request.body, pick) }),
  signature: (request, pick) =>
    onText(request, /[0-9a-f]{64}/, (text) =>
      one([edit(text, pick), text.slice(1), text.toUpperCase()], pick),
    ),
  scope: (request, pick) =>
    onText(request, /\d{8}(\/|%2F)[a-z0-9-]+(\/|%2F)kms(\/|%2F)aws4_request/, (text) =>
      one(
        [edit(text, pick), text.replace('us-east-1', 'us-east-2'), text.replace('kms', 'sts')],
        pick,
      ),
    ),
  'access key': (request, pick) =>
    onText(request, /A[KS]IA[A-Z0-9]+/, (text) =>
      one([edit(text, pick), 'AKIAI44QH8DHBEXAMPLE'], pick),
    ),
  date: (request, pick) => onText(request, /\d{8}T\d{6}Z/, (text) => edit(text, pick)),
  'signed headers': (request, pick) =>
    onText(request, /(?<=SignedHeaders=)[^,&]+/, (text) =>
      one([edit(text, pick), text.split(';').reverse().join(';'), `${text};x-other`, 'host'], pick),
    ),
};

/** What is signed, in a form of its own: two requests with the same form are the same by specification. */
export function meaning({ method, url, headers, body }: SentRequest): string {
  const [path = '', ...rest] = url.split('?');
  const query = rest.join('?');
  const parameters = [...new URLSearchParams(query)].map((pair) => JSON.stringify(pair)).sort();
  const named = headers.map(([name, value]) => [
    name.toLowerCase(),
    value.trim().split(/\s+/).join(' '),
  ]);
  const authorization = named.find(([name]) => name === 'authorization')?.[1] ?? '';
  const fields = authorization
    .replace(' ', ',')
    .split(',')
    .map((field) => field.trim())
    .sort();
  const covered = /SignedHeaders=([^,&\s]+)/.exec(
    `${authorization}&${decodeURIComponentOr(query)}`,
  );
  const signed = new Set((covered?.[1] ?? '').split(';'));
  const lines = named
    .filter(([name]) => signed.has(name!) || /^x-amz-|^authorization$/.test(name!))
    .map(([name, value]) => (name === 'authorization' ? [name, fields] : [name, value]))
    .map((line) => JSON.stringify(line))
    .sort();
  const hash = createHash('sha256').update(body).digest('hex');
  // The path without dot segments and empty ones.
  const plain = path.startsWith('/') ? posix.normalize(path) : `not a path: ${path}`;
  return JSON.stringify([method, plain, parameters, lines, hash]);
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Header = readonly [string, string];

/** Changes a header that is signed, or the Authorization header. */
function onHeader(
  request: SentRequest,
  pick: Pick,
  change: (header: Header) => readonly Header[],
): SentRequest {
  const { headers } = request;
  const at = pick(headers.length);
  return {
    ...request,
    headers: headers.flatMap((header, index) => (index === at ? change(header) : [header])),
  };
}

/** Changes the first stretch that a pattern finds, in each header and in the URL. */
function onText(
  request: SentRequest,
  pattern: RegExp,
  change: (text: string) => string,
): SentRequest {
  return {
    ...request,
    url: request.url.replace(pattern, change),
    headers: request.headers.map(([name, value]) => [name, value.replace(pattern, change)]),
  };
}

function one<T>(choices: readonly T[], pick: Pick): T {
  return choices[pick(choices.length)]!;
}

/** Replaces, adds, removes or doubles one character. */
function edit(text: string, pick: Pick): string {
  const at = pick(text.length + 1);
  const char = String.fromCharCode(32 + pick(95));
  const rest = text.slice(at + 1);
  return one(
    [
      text.slice(0, at) + char + rest,
      text.slice(0, at) + char + text.slice(at),
      text.slice(0, at) + rest,
      text.slice(0, at) + text.charAt(at) + text.slice(at),
    ],
    pick,
  );
}

function editBytes(body: Uint8Array, pick: Pick): Uint8Array {
  const bytes = [...body];
  const at = pick(bytes.length + 1);
  const bit = (bytes[at] ?? 0) ^ (1 << pick(8));
  return Uint8Array.from(
    one([bytes.toSpliced(at, 1, bit), bytes.toSpliced(at, 0, bit), bytes.slice(0, at)], pick),
  );
}
