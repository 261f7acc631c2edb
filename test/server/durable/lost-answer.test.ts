// A connection that breaks after the commit was sent and before it was answered: the call took place or it did not,
// and what is answered is what happened.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { keyId } from '../../kms/kit.ts';
import { answer, call, openStore } from '../store-kit.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe('a commit whose answer is lost', () => {
  const rows = [
    { title: 'that took place is answered as such, once', forward: true },
    { title: 'that did not take place is made again', forward: false },
  ];
  it.each(rows)('$title', async ({ forward }) => {
    const proxy = await startProxy(postgres.database());
    const state = await openStore(proxy.url);
    const input = { AliasName: 'alias/once', TargetKeyId: keyId };
    proxy.breakNextCommit(forward);
    const { error, event } = await call(state, 'CreateAlias', input);
    expect(error).toBeUndefined();
    expect(proxy.broken()).toBe(1);
    const { Aliases } = await answer(state, 'ListAliases');
    expect(Aliases!.map(({ AliasName }) => AliasName)).toEqual(['alias/once']);
    expect((await state.event(event.requestID))?.event).toEqual(event);
    expect((await call(state, 'CreateAlias', input)).error?.name).toBe('AlreadyExistsException');
  });

  it('is answered with an error when the database stays away, and a read tells', async () => {
    const proxy = await startProxy(postgres.database());
    const state = await openStore(proxy.url, { patienceMs: 200 });
    proxy.breakNextCommit(true);
    proxy.refuse(true);
    const { error } = await call(state, 'DisableKey', { KeyId: keyId });
    expect(error).toMatchObject({ name: 'DependencyTimeoutException', status: 503 });
    proxy.refuse(false);
    const { KeyMetadata } = await answer(state, 'DescribeKey', { KeyId: keyId });
    expect(KeyMetadata!.KeyState).toBe('Disabled');
  });
});

/** Stands between a client and the server. */
async function startProxy(url: string) {
  const { hostname, port } = new URL(url);
  let next: 'forward' | 'drop' | undefined;
  let refuses = false;
  let count = 0;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    sockets.add(client);
    client.on('error', () => {});
    const server = connect(Number(port), hostname);
    server.on('error', () => {});
    if (refuses) {
      client.destroy();
      server.destroy();
      return;
    }
    client.on('data', (bytes) => {
      if (next !== undefined && bytes.includes('commit')) {
        const how = next;
        next = undefined;
        count++;
        if (how === 'forward') server.write(bytes, () => setTimeout(() => server.destroy(), 300));
        else server.destroy();
        client.destroy();
        return;
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => void client.write(bytes));
    client.on('close', () => server.destroyed || setTimeout(() => server.destroy(), 400));
    server.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const through = new URL(url);
  through.port = String((proxy.address() as AddressInfo).port);
  return {
    url: through.href,
    broken: () => count,
    breakNextCommit(forward: boolean) {
      next = forward ? 'forward' : 'drop';
    },
    refuse(yes: boolean) {
      refuses = yes;
    },
  };
}
