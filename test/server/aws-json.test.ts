// AWS JSON 1.1 over a real socket: what is answered, in which shape, to good requests and to bad ones.
import { describe, expect, it } from 'vitest';
import {
  alice,
  answered,
  bob,
  call,
  keyArn,
  keyId,
  send,
  serverWorld,
  sign,
  start,
} from './kit.ts';

const headers = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'TrentService.ListKeys',
};

describe('a call', () => {
  it('is answered as AWS answers it', async () => {
    const { url } = await start();
    const encrypted = await call(url, alice, 'Encrypt', {
      KeyId: 'alias/app',
      Plaintext: 'aGVsbG8=',
    });
    expect(encrypted.json).toMatchObject({
      KeyId: keyArn,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    });
    expect(encrypted.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(encrypted.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    const { CiphertextBlob } = encrypted.json;
    const decrypted = await call(url, alice, 'Decrypt', { CiphertextBlob });
    expect(decrypted.json).toMatchObject({ KeyId: keyArn, Plaintext: 'aGVsbG8=' });
    const described = await call(url, alice, 'DescribeKey', { KeyId: keyId });
    expect(described.json.KeyMetadata).toMatchObject({
      CreationDate: expect.any(Number),
      Enabled: true,
    });
  });

  it('that answers nothing has an empty body', async () => {
    const { url } = await start();
    const { status, text } = await call(url, alice, 'DisableKey', { KeyId: keyId });
    expect([status, text]).toEqual([200, '']);
  });

  it('that is denied is 400 with the text of AWS', async () => {
    const { url } = await start();
    const { status, json } = await call(url, bob, 'DescribeKey', { KeyId: keyId });
    expect(status).toBe(400);
    expect(json).toEqual({
      __type: 'AccessDeniedException',
      message: expect.stringContaining(
        'user/bob is not authorized to perform: kms:DescribeKey on resource',
      ),
    });
  });

  it('that fails without a message has none', async () => {
    const { url } = await start();
    const { json } = await call(url, alice, 'Decrypt', {
      KeyId: keyId,
      CiphertextBlob: 'aGVsbG8=',
    });
    expect(json).toEqual({ __type: 'InvalidCiphertextException' });
  });
});

describe('bad requests', () => {
  const json = (body: string | Uint8Array) => ({ body, headers });
  const rows: readonly [
    string,
    { body: string | Uint8Array; headers: Record<string, string> },
    number,
    string,
  ][] = [
    ['bad JSON', json('{"a":'), 400, 'SerializationException'],
    ['no object', json('[]'), 400, 'SerializationException'],
    ['null', json('null'), 400, 'SerializationException'],
    ['a name twice', json('{"Limit":1,"Limit":2}'), 400, 'SerializationException'],
    ['a name twice, escaped', json('{"Limit":1,"\\u004cimit":2}'), 400, 'SerializationException'],
    ['a name twice, deep down', json('{"a":[{"b":1,"b":1}]}'), 400, 'SerializationException'],
    ['a colon in a text', json('{"Marker":"a:\\\\"}'), 400, 'InvalidMarkerException'],
    ['100,000 levels', json('['.repeat(100_000)), 400, 'SerializationException'],
    ['no UTF-8', json(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'SerializationException'],
    ['a byte order mark', json('\ufeff{}'), 400, 'SerializationException'],
    ['an unknown member', json('{"__proto__":1}'), 400, 'ValidationException'],
    ['a wrong type', json('{"Limit":"1"}'), 400, 'SerializationException'],
    [
      'more than 1 MB',
      json(`{"Marker":"${'x'.repeat(1 << 20)}"}`),
      413,
      'RequestEntityTooLargeException',
    ],
    [
      'an unknown target',
      { body: '{}', headers: { ...headers, 'x-amz-target': 'TrentService.Open' } },
      400,
      'UnknownOperationException',
    ],
    [
      'a target of all objects',
      { body: '{}', headers: { ...headers, 'x-amz-target': 'TrentService.constructor' } },
      400,
      'UnknownOperationException',
    ],
    [
      'another service',
      { body: '{}', headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.ListTables' } },
      400,
      'UnknownOperationException',
    ],
    [
      'another content type',
      { body: '{}', headers: { ...headers, 'content-type': 'text/plain' } },
      404,
      'UnknownOperationException',
    ],
    [
      'another path',
      { body: '{}', headers: { ...headers, path: '/keys' } },
      404,
      'UnknownOperationException',
    ],
  ];
  it.each(rows)('%s', async (_name, { body, headers: { path = '/', ...rest } }, status, type) => {
    const { url } = await start();
    const answer = await send(url, alice, body, rest, { path });
    expect([answer.status, answer.json.__type]).toEqual([status, type]);
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a browser reads where the calls are answered', async () => {
    const { url } = await start();
    const answer = await fetch(url);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      message: 'AWS KMS and AWS STS are answered on `POST /`.',
    });
  });

  it('an empty body is an empty object', async () => {
    const { url } = await start();
    expect((await send(url, alice, '', headers)).json).toMatchObject({ Keys: [{ KeyId: keyId }] });
  });

  it('unsigned ones are refused before their body is read', async () => {
    const { url } = await start();
    const { status, json } = await answered(
      await fetch(url, { method: 'POST', headers, body: '{' }),
    );
    expect([status, json.__type]).toEqual([400, 'MissingAuthenticationTokenException']);
  });

  it('GET is no way to call', async () => {
    const { url } = await start();
    const { status, json } = await answered(await fetch(url));
    expect([status, json.__type]).toEqual([404, 'UnknownOperationException']);
  });
});

describe('modes', () => {
  it('--read-only refuses what changes', async () => {
    const { url } = await start({ readOnly: true });
    expect((await call(url, alice, 'DisableKey', { KeyId: keyId })).json.__type).toBe(
      'UnsupportedOperationException',
    );
    expect((await call(url, alice, 'DescribeKey', { KeyId: keyId })).status).toBe(200);
  });

  it('--trust-unsigned takes the caller from a header', async () => {
    const { url } = await start({ trustUnsigned: true });
    const body = JSON.stringify({ KeyId: keyId });
    const target = { ...headers, 'x-amz-target': 'TrentService.DescribeKey' };
    const named = { ...target, 'x-keyward-principal': 'user/alice' };
    expect((await fetch(url, { method: 'POST', headers: named, body })).status).toBe(200);
    expect((await fetch(url, { method: 'POST', headers: target, body })).status).toBe(400);
  });
});

describe('facts of a call', () => {
  const statement = `{ Effect: Allow, Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': 203.0.113.0/24 } } }`;
  const denyElsewhere = `[{ id: ${keyId}, policy: { Version: '2012-10-17', Statement: [${statement}] } }]`;
  const allowedCallers = ['arn:aws:iam::111122223333:user/bob'];

  it('come from the connection', async () => {
    const { url } = await start(
      {},
      serverWorld({ keys: denyElsewhere.replace('203.0.113.0/24', '127.0.0.0/8') }),
    );
    expect((await call(url, bob, 'DescribeKey', { KeyId: keyId })).status).toBe(200);
  });

  it('come from signed headers of callers that the world names', async () => {
    const { url } = await start({}, serverWorld({ allowedCallers, keys: denyElsewhere }));
    const ask = (more: Record<string, string>, key = bob) =>
      call(url, key, 'DescribeKey', { KeyId: keyId }, more);
    expect((await ask({})).status).toBe(400);
    expect((await ask({ 'x-keyward-source-ip': '203.0.113.9' })).status).toBe(200);
    expect((await ask({ 'x-keyward-source-ip': '203.0.113.9' }, alice)).json.message).toContain(
      'allowedCallers',
    );
    expect((await ask({ 'x-keyward-time': 'now' })).json.__type).toBe('ValidationException');
    const body = JSON.stringify({ KeyId: keyId });
    const signed = await sign(url, bob, body, {
      ...headers,
      'x-amz-target': 'TrentService.DescribeKey',
    });
    const unsigned = await answered(
      await fetch(url, {
        method: 'POST',
        body,
        headers: { ...signed, 'x-keyward-source-ip': '203.0.113.9' },
      }),
    );
    expect(unsigned.json.message).toContain('does not cover');
  });
});
