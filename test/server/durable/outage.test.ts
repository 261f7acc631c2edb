// PostgreSQL goes away and comes back: calls are answered with errors meanwhile, what was acknowledged is there
// afterwards, and the state recovers by itself.

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyId } from '../../kms/kit.ts';
import { answer, call, openStore, policyNamed, text } from '../store-kit.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe('a database that goes away', () => {
  it('is answered with errors, and used again when it is back', async () => {
    const state = await openStore(postgres.database(), { patienceMs: 300 });
    const input = { KeyId: keyId, Plaintext: text('x') };
    const { CiphertextBlob } = await answer(state, 'Encrypt', input);
    let kept = 0;
    let last = 0;
    const errors = new Set<string>();
    let stop = false;
    const writer = async () => {
      while (!stop) {
        const n = ++last;
        const Policy = policyNamed(`n${n}`);
        const { error } = await call(state, 'PutKeyPolicy', { KeyId: keyId, Policy });
        if (error) errors.add(`${error.name} ${error.status}`);
        else kept = n;
      }
    };
    for (let round = 0; round < 3; round++) {
      stop = false;
      const writing = writer();
      await pause(400);
      await postgres.crash();
      await pause(900);
      expect(await state.ready()).toBe(false);
      const decrypted = await call(state, 'Decrypt', { CiphertextBlob });
      expect(decrypted.error?.name).toBe('DependencyTimeoutException');
      expect(decrypted.response).toBeUndefined();
      await postgres.start();
      await pause(500);
      stop = true;
      await writing;
      expect(await state.ready()).toBe(true);
      const { Policy } = await answer(state, 'GetKeyPolicy', { KeyId: keyId });
      const held = Number(/n(\d+)/.exec(Policy!)![1]);
      // A change whose answer was an error may have been made.
      expect(held).toBeGreaterThanOrEqual(kept);
      await answer(state, 'Decrypt', { CiphertextBlob });
    }
    expect([...errors]).toEqual(['DependencyTimeoutException 503']);
    expect(kept).toBeGreaterThan(10);
  });

  it('is waited for when it is back soon', async () => {
    const state = await openStore(postgres.database(), { patienceMs: 20_000 });
    await answer(state, 'TagResource', { KeyId: keyId, Tags: [{ TagKey: 'a', TagValue: '1' }] });
    await postgres.crash();
    const waiting = call(state, 'TagResource', {
      KeyId: keyId,
      Tags: [{ TagKey: 'a', TagValue: '2' }],
    });
    await pause(300);
    await postgres.start();
    expect((await waiting).error).toBeUndefined();
  });
});

describe('a transaction that PostgreSQL refuses', () => {
  const rows = [
    {
      title: 'is tried again when another was in the way',
      sqlstate: '40001',
      times: 3,
      name: undefined,
    },
    { title: 'is tried again after a deadlock', sqlstate: '40P01', times: 3, name: undefined },
    {
      title: 'is answered when the disk is full',
      sqlstate: '53100',
      times: 1,
      name: 'KMSInternalException',
    },
    {
      title: 'is given up after too many conflicts',
      sqlstate: '40001',
      times: 1000,
      name: 'DependencyTimeoutException',
    },
  ] as const;
  it.each(rows)('$title', async ({ sqlstate, times, name }) => {
    const url = postgres.database();
    const state = await openStore(url);
    const { CiphertextBlob } = await answer(state, 'Encrypt', {
      KeyId: keyId,
      Plaintext: text('x'),
    });
    const client = new pg.Client(url);
    await client.connect();
    // Sequences do not roll back: the trigger counts the refusals with one.
    await client.query(`
      create sequence refusals;
      create function refuse() returns trigger language plpgsql as $$
      begin
        if nextval('refusals') <= ${times} then raise exception 'refused' using errcode = '${sqlstate}'; end if;
        return new;
      end $$;
      create trigger refuses before insert on events for each row execute function refuse();
    `);
    const disabled = await call(state, 'DisableKey', { KeyId: keyId });
    expect(disabled.error?.name).toBe(name);
    await client.query('drop trigger refuses on events');
    await client.end();
    const { error } = await call(state, 'Decrypt', { CiphertextBlob });
    expect(error?.name).toBe(name === undefined ? 'DisabledException' : undefined);
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
