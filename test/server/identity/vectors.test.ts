// Signatures that AWS has published, over the requests that they belong to.
import { describe, expect, it } from 'vitest';
import { HmacKey } from '../../../src/crypto/hmac.ts';
import { signatureParts } from '../../../src/server/signature-parts.ts';
import { sha256, signingKey, verifySignature } from '../../../src/server/sigv4.ts';
import { received } from './sent-request.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly scope: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly signed: string;
  readonly body?: string;
  readonly signature: string;
}

const suite = '20150830/us-east-1/service/aws4_request';
const host = ['Host', 'example.amazonaws.com'] as const;
const date = ['X-Amz-Date', '20150830T123600Z'] as const;
const form = 'application/x-www-form-urlencoded';

// The signature test suite of AWS, and the example of its page on signing requests.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
const vectors: readonly Vector[] = [
  {
    name: 'get-vanilla',
    method: 'GET',
    url: '/',
    scope: suite,
    headers: [host, date],
    signed: 'host;x-amz-date',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'get-vanilla-query-order-key-case',
    method: 'GET',
    url: '/?Param2=value2&Param1=value1',
    scope: suite,
    headers: [host, date],
    signed: 'host;x-amz-date',
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  {
    name: 'post-vanilla',
    method: 'POST',
    url: '/',
    scope: suite,
    headers: [host, date],
    signed: 'host;x-amz-date',
    signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
  {
    name: 'post-x-www-form-urlencoded',
    method: 'POST',
    url: '/',
    scope: suite,
    headers: [['Content-Type', form], host, date],
    signed: 'content-type;host;x-amz-date',
    body: 'Param1=value1',
    signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  },
  {
    name: 'get-relative, normalized',
    method: 'GET',
    url: '/example/..',
    scope: suite,
    headers: [host, date],
    signed: 'host;x-amz-date',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'the ListUsers of the documentation',
    method: 'GET',
    url: '/?Action=ListUsers&Version=2010-05-08',
    scope: '20150830/us-east-1/iam/aws4_request',
    headers: [['Host', 'iam.amazonaws.com'], ['Content-Type', `${form}; charset=utf-8`], date],
    signed: 'content-type;host;x-amz-date',
    signature: '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
];

describe('a published signature', () => {
  it.each(vectors)(
    'is right: $name',
    ({ method, url, scope, headers, signed, body, signature }) => {
      const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
      const request = received({
        method,
        url,
        headers: [...headers, ['Authorization', authorization] as const],
        body: Buffer.from(body ?? ''),
      });
      const parts = signatureParts(request);
      if (parts === undefined || 'kind' in parts) throw new Error(JSON.stringify(parts));
      const key = new HmacKey('sha256', signingKey(secret, parts.scope));
      expect(verifySignature(request, parts, key, sha256(request.body))).toBe(true);
    },
  );
});
