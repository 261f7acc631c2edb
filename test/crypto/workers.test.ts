// The pool of threads, with workers that do as the test says: order, bounds, crashes, closing.
import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createWorkers, inPlace, type Workers } from '../../src/crypto/workers.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyward-workers-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Answers what `message` says: its text, after a while, with the thread's id; or an error, or no more.
const obedient = join(folder, 'obedient.mjs');
writeFileSync(
  obedient,
  `import { parentPort, threadId } from 'node:worker_threads';
   parentPort.on('message', ({ input }) => {
     const text = Buffer.from(input.message).toString();
     if (text === 'throw') throw new Error('thrown');
     if (text === 'exit') process.exit(3);
     if (text === 'error') return parentPort.postMessage({ error: 'it said no' });
     const bytes = input.message.buffer.byteLength;
     setTimeout(() => parentPort.postMessage({ output: { text, threadId, bytes } }), 20);
   });`,
);

interface Said {
  readonly text: string;
  readonly threadId: number;
  readonly bytes: number;
}

let pool: Workers;
afterEach(() => pool?.close());

const say = (message: string | Uint8Array) =>
  pool.run('mlDsaSign', {
    message: typeof message === 'string' ? Buffer.from(message) : message,
  } as never) as unknown as Promise<Said>;

describe('a pool', () => {
  it('starts jobs in the order they came, on as many threads as it may', async () => {
    pool = createWorkers(2, obedient);
    const texts = ['a', 'b', 'c', 'd', 'e', 'f'];
    const said = await Promise.all(texts.map(say));
    expect(said.map(({ text }) => text)).toEqual(texts);
    expect(new Set(said.map(({ threadId }) => threadId)).size).toBe(2);
  });

  it('uses one thread for one job after the other', async () => {
    pool = createWorkers(4, obedient);
    const first = await say('a');
    expect((await say('b')).threadId).toBe(first.threadId);
  });

  it.each(['throw', 'exit'])('rejects only the job whose thread dies (%s)', async (death) => {
    pool = createWorkers(2, obedient);
    const all = await Promise.allSettled(['a', death, 'c', 'd'].map(say));
    expect(all.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    await expect(say(death)).rejects.toThrow(/^`mlDsaSign` did not finish: .*; the call may be/);
    expect((await say('after')).text).toBe('after');
  });

  it('passes on what a job threw, and goes on', async () => {
    pool = createWorkers(1, obedient);
    await expect(say('error')).rejects.toThrow('it said no');
    expect((await say('after')).text).toBe('after');
  });

  it('rejects what cannot be sent to a thread', async () => {
    pool = createWorkers(1, obedient);
    const input = { message: () => 0 } as never;
    await expect(pool.run('mlDsaSign', input)).rejects.toThrow(/could not be cloned/);
    expect((await say('after')).text).toBe('after');
  });

  it('runs what is quick where it is called', async () => {
    pool = createWorkers(1, obedient);
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const message = Buffer.from('a');
    const signature = await pool.run('ecdsaSign', { key, hash: 'sha256', message });
    expect(verify('sha256', message, key, signature)).toBe(true);
  });

  it('sends of a larger buffer only the part that the input shows', async () => {
    pool = createWorkers(1, obedient);
    expect((await say(new Uint8Array(1_000_000).subarray(5, 8))).bytes).toBe(3);
  });

  it('rejects what runs and what waits when it is closed, and what comes later', async () => {
    pool = createWorkers(1, obedient);
    const all = Promise.allSettled(['a', 'b'].map(say));
    await pool.close();
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(say('c')).rejects.toThrow(
      '`mlDsaSign` was not started: the worker pool is closed',
    );
  });
});

describe('where no worker file is', () => {
  it('jobs run in place', async () => {
    pool = createWorkers();
    const nothing = new Uint8Array(3);
    const job = { spki: nothing, form: 'message', message: nothing, signature: nothing } as const;
    expect(await pool.run('mlDsaVerify', job)).toBe(false);
    expect(await inPlace().run('mlDsaVerify', job)).toBe(false);
  });
});
