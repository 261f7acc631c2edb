// Who signed a request: what is accepted, and each refusal in the words of AWS.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AuthenticateOptions, authenticate } from '../../../src/server/authenticate.ts';
import { createReplayGuard } from '../../../src/server/replay-guard.ts';
import { sha256, signingKey } from '../../../src/server/sigv4.ts';
import { readStsParameters } from '../../../src/server/sts-parameters.ts';
import { identities, now, secrets } from './identity-world.ts';
import { received, type SentRequest } from './sent-request.ts';
import { aws4Sign, sdkSign, signers, smithyPresign, smithySign, urlOf } from './signers.ts';

const { credentials } = identities();
const options: AuthenticateOptions = { now, service: 'kms' };

function ask(request: SentRequest, more: Partial<AuthenticateOptions> = {}) {
  return authenticate(received(request), credentials, { ...options, ...more });
}

async function errorOf(request: SentRequest, more: Partial<AuthenticateOptions> = {}) {
  const answer = await ask(request, more);
  return answer.kind === 'refused' ? answer.error : answer;
}

/** A request that is signed without any signer: date by a Date header. */
function signedByHand(date: string, names: readonly string[]): SentRequest {
  const scope = {
    date: '20260601',
    region: 'us-east-1',
    service: 'kms',
    terminator: 'aws4_request',
  };
  const all: Readonly<Record<string, string>> = { host: 'localhost', date };
  const sorted = [...names].sort();
  const lines = sorted.map((name) => `${name}:${all[name]}\n`).join('');
  const canonical = `POST\n/\n\n${lines}\n${sorted.join(';')}\n${sha256(Buffer.from(''))}`;
  const path = Object.values(scope).join('/');
  const text = `AWS4-HMAC-SHA256\n20260601T090000Z\n${path}\n${sha256(Buffer.from(canonical))}`;
  const key = signingKey(secrets.alice.secretAccessKey, scope);
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${secrets.alice.accessKeyId}/${path}, SignedHeaders=${sorted.join(';')}, Signature=${signature}`;
  const headers = Object.entries({ ...all, authorization });
  return { method: 'POST', url: '/', headers, body: Buffer.from('') };
}

/** The request with a header set anew, added or taken away. */
function withHeader(request: SentRequest, name: string, value: string | undefined) {
  const rest = request.headers.filter(([key]) => key.toLowerCase() !== name);
  return { ...request, headers: value === undefined ? rest : [...rest, [name, value] as const] };
}

function authorizationOf({ headers }: SentRequest): string {
  return headers.find(([name]) => name.toLowerCase() === 'authorization')![1];
}

function edited(request: SentRequest, edit: (authorization: string) => string) {
  return withHeader(request, 'authorization', edit(authorizationOf(request)));
}

const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('a signed request', () => {
  it.each(Object.entries(signers))('is accepted from %s', async (_, sign) => {
    expect(await ask(await sign())).toMatchObject({
      kind: 'signed',
      region: 'us-east-1',
      accessKeyId: secrets.alice.accessKeyId,
      caller: { user: 'arn:aws:iam::111122223333:user/alice' },
    });
  });

  it.each(Object.entries(signers))('of a secret in the environment, from %s', async (_, sign) => {
    const answer = await ask(await sign({ credentials: secrets.bob, region: 'eu-west-1' }));
    expect(answer).toMatchObject({ kind: 'signed', region: 'eu-west-1' });
  });

  it('of the root user', async () => {
    const answer = await ask(await smithySign({ credentials: secrets.root }));
    expect(answer).toMatchObject({ kind: 'signed', caller: { root: '111122223333' } });
  });

  it.each([
    { 'a b': 'c d', '%2F': 'x+y', ü: '✓', a: '', '~-._': "!'()*" },
    { b: '2', a: '1', A: '3', 'a-b': '4' },
  ])('with the query %j, from both signers that take one', async (query) => {
    expect(await ask(await smithySign({ query }))).toMatchObject({ kind: 'signed' });
    expect(await ask(await aws4Sign({ query }))).toMatchObject({ kind: 'signed' });
  });

  it('with white space in headers', async () => {
    const headers = { 'x-amz-target': '  TrentService.Decrypt ', 'x-amz-meta': 'a   b \t c' };
    expect(await ask(await smithySign({ headers }))).toMatchObject({ kind: 'signed' });
    expect(await ask(await aws4Sign({ headers }))).toMatchObject({ kind: 'signed' });
  });

  it('and not with characters that are more than a byte, though their last bytes are those that were signed', async () => {
    const wide = (text: string) => String.fromCharCode(text.charCodeAt(0) + 0x100) + text.slice(1);
    const request = await smithySign({ headers: { 'x-amz-meta': 'abc' }, query: { a: '1' } });
    const header = withHeader(request, 'x-amz-meta', wide('abc'));
    const url = `/${wide(request.url.slice(1))}`;
    for (const changed of [header, { ...request, url }]) {
      expect(await errorOf(changed)).toMatchObject({ name: 'InvalidSignatureException' });
    }
  });

  it('with its hash as a header', async () => {
    const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const headers = { 'x-amz-content-sha256': hash };
    expect(await ask(await smithySign({ headers, body: '' }))).toMatchObject({ kind: 'signed' });
  });

  it('presigned, as long as it says', async () => {
    const request = await smithyPresign({ seconds: 60 });
    expect(await ask(request)).toMatchObject({ kind: 'signed' });
    expect(await ask(request, { now: at(60) })).toMatchObject({ kind: 'signed' });
    expect(await errorOf(request, { now: at(61) })).toEqual({
      name: 'InvalidSignatureException',
      message:
        'Signature expired: 20260601T090000Z is now earlier than 20260601T090001Z (20260601T090101Z - 1 min.)',
      status: 400,
    });
  });

  it('presigned for a week lasts a quarter of an hour', async () => {
    const request = await smithyPresign({ seconds: 604_800 });
    expect(await ask(request, { now: at(900) })).toMatchObject({ kind: 'signed' });
    expect(await errorOf(request, { now: at(901) })).toMatchObject({
      message: expect.stringContaining('- 15 min.)'),
    });
  });

  it('presigned as a GET of STS, with its parameters in the query', async () => {
    const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    const request = await smithyPresign({
      service: 'sts',
      query,
      body: '',
      headers: {},
      method: 'GET',
    });
    expect(await ask(request, { service: 'sts' })).toMatchObject({ kind: 'signed' });
    const read = readStsParameters(received(request));
    expect('parameters' in read && [...read.parameters]).toEqual(Object.entries(query));
    const other = { ...request, url: request.url.replace('GetCallerIdentity', 'GetSessionToken') };
    expect(await errorOf(other, { service: 'sts' })).toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  it('dated by a Date header that is signed', async () => {
    const dated = ['host', 'date'];
    expect(await ask(signedByHand('Mon, 01 Jun 2026 09:00:00 GMT', dated))).toMatchObject({
      kind: 'signed',
    });
    expect(await errorOf(signedByHand('Mon, 01 Jun 2026 09:00:00 GMT', ['host']))).toMatchObject({
      message: "'Date' must be a 'SignedHeader' in the AWS Authorization.",
    });
    expect(await errorOf(signedByHand('1 June 2026', dated))).toMatchObject({ name: incomplete });
  });

  it('says which headers it covers: others are not to be believed', async () => {
    const request = withHeader(await smithySign(), 'user-agent', 'curl');
    expect(await ask(request)).toMatchObject({
      signedHeaders: ['content-type', 'host', 'x-amz-date', 'x-amz-target'],
    });
  });

  it('five minutes off', async () => {
    expect(await ask(await smithySign({ at: at(-300) }))).toMatchObject({ kind: 'signed' });
    expect(await ask(await smithySign({ at: at(300) }))).toMatchObject({ kind: 'signed' });
  });
});

const incomplete = 'IncompleteSignatureException';
const mismatch = {
  name: 'InvalidSignatureException',
  message:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  status: 400,
};

describe('a request is refused', () => {
  const rows: readonly {
    title: string;
    request: () => Promise<SentRequest>;
    error: { name: string; message?: unknown };
  }[] = [
    {
      title: 'without a signature',
      request: async () => withHeader(await smithySign(), 'authorization', undefined),
      error: {
        name: 'MissingAuthenticationTokenException',
        message: 'Missing Authentication Token',
      },
    },
    {
      title: 'with a token of another kind',
      request: async () => edited(await smithySign(), () => 'Bearer abc'),
      error: {
        name: incomplete,
        message: expect.stringMatching(/^Authorization header requires 'Credential' parameter\. /),
      },
    },
    {
      title: 'without its date',
      request: async () => withHeader(await smithySign(), 'x-amz-date', undefined),
      error: {
        name: incomplete,
        message: expect.stringContaining("existence of either a 'X-Amz-Date' or a 'Date' header."),
      },
    },
    {
      title: 'by another algorithm',
      request: async () => edited(await smithySign(), (text) => text.replace('SHA256', 'SHA512')),
      error: { name: incomplete, message: "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'." },
    },
    {
      title: 'of a wrong secret',
      request: () => smithySign({ credentials: { ...secrets.alice, secretAccessKey: 'wrong' } }),
      error: mismatch,
    },
    {
      title: 'of an unknown access key',
      request: () => smithySign({ credentials: { ...secrets.alice, accessKeyId: 'AKIAUNKNOWN' } }),
      error: {
        name: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
      },
    },
    {
      title: 'of an inactive access key',
      request: () => smithySign({ credentials: secrets.old }),
      error: { name: 'UnrecognizedClientException' },
    },
    {
      title: 'with a token that its long-term key does not have',
      request: () => smithySign({ credentials: { ...secrets.alice, sessionToken: 'token' } }),
      error: { name: 'UnrecognizedClientException' },
    },
    {
      title: 'for another service',
      request: () => smithySign({ service: 's3' }),
      error: {
        name: 'InvalidSignatureException',
        message: "Credential should be scoped to correct service: 'kms'.",
      },
    },
    {
      title: 'for no Region',
      request: () => smithySign({ region: 'moon-1' }),
      error: {
        name: 'InvalidSignatureException',
        message: 'Credential should be scoped to a valid region.',
      },
    },
    {
      title: 'of another day',
      request: async () =>
        edited(await smithySign(), (text) => text.replace('/20260601/', '/20260531/')),
      error: {
        name: 'InvalidSignatureException',
        message:
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260531' != '20260601', from '20260601T090000Z'.",
      },
    },
    {
      title: 'more than five minutes old',
      request: () => smithySign({ at: at(-301) }),
      error: {
        name: 'InvalidSignatureException',
        message:
          'Signature expired: 20260601T085459Z is now earlier than 20260601T085500Z (20260601T090000Z - 5 min.)',
      },
    },
    {
      title: 'more than five minutes ahead',
      request: () => smithySign({ at: at(301) }),
      error: {
        name: 'InvalidSignatureException',
        message:
          'Signature not yet current: 20260601T090501Z is still later than 20260601T090500Z (20260601T090000Z + 5 min.)',
      },
    },
    {
      title: 'with another body',
      request: async () => ({ ...(await sdkSign()), body: Buffer.from('{}') }),
      error: mismatch,
    },
    {
      title: 'with an unsigned payload',
      request: () => smithySign({ headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }),
      error: mismatch,
    },
    {
      title: 'with an X-Amz header that is not signed',
      request: async () => withHeader(await smithySign(), 'x-amz-other', 'x'),
      error: {
        name: 'InvalidSignatureException',
        message: "'x-amz-other' must be a 'SignedHeader' in the AWS Authorization.",
      },
    },
    {
      title: 'with a signed header twice',
      request: async () => {
        const request = await smithySign();
        return { ...request, headers: [...request.headers, ['Host', 'elsewhere'] as const] };
      },
      error: mismatch,
    },
    {
      title: 'signed by a header and by its query',
      request: async () => ({
        ...(await smithySign()),
        url: (await smithyPresign()).url,
      }),
      error: {
        name: 'InvalidSignatureException',
        message:
          "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
      },
    },
    {
      title: 'presigned in part',
      request: async () => ({
        ...(await smithyPresign()),
        url: urlOf({ 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' }),
      }),
      error: {
        name: incomplete,
        message:
          "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
      },
    },
    {
      title: 'whose characters are more than bytes',
      request: async () => withHeader(await smithySign(), 'host', 'ŬocalhoŴt'),
      error: mismatch,
    },
  ];
  it.each(rows)('$title', async ({ request, error }) => {
    expect(await errorOf(await request())).toMatchObject({ status: 400, ...error });
  });

  it('by STS with the names and statuses of its own', async () => {
    const request = await smithySign({
      service: 'sts',
      credentials: { ...secrets.alice, secretAccessKey: 'x' },
    });
    expect(await errorOf(request, { service: 'sts' })).toEqual({
      ...mismatch,
      name: 'SignatureDoesNotMatch',
      status: 403,
    });
  });
});

describe('a replay guard', () => {
  it('refuses the same call of an SDK, and lets its next one through', async () => {
    const replayGuard = createReplayGuard();
    const request = await sdkSign();
    expect(await ask(request, { replayGuard })).toMatchObject({ kind: 'signed' });
    expect(await errorOf(request, { replayGuard })).toMatchObject({
      name: 'InvalidSignatureException',
    });
    expect(await ask(await sdkSign(), { replayGuard })).toMatchObject({ kind: 'signed' });
  });

  it('is full, not forgetful, until calls end', () => {
    const guard = createReplayGuard(2);
    const until = at(300);
    expect(['a', 'b', 'c', 'a'].map((call) => guard.admit(call, until, now))).toEqual([
      'new',
      'new',
      'full',
      'known',
    ]);
    expect(guard.admit('c', at(600), at(302))).toBe('new');
  });
});

describe('an unsigned request', () => {
  const unsigned = (...names: string[]): SentRequest => ({
    method: 'POST',
    url: '/',
    headers: names.map((name) => ['X-Keyward-Principal', name] as const),
    body: Buffer.from('{}'),
  });
  const trustUnsigned = { region: 'us-east-1' };

  it('is believed only where the server was told to', async () => {
    expect(await ask(unsigned('user/alice'), { trustUnsigned })).toMatchObject({
      kind: 'signed',
      unsigned: true,
      caller: { arn: 'user/alice' },
    });
    expect(await errorOf(unsigned('user/alice'))).toMatchObject({
      name: 'MissingAuthenticationTokenException',
    });
  });

  it('names one caller', async () => {
    for (const request of [unsigned(), unsigned('a', 'b'), unsigned(' ')]) {
      expect(await errorOf(request, { trustUnsigned })).toMatchObject({
        name: 'MissingAuthenticationTokenException',
      });
    }
  });

  it('with a wrong signature is refused all the same', async () => {
    const request = await smithySign({ credentials: { ...secrets.alice, secretAccessKey: 'x' } });
    const named = withHeader(request, 'x-keyward-principal', 'user/alice');
    expect(await errorOf(named, { trustUnsigned })).toEqual(mismatch);
  });
});
