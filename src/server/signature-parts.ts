// Reads what a request says of its signature: the Authorization header, or the query of a presigned request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
import { createHash } from 'node:crypto';
import { memo } from '../engine/memo.ts';
import { visible } from '../syntax/quoted.ts';
import type { SignedParts } from './canonical-request.ts';
import { type HttpRequest, headerOf, isTwice } from './http-request.ts';
import { type Parameter, parseQuery, queryOf } from './query-string.ts';
import type { RefusalKind } from './signature-errors.ts';
import { basicTime, parseBasicTime, parseHttpDate } from './signature-time.ts';

/** All that a request says of its signature. */
export interface SignatureParts extends SignedParts {
  readonly accessKeyId: string;
  readonly scope: Scope;
  /** 64 hexadecimal digits. */
  readonly signature: string;
  readonly signedAt: Date;
  /** The same as it is signed: `20150830T123600Z`. */
  readonly time: string;
  /** X-Amz-Expires of a presigned request. */
  readonly expiresSeconds?: number | undefined;
  readonly sessionToken?: string | undefined;
}

/** The credential scope: `20150830/us-east-1/kms/aws4_request`. */
export interface Scope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** What a request lacks. */
export interface Fault {
  readonly kind: 'fault';
  readonly refusal: RefusalKind;
  readonly message: string;
}

/** The parts of a signature, or what is wrong with them; undefined for a request without any. */
export function signatureParts(request: HttpRequest): SignatureParts | Fault | undefined {
  const authorization = headerOf(request, 'authorization');
  const query = parseQuery(queryOf(request.url));
  const presigned = query.some(([name]) => name === 'X-Amz-Algorithm');
  if (isTwice(request, 'authorization'))
    return incomplete('The request has more than one Authorization header.');
  if (authorization !== undefined && presigned) {
    return fault(
      'invalid',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  if (authorization !== undefined) return fromHeader(authorization, request, query);
  return presigned ? fromQuery(query, request) : undefined;
}

function fromHeader(
  authorization: string,
  request: HttpRequest,
  parameters: readonly Parameter[],
): SignatureParts | Fault {
  const signer = readUsual(authorization.slice(0, -signatureLength));
  const signature = authorization.slice(-signatureLength);
  const time = headerOf(request, 'x-amz-date');
  const signedAt = time === undefined ? null : readTime(time);
  if (signer === null || signedAt === null || !signaturePattern.test(signature)) {
    return fieldByField(authorization, request, parameters);
  }
  const { accessKeyId, scope, signedHeaders } = signer;
  const known = { accessKeyId, scope, signature, signedHeaders, signedAt, time: time! };
  const sessionToken = headerOf(request, 'x-amz-security-token');
  return withParameters(known, parameters, { sessionToken });
}

const signatureLength = 64;
const signaturePattern = /^[0-9a-f]{64}$/;

/** How many different texts are remembered: clients say the same in each request but for the signature. */
const TEXTS = 256;

/** What stands before the signature, in the form that AWS writes and its SDKs send; null for any other form. */
const readUsual = memo(TEXTS, (beginning: string) => {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=$/.exec(
      beginning,
    );
  const signer = match && readCredential(match[1]!);
  const signedHeaders = match && readNames(match[2]!);
  return signer && signedHeaders && { ...signer, signedHeaders };
});

const ALGORITHM = 'AWS4-HMAC-SHA256';
const fieldNames = ['Credential', 'Signature', 'SignedHeaders'] as const;
type FieldName = (typeof fieldNames)[number];

/** Whatever an Authorization header says, and all that is wrong with it. */
function fieldByField(
  authorization: string,
  request: HttpRequest,
  parameters: readonly Parameter[],
): SignatureParts | Fault {
  const space = authorization.indexOf(' ');
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  const rest = space < 0 ? '' : authorization.slice(space + 1);
  const fields: { [Name in FieldName]?: string } = {};
  for (const part of rest.split(',')) {
    const text = withoutBlanks(part);
    const equals = text.indexOf('=');
    const name = fieldNames.find((known) => text.startsWith(known) && equals === known.length);
    if (name === undefined || /[ \t]/.test(text)) {
      if (algorithm !== ALGORITHM) continue;
      return incomplete(
        `'${visible(part.trim().slice(0, 80))}' not a valid key=value pair (missing equal-sign) in Authorization header.`,
      );
    }
    if (fields[name] !== undefined) {
      return incomplete(`Authorization header has more than one '${name}'.`);
    }
    fields[name] = text.slice(equals + 1);
  }
  const amzDate = headerOf(request, 'x-amz-date');
  const date = headerOf(request, 'date');
  if (isTwice(request, 'x-amz-date'))
    return fault('invalid', 'The request has more than one X-Amz-Date header.');
  const missing: string[] = fieldNames
    .filter((name) => !fields[name])
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (amzDate === undefined && date === undefined) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (missing.length > 0) {
    const hash = createHash('sha256').update(authorization, 'latin1').digest('base64');
    return incomplete(
      `${missing.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`,
    );
  }
  const token = headerOf(request, 'x-amz-security-token');
  const known = readKnown({
    algorithm,
    credential: fields.Credential!,
    signature: fields.Signature!,
    signedHeaders: fields.SignedHeaders!,
    time: amzDate ?? httpDate(date!),
  });
  if ('kind' in known) return known;
  if (amzDate === undefined && !known.signedHeaders.includes('date')) {
    return fault('invalid', "'Date' must be a 'SignedHeader' in the AWS Authorization.");
  }
  return withParameters(known, parameters, { sessionToken: token });
}

/** Without spaces and tabs around it; nothing else is white space in a header. */
function withoutBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from])) from++;
  while (to > from && isBlank(text[to - 1])) to--;
  return text.slice(from, to);
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

