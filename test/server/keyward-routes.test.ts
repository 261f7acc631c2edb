// What a server answers below `/_keyward`: explanations, simulations, metrics; and who may ask.
import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openApi } from '../../src/server/openapi.ts';
import { readRecord } from '../../src/why/trail/read-record.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  type AccessKey,
  alice,
  answered,
  bob,
  call,
  carol,
  keyArn,
  keyId,
  send,
  serverWorld,
  start,
} from './kit.ts';

const asJson = async (url: string, options: RequestInit = {}) =>
  answered(await fetch(url, options));

function schemaCheck(name: string): (value: unknown) => void {
  const folder = join(import.meta.dirname, '../../schemas');
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const file of readdirSync(folder)) {
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    delete schema.$schema;
    ajv.addSchema(schema, file);
  }
  const validate = ajv.getSchema(`${name}.schema.json`)!;
  return (value) => {
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  };
}

async function denied(url: string, key: AccessKey = bob) {
  const { headers, json } = await call(url, key, 'Decrypt', await encrypted(url));
  expect(json.__type).toBe('AccessDeniedException');
  return headers.get('x-amzn-requestid')!;
}

async function encrypted(url: string) {
  const { json } = await call(url, alice, 'Encrypt', {
    KeyId: keyId,
    Plaintext: 'Y2FuYXJ5LXBsYWludGV4dA==',
  });
  return { CiphertextBlob: json.CiphertextBlob };
}

describe('GET /_keyward/requests/ID', () => {
  it('explains a denial, with its record and its fixes', async () => {
    const { url } = await start();
    const id = await denied(url);
    const { json } = await asJson(`${url}/_keyward/requests/${id}`);
    schemaCheck('explained-request')(json);
    expect(json).toMatchObject({
      requestId: id,
      operation: 'Decrypt',
      allowed: false,
      event: {
        requestID: id,
        errorCode: 'AccessDenied',
        userIdentity: { accessKeyId: bob.accessKeyId },
        sourceIPAddress: '127.0.0.1',
        userAgent: 'node',
      },
    });
    const [explanation] = json.explanations as { fixes: unknown[] }[];
    expect(explanation!.fixes.length).toBeGreaterThan(0);
  });

  it('explains a success without what was sent or answered', async () => {
    const { url } = await start();
    const { headers } = await call(url, alice, 'Decrypt', await encrypted(url));
    const { text, json } = await asJson(
      `${url}/_keyward/requests/${headers.get('x-amzn-requestid')}`,
    );
    schemaCheck('explained-request')(json);
    expect(json).toMatchObject({ allowed: true });
    expect(text).not.toContain('Y2FuYXJ5');
  });

  it('knows nothing of other ids', async () => {
    const { url } = await start();
    const { status, json } = await asJson(
      `${url}/_keyward/requests/6a1b2c3d-0000-4000-8000-000000000000`,
    );
    expect([status, json.__type]).toEqual([404, 'NotFoundException']);
  });
});

describe('POST /_keyward/simulate', () => {
  const ask = async (url: string, body: unknown) => {
    const { json } = await asJson(`${url}/_keyward/simulate`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!('__type' in json)) schemaCheck('simulation')(json);
    return json;
  };

  it('decides an action', async () => {
    const { url } = await start();
    const answer = await ask(url, {
      principal: 'user/bob',
      action: 'kms:Decrypt',
      key: 'alias/app',
    });
    expect(answer).toMatchObject({
      decision: { verdict: 'deny' },
      explanation: { request: { resource: keyArn } },
    });
  });

  it('runs an operation on a copy', async () => {
    const { url } = await start();
    expect(
      await ask(url, { principal: 'user/alice', operation: 'DisableKey', key: keyId }),
    ).toMatchObject({ allowed: true });
    expect(
      (await call(url, alice, 'DescribeKey', { KeyId: keyId })).json.KeyMetadata,
    ).toMatchObject({ Enabled: true });
  });

  it('sees what calls have changed', async () => {
    const { url } = await start();
    await call(url, alice, 'CreateAlias', { AliasName: 'alias/new', TargetKeyId: keyId });
    expect(
      await ask(url, { principal: 'user/alice', action: 'kms:Decrypt', key: 'alias/new' }),
    ).toMatchObject({ decision: { verdict: 'allow' } });
  });

  it.each([
    [{ action: 'kms:Decrypt' }],
    [{ principal: 'user/alice' }],
    [{ principal: 'user/alice', action: 'kms:Decrypt', operation: 'Decrypt' }],
    [{ principal: 'user/alice', action: 'kms:Decrypt', colour: 'red' }],
    [{ principal: 'user/nobody', action: 'kms:Decrypt', key: keyId }],
    [{ principal: 7, action: 'kms:Decrypt', key: keyId }],
    [{ principal: 'user/alice', action: 'kms:Decrypt', key: keyId, time: 'noon' }],
    [{ principal: 'user/alice', operation: 'Decrypt', parameters: { KeyId: 1 } }],
  ])('refuses or answers %j', async (body) => {
    const { url } = await start();
    const answer = await ask(url, body);
    expect('refusal' in answer || 'error' in answer || '__type' in answer).toBe(true);
  });
});

