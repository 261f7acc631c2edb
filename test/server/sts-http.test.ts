// AWS STS on the port of AWS KMS: a form, and the query of a presigned GET.
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, it } from 'vitest';
import { alice, answered, bob, home, region, Sha256, start } from './kit.ts';

const signerOf = (credentials: typeof alice) =>
  new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256 as never });

async function post(url: string, key: typeof alice, body: string) {
  const { hostname, host, port, protocol } = new URL(url);
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const request = {
    method: 'POST',
    protocol,
    hostname,
    port: Number(port),
    path: '/',
    headers,
    body,
  };
  const signed = (await signerOf(key).sign(request as never)) as unknown as {
    headers: Record<string, string>;
  };
  return answered(await fetch(url, { method: 'POST', headers: signed.headers, body }));
}

it('a form', async () => {
  const { url } = await start();
  const { status, text, headers } = await post(
    url,
    alice,
    'Action=GetCallerIdentity&Version=2011-06-15',
  );
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/xml');
  expect(text).toContain(`<Arn>arn:aws:iam::${home}:user/alice</Arn>`);
  expect(text).toContain(headers.get('x-amzn-requestid')!);
});

it('a presigned GET', async () => {
  const { url } = await start();
  const { hostname, host, port, protocol } = new URL(url);
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const request = {
    method: 'GET',
    protocol,
    hostname,
    port: Number(port),
    path: '/',
    headers: { host },
    query,
  };
  const presigned = await signerOf(alice).presign(request as never, { expiresIn: 60 });
  const signed = presigned as unknown as { query: Record<string, string> };
  const { status, text } = await answered(
    await fetch(`${url}/?${new URLSearchParams(signed.query)}`),
  );
  expect([status, text]).toEqual([200, expect.stringContaining('user/alice')]);
});

it('a denial can be explained, and errors have the shape of the protocol', async () => {
  const { url } = await start();
  const role = encodeURIComponent(`arn:aws:iam::${home}:role/Engineering`);
  const { status, text, headers } = await post(
    url,
    bob,
    `Action=AssumeRole&Version=2011-06-15&RoleArn=${role}&RoleSessionName=deploy`,
  );
  expect([status, text]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  const id = headers.get('x-amzn-requestid');
  const explained = await answered(await fetch(`${url}/_keyward/requests/${id}`));
  expect(explained.json).toMatchObject({ operation: 'AssumeRole', allowed: false });
  const unsigned = await answered(await fetch(`${url}/?Action=GetCallerIdentity`));
  expect([unsigned.status, unsigned.text]).toEqual([
    403,
    expect.stringContaining('MissingAuthenticationToken'),
  ]);
});