function fromQuery(query: readonly Parameter[], request: HttpRequest): SignatureParts | Fault {
  const fields = new Map<string, string>();
  for (const [name, value] of query) {
    if (!name.startsWith('X-Amz-')) continue;
    if (fields.has(name)) return incomplete(`The query has more than one '${visible(name)}'.`);
    fields.set(name, value);
  }
  const missing = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
    .filter((name) => !fields.get(name))
    .map((name) => `AWS query-string parameters must include '${name}'.`);
  if (missing.length > 0) {
    return incomplete(`${missing.join(' ')} Re-examine the query-string parameters.`);
  }
  const expires = fields.get('X-Amz-Expires');
  // A week is the most that AWS lets anyone ask for.
  if (expires !== undefined && !(/^\d{1,6}$/.test(expires) && Number(expires) <= 604_800)) {
    return incomplete('X-Amz-Expires must be a number of seconds, at most 604800.');
  }
  const token = fields.get('X-Amz-Security-Token');
  if (token !== undefined && headerOf(request, 'x-amz-security-token') !== undefined) {
    return incomplete('The request has a security token in its query and in a header.');
  }
  const known = readKnown({
    algorithm: fields.get('X-Amz-Algorithm')!,
    credential: fields.get('X-Amz-Credential')!,
    signature: fields.get('X-Amz-Signature')!,
    signedHeaders: fields.get('X-Amz-SignedHeaders')!,
    time: fields.get('X-Amz-Date')!,
  });
  if ('kind' in known) return known;
  return withParameters(
    known,
    query.filter(([name]) => name !== 'X-Amz-Signature'),
    { expiresSeconds: expires === undefined ? undefined : Number(expires), sessionToken: token },
  );
}

type Known = Omit<SignatureParts, 'parameters' | 'expiresSeconds' | 'sessionToken'>;

/** All parts together. Field by field: every request has them, and copying objects costs ten times as much. */
function withParameters(
  { accessKeyId, scope, signature, signedHeaders, signedAt, time }: Known,
  parameters: readonly Parameter[],
  { expiresSeconds, sessionToken }: Pick<SignatureParts, 'expiresSeconds' | 'sessionToken'>,
): SignatureParts {
  return {
    accessKeyId,
    scope,
    signature,
    signedHeaders,
    signedAt,
    time,
    parameters,
    expiresSeconds,
    sessionToken,
  };
}

interface Written {
  readonly algorithm: string;
  readonly credential: string;
  readonly signature: string;
  readonly signedHeaders: string;
  readonly time: string;
}

/** What both forms say, read strictly: one way to write a signature. */
function readKnown({
  algorithm,
  credential,
  signature,
  signedHeaders,
  time,
}: Written): Known | Fault {
  if (algorithm !== ALGORITHM) {
    return incomplete(`Unsupported AWS 'algorithm': '${visible(algorithm.slice(0, 80))}'.`);
  }
  const signedAt = readTime(time);
  if (signedAt === null) {
    return incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${visible(time.slice(0, 80))}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  const signer = readCredential(credential);
  if (signer === null) {
    return incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${visible(credential.slice(0, 200))}'`,
    );
  }
  if (!signaturePattern.test(signature)) {
    return incomplete('The signature must be 64 hexadecimal digits in lower case.');
  }
  const names = readNames(signedHeaders);
  if (names === null) {
    return incomplete('SignedHeaders must be names of headers in lower case, with `;` between.');
  }
  const { accessKeyId, scope } = signer;
  return { accessKeyId, scope, signature, signedHeaders: names, signedAt, time };
}

const readTime = memo(TEXTS, (text: string) => parseBasicTime(text) ?? null);

function readCredential(
  credential: string,
): { readonly accessKeyId: string; readonly scope: Scope } | null {
  const parts = credential.split('/');
  const [accessKeyId, date, region, service, terminator] = parts;
  if (parts.length !== 5 || !/^\w{1,128}$/.test(accessKeyId!)) return null;
  const scope = { date: date!, region: region!, service: service!, terminator: terminator! };
  return { accessKeyId: accessKeyId!, scope };
}

function readNames(signedHeaders: string): readonly string[] | null {
  const names = signedHeaders.split(';');
  const areNames = names.every((name) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name));
  return names.length <= 100 && areNames ? names : null;
}

function httpDate(text: string): string {
  const time = parseHttpDate(text);
  return time ? basicTime(time) : text;
}

function incomplete(message: string): Fault {
  return fault('incomplete', message);
}

function fault(refusal: RefusalKind, message: string): Fault {
  return { kind: 'fault', refusal, message };
}