describe('who may ask', () => {
  it('nobody by another name, or from a page of another origin', async () => {
    const { url } = await start();
    const withHost = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        httpRequest(`${url}/_keyward/openapi.json`, { headers }, (response) => {
          response.resume();
          resolve(response.statusCode!);
        })
          .on('error', reject)
          .end();
      });
    expect(await withHost({ host: 'evil.example' })).toBe(403);
    expect(await withHost({ host: '127.0.0.1.evil.example' })).toBe(403);
    expect(await withHost({ origin: 'https://evil.example' })).toBe(403);
    expect(await withHost({ origin: 'null' })).toBe(403);
    expect(await withHost({ host: 'localhost:8766' })).toBe(200);
    expect(await withHost({ origin: 'http://localhost:3000' })).toBe(200);
  });

  it('whoever signs', async () => {
    const { url } = await start();
    const named = url.replace('127.0.0.1', 'keyward.internal');
    // The name is only in the Host header that is signed.
    const { status } = await send(
      url,
      carol,
      '',
      { host: new URL(named).host },
      { method: 'GET', path: '/_keyward/openapi.json' },
    );
    expect(status).toBe(200);
  });
});

describe('the rest', () => {
  it('health, readiness and metrics', async () => {
    const { url } = await start();
    await denied(url);
    await call(url, alice, 'ListKeys');
    expect((await asJson(`${url}/_keyward/health`)).json).toEqual({ status: 'ok' });
    expect((await asJson(`${url}/_keyward/ready`)).json).toEqual({ status: 'ready' });
    const { text } = await asJson(`${url}/_keyward/metrics`);
    expect(text).toContain(
      'keyward_calls_total{operation="Decrypt",error="AccessDeniedException"} 1',
    );
    expect(text).toContain('keyward_calls_total{operation="ListKeys",error=""} 1');
    expect(text).toContain('keyward_call_duration_seconds_count{operation="Encrypt"} 1');
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/,
      );
    }
  });

  it('labels of metrics are bounded', async () => {
    const { url } = await start();
    for (let i = 0; i < 30; i++) {
      await send(url, alice, '{}', {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `TrentService.X${i}`,
      });
    }
    const { text } = await asJson(`${url}/_keyward/metrics`);
    expect(text).toContain(
      'keyward_calls_total{operation="other",error="UnknownOperationException"} 30',
    );
  });

  it('the OpenAPI description has no reference into nothing', () => {
    const document = openApi() as Record<string, unknown>;
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g)!;
    for (const reference of new Set(references)) {
      const pointer = reference.slice('"$ref":"#/'.length, -1);
      const target = pointer
        .split('/')
        .reduce<unknown>(
          (value, name) => (value as Record<string, unknown> | undefined)?.[name],
          document,
        );
      expect(target, pointer).toBeDefined();
    }
  });
});

describe('soft mode', () => {
  it('performs what is denied, and says so', async () => {
    const trail = temporaryFolder();
    const lines: string[] = [];
    const { url } = await start({ soft: true, trail, log: (text) => lines.push(text) });
    const { status, json, headers } = await call(url, bob, 'Decrypt', await encrypted(url));
    expect([status, json.Plaintext]).toEqual([200, 'Y2FuYXJ5LXBsYWludGV4dA==']);
    const [file] = readdirSync(trail);
    const records = readFileSync(join(trail, file!), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(
      records.map(({ eventName, additionalEventData }) => [eventName, additionalEventData.keyward]),
    ).toEqual([
      ['Encrypt', { mode: 'soft' }],
      [
        'Decrypt',
        {
          mode: 'soft',
          wouldHaveBeenDenied: [
            { action: 'kms:Decrypt', resource: keyArn, reason: expect.any(String) },
          ],
        },
      ],
    ]);
    for (const record of records) expect(readRecord(record).kind).toBe('call');
    const explained = await asJson(`${url}/_keyward/requests/${headers.get('x-amzn-requestid')}`);
    expect(explained.json).toMatchObject({ allowed: false });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(lines.join('')).toContain('"wouldHaveBeenDenied":true');
    const written =
      lines.join('') +
      readFileSync(join(trail, file!), 'utf8') +
      (await asJson(`${url}/_keyward/metrics`)).text;
    expect(written).not.toMatch(/Y2FuYXJ5|canary|secret|Signature/);
  });
});

describe('a world that does not hold enough', () => {
  it('is no denial', async () => {
    const world = serverWorld({ allowedCallers: ['arn:aws:iam::111122223333:user/alice'] });
    const { url } = await start({}, world);
    const { json } = await call(url, alice, 'ListKeys', {}, { 'x-keyward-vpc-endpoint': 'vpce-1' });
    expect(json.__type).toBe('KeywardUndecidedException');
  });
});
