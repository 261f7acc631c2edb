// `keyward simulate`: flags, files, standard input, formats and colours.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, world } from '../scenario/files.ts';
import { keyward } from './keyward.ts';

const start = 'fixtures/start';
const ask = ['simulate', '--world', start, '--key', 'alias/app', '--action', 'kms:Decrypt'];
const requests = `requests:
  - { name: alice, principal: user/alice, action: kms:Decrypt, key: alias/app }
  - { name: the role, principal: role/Engineering, action: kms:Decrypt, key: alias/app }
  - { name: nobody, principal: user/nobody, action: kms:Decrypt, key: alias/app }
`;

describe('keyward simulate', () => {
  it('answers with the exit code', async () => {
    expect((await keyward([...ask, '--principal', 'user/alice'])).code).toBe(0);
    expect((await keyward([...ask, '--principal', 'role/Engineering'])).code).toBe(1);
  });

  it('takes an action without its service for one of KMS', async () => {
    const said = await keyward([...ask, '--principal', 'alice', '--action', 'Decrypt']);
    expect(said.code).toBe(0);
  });

  it('passes context values on, lists too', async () => {
    const { stdout } = await keyward([
      ...ask,
      ...['--principal', 'user/alice', '--format', 'json'],
      ...['--context', 'aws:SourceIp=192.0.2.1'],
      ...['--context', 'aws:TagKeys=["a","b"]'],
      ...['--context', 'kms:EncryptionContext:query=a=b'],
    ]);
    expect(JSON.parse(stdout).request.context).toMatchObject({
      'aws:SourceIp': '192.0.2.1',
      'aws:TagKeys': ['a', 'b'],
      'kms:EncryptionContext:query': 'a=b',
    });
  });

  it('takes the present, or the time that is given', async () => {
    const json = [...ask, '--principal', 'alice', '--format', 'json'];
    const now = JSON.parse((await keyward(json)).stdout);
    expect(now.request.context['aws:CurrentTime']).toBe('2026-01-01T12:00:00Z');
    const then = JSON.parse((await keyward([...json, '--time', '2027-02-03'])).stdout);
    expect(then.request.context['aws:CurrentTime']).toBe('2027-02-03T00:00:00Z');
  });

  it('makes a session with a name, MFA and policies', async () => {
    const folder = folderOf({
      'session.json':
        '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "*", "Resource": "*" } }',
      'bad.json': '{ "Version": "2012-10-17" }',
    });
    const flags = ['--principal', 'role/Engineering', '--session-name', 'night', '--mfa'];
    const policy = ['--session-policy', join(folder, 'session.json')];
    const { stdout } = await keyward([...ask, ...flags, ...policy, '--format', 'json']);
    const { request, decision } = JSON.parse(stdout);
    expect(request.principal).toMatchObject({ sessionName: 'night', mfa: true });
    expect(decision).toMatchObject({
      reason: 'explicit-deny',
      determining: [{ policy: 'session' }],
    });
    const bad = await keyward([...ask, ...flags, '--session-policy', join(folder, 'bad.json')]);
    expect(bad.code).toBe(3);
    expect(bad.stderr).toMatch(/bad.json:1:1: error: `Statement` is missing/);
  });

  it('asks all requests of a file, from standard input too, and counts', async () => {
    const said = await keyward(['simulate', '-', '--world', start], { stdin: requests });
    expect(said.code).toBe(3);
    expect(said.stdout).toMatch(
      /1\. alice\nAllowed: [\s\S]*2\. the role\nDenied: [\s\S]*3\. nobody\n/,
    );
    expect(said.stdout).toMatch(/<stdin>:4:13: error: there is no principal `user\/nobody`/);
    expect(said.stdout).toMatch(/3 requests: 1 allowed, 1 denied, 1 without a decision\n$/);
  });

  it('prints all requests of a file as JSON', async () => {
    const folder = folderOf({
      'world.yaml': world,
      's.yaml': `title: three\nworld: world.yaml\n${requests}`,
    });
    const { stdout } = await keyward(['simulate', join(folder, 's.yaml'), '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: '1.0',
      title: 'three',
      simulations: [
        { name: 'alice', decision: { verdict: 'allow' }, explanation: { schemaVersion: '1.0' } },
        { name: 'the role', decision: { verdict: 'deny' } },
        {
          name: 'nobody',
          refusal: { because: 'error', diagnostics: [{ code: 'unknown-principal' }] },
        },
      ],
    });
  });

  it('says what the world does not hold, unless the caller is assumed to be allowed', async () => {
    const stranger = [...ask, '--principal', 'arn:aws:iam::444455556666:user/bob'];
    const unknown = await keyward(stranger);
    expect(unknown.code).toBe(3);
    expect(unknown.stdout).toMatch(/missing: the principals of the account `444455556666`/);
    const assumed = await keyward([...stranger, '--assume-caller-allows']);
    expect(assumed.code).toBe(1);
    expect(assumed.stdout).toMatch(/note: .*assumed to allow everything/);
  });

  it('refuses a value that contradicts the world, unless it is an override', async () => {
    const wrong = [...ask, '--principal', 'alice', '--context', 'kms:CallerAccount=444455556666'];
    expect((await keyward(wrong)).code).toBe(3);
    expect((await keyward([...wrong, '--override'])).code).toBe(0);
  });

  it('words the error as for a call that names no key', async () => {
    const { stdout } = await keyward([
      ...ask,
      '--principal',
      'role/Engineering',
      '--named-by-ciphertext',
    ]);
    expect(stdout).toMatch(/AWS answers\n.*ciphertext/);
  });

  it('colours for terminals, and as NO_COLOR and FORCE_COLOR say', async () => {
    const sequence = '\u001b[';
    const args = [...ask, '--principal', 'role/Engineering'];
    const coloured = async (io: object) => (await keyward(args, { io })).stdout.includes(sequence);
    expect(await coloured({})).toBe(false);
    expect(await coloured({ stdoutIsTerminal: true })).toBe(true);
    expect(await coloured({ stdoutIsTerminal: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await coloured({ stdoutIsTerminal: true, env: { TERM: 'dumb' } })).toBe(false);
    expect(await coloured({ env: { FORCE_COLOR: '1' } })).toBe(true);
    expect(await coloured({ env: { FORCE_COLOR: '0' }, stdoutIsTerminal: true })).toBe(false);
    expect(await coloured({ env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).toBe(false);
    const plain = (await keyward(args)).stdout;
    const painted = (await keyward(args, { io: { env: { FORCE_COLOR: '1' } } })).stdout;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('reads the current folder when it holds a world, and says so when it does not', async () => {
    const here = process.cwd();
    const args = [
      'simulate',
      '--principal',
      'alice',
      '--action',
      'kms:Decrypt',
      '--key',
      'alias/app',
    ];
    const said = await keyward(args);
    expect(said.code).toBe(2);
    expect(said.stderr).toMatch(/there is no world: .*give `--world PATH`/);
    expect(readFileSync(join(here, start, 'world.yaml'), 'utf8')).toMatch(/alias\/app/);
  });
});
