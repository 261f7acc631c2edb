// Laws of authentication: what signers sign is accepted whatever it is, and no request crashes the server.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/server/authenticate.ts';
import { signatureParts } from '../../../src/server/signature-parts.ts';
import { readStsParameters } from '../../../src/server/sts-parameters.ts';
import { identities, now } from './identity-world.ts';
import { received, type SentRequest } from './sent-request.ts';
import { aws4Sign, smithyPresign, smithySign } from './signers.ts';

const { credentials } = identities();
const ask = (request: SentRequest) =>
  authenticate(received(request), credentials, { now, service: 'kms' });
const runs = { numRuns: 300 };

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
// Names of an object of parameters: without those that an object has by itself, and those of the signature.
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((value) => value !== '__proto__' && !/^x-amz-/i.test(value));
const query = fc.dictionary(name, text, { maxKeys: 5 });
const header = fc.string({ unit: fc.constantFrom(...'ab \t,;=:/"é'), maxLength: 20 });
const ascii = header.map((value) => value.replaceAll('é', 'e'));

describe('a signed request is accepted', () => {
  it('whatever its query and body', () =>
    fc.assert(
      fc.asyncProperty(query, text, async (parameters, body) => {
        const signing = { query: parameters, body };
        expect(await ask(await smithySign(signing))).toMatchObject({ kind: 'signed' });
        expect(await ask(await aws4Sign(signing))).toMatchObject({ kind: 'signed' });
        expect(await ask(await smithyPresign(signing))).toMatchObject({ kind: 'signed' });
      }),
      runs,
    ));

  it('whatever its headers, as long as they are ASCII', () =>
    fc.assert(
      fc.asyncProperty(ascii, ascii, async (one, other) => {
        const headers = { 'x-amz-one': one, other };
        expect(await ask(await smithySign({ headers }))).toMatchObject({ kind: 'signed' });
        expect(await ask(await aws4Sign({ headers }))).toMatchObject({ kind: 'signed' });
      }),
      runs,
    ));
});

describe('a request of any bytes', () => {
  const latin = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)),
    maxLength: 60,
  });
  const pieces = fc.constantFrom(
    'AWS4-HMAC-SHA256 ',
    'Credential=',
    'AKIAIOSFODNN7EXAMPLE/20260601/us-east-1/kms/aws4_request',
    'SignedHeaders=',
    'host;x-amz-date',
    'Signature=',
    'a'.repeat(64),
    ',',
    '&',
    '=',
    '%',
    '%zz',
    '/',
    '..',
    '?',
    'X-Amz-Algorithm=',
    'X-Amz-Date=20260601T090000Z',
    'X-Amz-Expires=-1',
    '\u0000',
    'ı',
  );
  const hostile = fc
    .array(fc.oneof(pieces, latin), { maxLength: 12 })
    .map((parts) => parts.join(''));
  const names = fc.constantFrom(
    'Authorization',
    'authorization',
    'Host',
    'X-Amz-Date',
    'Date',
    'X-Amz-Security-Token',
    '__proto__',
    '',
  );
  const request = fc.record({
    method: fc.constantFrom('POST', 'GET', ''),
    url: fc.oneof(
      hostile,
      hostile.map((path) => `/?${path}`),
    ),
    headers: fc.array(fc.tuple(names, hostile), { maxLength: 6 }),
    body: fc.uint8Array({ maxLength: 20 }),
  });

  it('is refused with one of the errors of AWS', () =>
    fc.assert(
      fc.asyncProperty(request, async (sent) => {
        const answer = await ask(sent);
        expect(answer).toMatchObject({
          kind: 'refused',
          error: {
            status: 400,
            name: expect.stringMatching(
              /^(MissingAuthenticationToken|IncompleteSignature|InvalidSignature|UnrecognizedClient)Exception$/,
            ),
          },
        });
        readStsParameters(received(sent));
      }),
      { numRuns: 2_000 },
    ));

  it('takes time in proportion to its length', async () => {
    const { headers } = await smithySign();
    const rest = headers.filter(([header]) => header !== 'authorization');
    const long = 'a'.repeat(1_000_000);
    for (const value of [
      `AWS4-HMAC-SHA256 ${long}`,
      `AWS4-HMAC-SHA256 ${','.repeat(1_000_000)}`,
      `AWS4-HMAC-SHA256 Credential=${' '.repeat(1_000_000)}x`,
      `AWS4-HMAC-SHA256 Credential=${'/'.repeat(1_000_000)}, SignedHeaders=${'a;'.repeat(400_000)}, Signature=${long}`,
    ]) {
      const start = performance.now();
      const sent = {
        method: 'POST',
        url: `/?${'&'.repeat(1_000_000)}`,
        body: new Uint8Array(),
        headers: [...rest, ['authorization', value] as const],
      };
      expect(await ask(sent)).toMatchObject({ kind: 'refused' });
      expect(performance.now() - start).toBeLessThan(3_000);
    }
  });
});

describe('the form in which AWS writes an Authorization header', () => {
  // The message names the hash of the whole header.
  const hash = /Authorization=\S+$/;
  const pieces = fc.record({
    key: fc.constantFrom('AKIDEXAMPLE', 'AKID/x', ''),
    scope: fc.constantFrom(
      '20260601/us-east-1/kms/aws4_request',
      '20260601/us-east-1',
      'a/b/c/d/e',
    ),
    names: fc.constantFrom('host', 'host;x-amz-date', 'host;Host', 'host;', ''),
    signature: fc.constantFrom('a1'.repeat(32), 'A1'.repeat(32), 'a1', `${'a1'.repeat(32)}0`),
    date: fc.constantFrom('20260601T090000Z', '2026', undefined),
  });
  const parts = (authorization: string, date: string | undefined) => {
    const dated = date === undefined ? [] : [['X-Amz-Date', date] as const];
    const headers = [...dated, ['Authorization', authorization] as const];
    return signatureParts(received({ method: 'POST', url: '/', headers, body: new Uint8Array() }));
  };

  const plain = (value: ReturnType<typeof parts>) =>
    value && 'kind' in value ? { ...value, message: value.message.replace(hash, '') } : value;

  it('says the same as any other', () =>
    fc.assert(
      fc.property(pieces, ({ key, scope, names, signature, date }) => {
        const fields = [`Credential=${key}/${scope}`, `SignedHeaders=${names}`];
        const usual = [...fields, `Signature=${signature}`];
        const asWritten = parts(`AWS4-HMAC-SHA256 ${usual.join(', ')}`, date);
        // With two blanks it is read field by field.
        const other = parts(`AWS4-HMAC-SHA256  ${usual.join(', ')}`, date);
        expect(plain(asWritten)).toEqual(plain(other));
        const close = parts(`AWS4-HMAC-SHA256 ${usual.join(',')}`, date);
        expect(plain(close)).toEqual(plain(asWritten));
      }),
    ));
});
