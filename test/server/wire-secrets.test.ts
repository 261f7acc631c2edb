// Nothing secret that clients send or get stands anywhere that a server writes or shows: data directory, trail, log,
// metrics, explanations, error bodies.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  type AccessKey,
  type Answered,
  alice,
  answered,
  bob,
  call,
  callSts,
  carol,
  credentialsIn,
  home,
  keyArn,
  keyId,
  send,
  serverWorld,
  start,
} from './kit.ts';
import { canaries, canaryKeys, secretsIn } from './secrets.ts';
import { openStore } from './store-kit.ts';

const roleArn = `arn:aws:iam::${home}:role/Engineering`;
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${home}:root` },
      Action: 'sts:AssumeRole',
    },
  ],
};
const world = () =>
  serverWorld({
    keys: canaryKeys,
    role: JSON.stringify({
      trustPolicy: trust,
      policies: [{ name: 'kms', document: allowing('kms:*') }],
    }),
  });
const allowing = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
/** It looks different where it is written as JSON or in a form. */
const spoken = Buffer.from('canary "plaintext"\n of ünusual & signs/+');
const plaintext = spoken.toString('base64');

/** Calls that bring secrets or return them: all answers, and what is to stand nowhere. */
async function secretCalls(url: string) {
  const answers: Answered[] = [];
  const secrets = new Map<string, Buffer>([
    ...[...canaries].filter(([name]) => name === 'key material'),
    ['plaintext', spoken],
    ...[alice, bob, carol].map(
      (key) => [key.accessKeyId, Buffer.from(key.secretAccessKey)] as const,
    ),
  ]);
  const ask = async (who: AccessKey, operation: string, parameters: object) => {
    const answer = await call(url, who, operation, parameters);
    answers.push(answer);
    return answer.json as Record<string, string>;
  };
  /** A call whose answer has secrets. */
  const reap = async (operation: string, parameters: object, ...members: string[]) => {
    const json = await ask(alice, operation, parameters);
    for (const member of members) {
      const bytes = Buffer.from(json[member] ?? '', 'base64');
      // In the middle of a private key stand its secret numbers.
      const secret = bytes.subarray(Math.max(0, bytes.length / 2 - 24), bytes.length / 2 + 24);
      expect(secret.length, `${operation} ${member}`).toBeGreaterThan(15);
      secrets.set(`${operation} ${member}`, secret);
    }
    return json;
  };
  const made = async (KeySpec: string, KeyUsage: string) => {
    const { KeyMetadata } = await ask(alice, 'CreateKey', { KeySpec, KeyUsage });
    return (KeyMetadata as unknown as { KeyId: string }).KeyId;
  };

  const { CiphertextBlob } = await ask(alice, 'Encrypt', { KeyId: keyId, Plaintext: plaintext });
  await reap('Decrypt', { CiphertextBlob }, 'Plaintext');
  await reap('GenerateDataKey', { KeyId: keyId, KeySpec: 'AES_256' }, 'Plaintext');
  const pair = { KeyId: keyId, KeyPairSpec: 'RSA_2048' };
  await reap('GenerateDataKeyPair', pair, 'PrivateKeyPlaintext');
  await reap('GenerateRandom', { NumberOfBytes: 32 }, 'Plaintext');
  const mac = {
    KeyId: await made('HMAC_256', 'GENERATE_VERIFY_MAC'),
    Message: plaintext,
    MacAlgorithm: 'HMAC_SHA_256',
  };
  const { Mac } = await reap('GenerateMac', mac, 'Mac');
  await ask(bob, 'VerifyMac', { ...mac, Mac });
  await ask(alice, 'VerifyMac', { ...mac, Mac: plaintext });
  const agreed = await made('ECC_NIST_P256', 'KEY_AGREEMENT');
  const { PublicKey } = await ask(alice, 'GetPublicKey', { KeyId: agreed });
  const agree = { KeyId: agreed, KeyAgreementAlgorithm: 'ECDH', PublicKey };
  await reap('DeriveSharedSecret', agree, 'SharedSecret');
  const grant = {
    KeyId: keyArn,
    GranteePrincipal: `arn:aws:iam::${home}:user/bob`,
    Operations: ['Decrypt'],
  };
  const { GrantToken = '' } = await ask(alice, 'CreateGrant', grant);
  secrets.set('grant token', Buffer.from(GrantToken));
  await ask(bob, 'Decrypt', { CiphertextBlob, GrantTokens: [GrantToken] });
  await ask(bob, 'Encrypt', { KeyId: keyId, Plaintext: plaintext, GrantTokens: [GrantToken] });
  await ask(alice, 'RetireGrant', { GrantToken: `${GrantToken}x` });

  const assume = { Action: 'AssumeRole', RoleArn: roleArn, RoleSessionName: 'deploy' };
  for (const parameters of [assume, { Action: 'GetSessionToken' }]) {
    const answer = await callSts(url, alice, parameters);
    answers.push(answer);
    const session = credentialsIn(answer);
    for (const name of ['secretAccessKey', 'sessionToken'] as const) {
      const text = session[name];
      expect(text.length).toBeGreaterThan(30);
      secrets.set(`${parameters.Action} ${name}`, Buffer.from(text));
      secrets.set(`${parameters.Action} ${name}, bytes`, Buffer.from(text, 'base64'));
    }
    await ask(session, 'Encrypt', { KeyId: keyId, Plaintext: plaintext });
    // A session that is no longer what it was: another secret, another token.
    await ask({ ...session, secretAccessKey: alice.secretAccessKey }, 'ListKeys', {});
    await ask({ ...session, sessionToken: `${session.sessionToken}x` }, 'ListKeys', {});
    answers.push(await callSts(url, session, { Action: 'GetSessionToken' }));
    answers.push(await callSts(url, session, { ...assume, TokenCode: session.secretAccessKey }));
  }

  await ask(alice, 'Encrypt', { KeyId: 'alias/nobody', Plaintext: plaintext });
  await ask(alice, 'Encrypt', { KeyId: keyId, Plaintext: spoken.toString() });
  await ask(alice, 'Encrypt', { KeyId: keyId, Plaintext: { [plaintext]: spoken.toString() } });
  const long = Buffer.concat([spoken, Buffer.alloc(5000)]).toString('base64');
  await ask(alice, 'Encrypt', { KeyId: keyId, Plaintext: long });
  await ask(alice, 'Decrypt', { CiphertextBlob: plaintext });
  const type = 'application/x-amz-json-1.1';
  for (const body of [
    `{"KeyId":"${keyId}","Plaintext":"${plaintext}"`,
    `{"KeyId":"${keyId}","Plaintext":"${plaintext}","Plaintext":"${plaintext}"}`,
    `{"KeyId":"${keyId}","Plaintext":${plaintext}}`,
    JSON.stringify(spoken.toString()),
    `Plaintext=${encodeURIComponent(spoken.toString())}`,
  ]) {
    for (const target of ['TrentService.Encrypt', 'TrentService.Nothing']) {
      const headers = { 'content-type': type, 'x-amz-target': target };
      answers.push(await send(url, alice, body, headers));
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    answers.push(await send(url, alice, body, form));
  }
  return { answers, secrets };
}

const bytesOf = (folder: string) =>
  Buffer.concat(
    readdirSync(folder)
      .filter((file) => file !== 'keyward.key')
      .map((file) => readFileSync(join(folder, file))),
  );

it('no secret that goes over the wire is left anywhere', async () => {
  const data = temporaryFolder();
  const trail = join(temporaryFolder(), 'trail');
  const lines: string[] = [];
  const log = (text: string) => lines.push(text);
  const state = await openStore(data, {}, world());
  const server = await start({ state, trail, log }, world());
  const { answers, secrets } = await secretCalls(server.url);
  const ids = answers.map(({ headers }) => headers.get('x-amzn-requestid')!);
  const explained = async (url: string) => {
    const all = await Promise.all(
      ids.map(async (id) => answered(await fetch(`${url}/_keyward/requests/${id}`))),
    );
    // All but those that came to nothing before anybody could be asked.
    expect(all.filter(({ status }) => status === 200).length).toBeGreaterThan(20);
    return all.map(({ text }) => text).join('\n');
  };
  const shown = async (path: string) => (await answered(await fetch(`${server.url}${path}`))).text;
  const places: Record<string, string | Buffer> = {
    explanations: await explained(server.url),
    metrics: await shown('/_keyward/metrics'),
    openApi: await shown('/_keyward/openapi.json'),
    errors: answers
      .filter(({ status }) => status >= 400)
      .map(({ text }) => text)
      .join('\n'),
  };
  // By another process: closing the database's file in this one would give up its lock.
  const running = temporaryFolder();
  execFileSync('cp', ['-r', `${data}/.`, running]);
  places['data directory'] = bytesOf(running);
  await server.close();
  places['data directory, closed'] = bytesOf(data);
  places.trail = bytesOf(trail);
  places.log = lines.join('');
  const again = await start({ state: await openStore(data, {}, world()) }, world());
  places['explanations after a restart'] = await explained(again.url);

  // Each place has what it is to have.
  expect(readdirSync(running)).toContain('keyward.db-wal');
  expect(places['data directory'].includes('GenerateDataKeyPair')).toBe(true);
  expect(places.trail.includes('"eventName":"AssumeRole"')).toBe(true);
  expect(places.log.includes('"operation":"GenerateMac"')).toBe(true);
  expect(places.metrics!.includes('operation="Encrypt"')).toBe(true);
  expect(places.errors!.includes('SerializationException')).toBe(true);
  for (const [place, content] of Object.entries(places)) {
    const bytes = Buffer.from(content as string);
    expect(secretsIn(bytes, secrets), place).toEqual([]);
    // The search finds what is there.
    for (const [name, secret] of secrets) {
      const planted = Buffer.concat([bytes, Buffer.from(secret.toString('base64')), bytes]);
      expect(secretsIn(planted, new Map([[name, secret]])), place).toEqual([name]);
    }
  }
  // A code of an MFA device is too short to be searched for.
  for (const place of ['trail', 'explanations'] as const) {
    expect(places[place]!.includes('"tokenCode"'), place).toBe(false);
  }
});
