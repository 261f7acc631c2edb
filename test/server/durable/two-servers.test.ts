// `keyward serve --store postgres://…`, twice on one database: what one server has acknowledged, the other knows at
// once: a key that is disabled, a session that was given out, why a call was denied.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { serve } from '../../../src/cli/actions/serve.ts';
import type { Io } from '../../../src/cli/io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { alice, answered, bob, call, callSts, credentialsIn, keyId, worldText } from '../kit.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

/** A server of the command line, which ends with the test. */
async function served(store: string): Promise<string> {
  const world = join(temporaryFolder(), 'world.yaml');
  writeFileSync(world, worldText());
  let stdout = '';
  const io: Io = {
    stdout: (text) => {
      stdout += text;
    },
    stderr: () => {},
    stdin: async () => new Uint8Array(),
    env: { KEYWARD_KEY_ENCRYPTION_KEY: '5a'.repeat(32) },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    stdinIsTerminal: false,
    now: () => new Date(),
  };
  const options = { world: [world], store, port: 0, host: '127.0.0.1', maxInFlight: 64 };
  return new Promise((resolve, reject) => {
    const running = serve(options, io, () => {
      const stopped = new Promise<void>((stop) => {
        onTestFinished(async () => {
          stop();
          await running;
        });
      });
      resolve(/listening on (\S+)/.exec(stdout)![1]!);
      return stopped;
    });
    running.catch(reject);
  });
}

it('what one acknowledged, the other knows at once', async () => {
  const store = postgres.database();
  const [one, two] = [await served(store), await served(store)];
  const { json } = await call(one, alice, 'Encrypt', { KeyId: keyId, Plaintext: 'YQ==' });
  const { CiphertextBlob } = json;
  const decrypt = async (url: string, who = alice) =>
    (await call(url, who, 'Decrypt', { CiphertextBlob })).json;
  for (let round = 0; round < 10; round++) {
    const [here, there] = round % 2 === 0 ? [one, two] : [two, one];
    expect(await decrypt(there)).toMatchObject({ Plaintext: 'YQ==' });
    expect((await call(here, alice, 'DisableKey', { KeyId: keyId })).status).toBe(200);
    const refused = await Promise.all([decrypt(there), decrypt(there), decrypt(here)]);
    expect(refused.map(({ __type }) => __type)).toEqual(Array(3).fill('DisabledException'));
    expect((await call(here, alice, 'EnableKey', { KeyId: keyId })).status).toBe(200);
  }
  const session = credentialsIn(await callSts(one, alice, { Action: 'GetSessionToken' }));
  expect(await decrypt(two, session)).toMatchObject({ Plaintext: 'YQ==' });
  const denied = await call(one, bob, 'Decrypt', { CiphertextBlob });
  const id = denied.headers.get('x-amzn-requestid');
  const explained = await answered(await fetch(`${two}/_keyward/requests/${id}`));
  expect(explained.json).toMatchObject({ operation: 'Decrypt', allowed: false });
});
