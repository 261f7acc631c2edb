// `keyward serve` and `keyward explain-request` as commands: what they print, what they refuse, what they leave behind.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serve } from '../../src/cli/actions/serve.ts';
import type { ServeOptions } from '../../src/cli/command-options.ts';
import type { Io } from '../../src/cli/io.ts';
import { loadWorld } from '../../src/world/load.ts';
import { alice, bob, call, keyId, worldText } from '../server/kit.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { keyward } from './keyward.ts';

function worldFile(): string {
  const path = join(temporaryFolder(), 'world.yaml');
  writeFileSync(path, worldText());
  return path;
}

/** Runs the command while `during` runs; answers what it printed. */
async function served(
  options: Partial<ServeOptions>,
  during: (url: string, stdout: string) => Promise<void>,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stdin: async () => new Uint8Array(),
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    now: () => new Date(),
  };
  const all = { world: [worldFile()], port: 0, host: '127.0.0.1', maxInFlight: 64, ...options };
  const code = await serve(all, io, () => during(/listening on (\S+)/.exec(stdout)![1]!, stdout));
  return { code, stdout, stderr };
}

describe('keyward serve', () => {
  it('answers, logs without secrets, and stops', async () => {
    const trail = join(temporaryFolder(), 'trail');
    const { code, stderr } = await served({ trail }, async (url) => {
      const { json } = await call(url, alice, 'Encrypt', { KeyId: keyId, Plaintext: 'Y2FuYXJ5' });
      expect(
        (await call(url, alice, 'Decrypt', { CiphertextBlob: json.CiphertextBlob })).json.Plaintext,
      ).toBe('Y2FuYXJ5');
      const denied = await call(url, bob, 'ListKeys');
      const id = denied.headers.get('x-amzn-requestid')!;
      const said = await keyward(['explain-request', id, '--url', url]);
      expect(said.code).toBe(1);
      expect(said.stdout).toContain('ListKeys by arn:aws:iam::111122223333:user/bob');
      expect(said.stdout).toContain('Fixes (each one checked by deciding again)');
      expect(
        (await keyward(['explain-request', id, '--url', url, '--format', 'json'])).stdout,
      ).toContain('"schemaVersion": "1.0"');
    });
    expect(code).toBe(0);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ message }) => message)).toEqual([
      'listening',
      'request',
      'request',
      'request',
      'stopping',
    ]);
    expect(lines[3]).toMatchObject({
      operation: 'ListKeys',
      status: 400,
      error: 'AccessDeniedException',
      caller: 'arn:aws:iam::111122223333:user/bob',
    });
    const records = readFileSync(join(trail, readdirSync(trail)[0]!), 'utf8');
    expect(records.trim().split('\n')).toHaveLength(3);
    expect(stderr + records).not.toMatch(/Y2FuYXJ5|canary|secret/);
    // The trail is what other commands read.
    const world = worldFile();
    const why = await keyward(['why', trail, '--world', world]);
    expect([why.code, why.stdout]).toEqual([1, expect.stringContaining('kms:ListKeys')]);
    const replayed = await keyward(['replay', trail, '--world', world, '--world-after', world]);
    expect(replayed.stdout).toContain('3 decided. Nothing changes.');
    expect(replayed.stdout).toContain('AWS answered 0 otherwise');
  });

  it('exports the world as the calls have left it', async () => {
    const file = join(temporaryFolder(), 'after.json');
    await served({ export: file }, async (url) => {
      await call(url, alice, 'CreateAlias', { AliasName: 'alias/new', TargetKeyId: keyId });
      await call(url, alice, 'DisableKey', { KeyId: keyId });
    });
    const world = await loadWorld([file]);
    const [key] = world.accounts.get('111122223333')!.keys;
    expect(key).toMatchObject({ state: 'Disabled', aliases: ['alias/app', 'alias/new'] });
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
  });

  it('keeps its state in a folder', async () => {
    const data = join(temporaryFolder(), 'data');
    let blob: unknown;
    let denied = '';
    await served({ data }, async (url) => {
      blob = (await call(url, alice, 'Encrypt', { KeyId: keyId, Plaintext: 'Y2FuYXJ5' })).json
        .CiphertextBlob;
      denied = (await call(url, bob, 'DescribeKey', { KeyId: keyId })).headers.get(
        'x-amzn-requestid',
      )!;
    });
    await served({ data }, async (url) => {
      expect((await call(url, alice, 'Decrypt', { CiphertextBlob: blob })).json.Plaintext).toBe(
        'Y2FuYXJ5',
      );
      expect((await keyward(['explain-request', denied, '--url', url])).stdout).toContain('Fixes');
    });
    await served({ data, fresh: true }, async (url) => {
      expect((await call(url, alice, 'Decrypt', { CiphertextBlob: blob })).status).toBe(400);
    });
  });

  it('makes a certificate, which clients can trust', async () => {
    const data = join(temporaryFolder(), 'data');
    await served({ tls: 'generate', data }, async (url, stdout) => {
      expect(url).toMatch(/^https:/);
      const ca = /certificate (\S+)/.exec(stdout)![1]!;
      expect(existsSync(ca)).toBe(true);
      expect(statSync(join(data, 'keyward-tls.key')).mode & 0o777).toBe(0o600);
      const id = '6a1b2c3d-0000-4000-8000-000000000000';
      for (const name of [url, url.replace('127.0.0.1', 'localhost')]) {
        const said = await keyward(['explain-request', id, '--url', name, '--ca', ca]);
        expect(said.stderr).toContain('There is no call with the request id');
      }
      expect((await keyward(['explain-request', id, '--url', url])).stderr).toContain(
        'there is no answer',
      );
    });
  });

  it('says loudly what is open', async () => {
    const { stderr } = await served(
      { host: '0.0.0.0', trustUnsigned: true, soft: true, quiet: true },
      async () => {},
    );
    expect(stderr).toContain('anybody who reaches `0.0.0.0`');
    expect(stderr).toContain('--trust-unsigned');
    expect(stderr).toContain('--soft');
  });
});

describe('called wrongly', () => {
  const rows: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ['a port that is none', ['--port', '70000'], 2, /0 to 65535/],
    ['two places for the state', ['--data', 'a', '--store', 'postgres://b'], 2, /not in both/],
    ['--fresh without a store', ['--fresh'], 2, /memory is fresh/],
    ['a certificate without its key', ['--tls-cert', 'a.pem'], 2, /go together/],
    ['--tls with another word', ['--tls', 'on'], 2, /takes `generate`/],
    ['a certificate that is not there', ['--tls-cert', 'a.pem', '--tls-key', 'a.key'], 3, /a\.pem/],
    ['no calls at all', ['--max-in-flight', '0'], 2, /above zero/],
    ['a world that is not there', ['--world', 'nowhere'], 3, /nowhere/],
  ];
  it.each(rows)('%s', async (_name, args, code, message) => {
    const world = args.includes('--world') ? [] : ['--world', 'fixtures/start'];
    const said = await keyward(['serve', ...world, ...args]);
    expect([said.code, said.stderr]).toEqual([code, expect.stringMatching(message)]);
  });

  it('explain-request without a server, an id or a URL', async () => {
    const id = '6a1b2c3d-0000-4000-8000-000000000000';
    expect((await keyward(['explain-request', id, '--url', 'http://127.0.0.1:1'])).code).toBe(3);
    expect((await keyward(['explain-request', '../metrics'])).code).toBe(2);
    expect((await keyward(['explain-request', id, '--url', 'file:///etc'])).code).toBe(2);
  });
});
