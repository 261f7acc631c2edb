// AWS Signature Version 4: whether a signature is the one that a secret makes of a request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { hash } from 'node:crypto';
import { sameBytes } from '../crypto/equal.ts';
import { HmacKey } from '../crypto/hmac.ts';
import { canonicalRequest } from './canonical-request.ts';
import type { HttpRequest } from './http-request.ts';
import type { Scope, SignatureParts } from './signature-parts.ts';

/** Whether a request's signature is right. `bodyHash` is what the server made of the body, in hexadecimal. */
export function verifySignature(
  request: HttpRequest,
  parts: SignatureParts,
  key: HmacKey,
  bodyHash: string,
): boolean {
  const canonical = canonicalRequest(request, parts, bodyHash);
  // A character is one byte in what a server reads; in the canonical form the path is encoded.
  if (canonical === undefined || wide.test(canonical) || wide.test(request.url)) return false;
  const { date, region, service, terminator } = parts.scope;
  const scope = `${date}/${region}/${service}/${terminator}`;
  const digest = sha256(Buffer.from(canonical, 'latin1'));
  const text = `AWS4-HMAC-SHA256\n${parts.time}\n${scope}\n${digest}`;
  return sameBytes(key.mac(Buffer.from(text, 'latin1')), Buffer.from(parts.signature, 'hex'));
}

const wide = /[\u0100-\uffff]/;

/** The key that signs all requests of a secret on one day, in one Region, of one service. */
export function signingKey(
  secret: string,
  { date, region, service, terminator }: Scope,
): Uint8Array {
  const start: Uint8Array = Buffer.from(`AWS4${secret}`, 'utf8');
  return [date, region, service, terminator].reduce(
    (key, text) => new HmacKey('sha256', key).mac(Buffer.from(text, 'latin1')),
    start,
  );
}

/** The hash of bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
