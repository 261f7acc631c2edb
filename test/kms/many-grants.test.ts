// A key with as many grants as it may have.
import { describe, expect, it } from 'vitest';
import {
  alice,
  bob,
  createKit,
  engineering,
  expectError,
  home,
  keyId,
  worldOf,
  worldText,
} from './kit.ts';

const grant = (more: object = {}) => ({
  KeyId: keyId,
  GranteePrincipal: bob,
  Operations: ['Decrypt'],
  ...more,
});

describe('many grants', () => {
  const grants = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      GrantId: `grant-${at}`,
      GranteePrincipal: engineering,
      Operations: ['Decrypt'],
    }));
  const kitWith = (count: number) => {
    const world = worldOf(worldText());
    const account = world.accounts.get(home)!;
    const keys = account.keys.map((key) => ({ ...key, grants: grants(count) }));
    return createKit({ ...world, accounts: new Map([[home, { ...account, keys }]]) });
  };

  it('cost a new one, or a page, no more than few do', async () => {
    const kit = kitWith(10_000);
    const started = performance.now();
    for (let at = 0; at < 100; at++) {
      await kit.answer(alice, 'CreateGrant', grant({ Name: `app-${at}` }));
    }
    for (let at = 0; at < 20; at++)
      await kit.answer(alice, 'ListGrants', { KeyId: keyId, Limit: 50 });
    await kit.answer(bob, 'Decrypt', { KeyId: keyId, CiphertextBlob: await sealed(kit) });
    // Well under a second where nothing else runs.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('end at 50,000', async () => {
    const kit = kitWith(49_999);
    const named = grant({ Name: 'last' });
    const { GrantId } = await kit.answer(alice, 'CreateGrant', named);
    expectError(await kit.call(alice, 'CreateGrant', grant()), 'LimitExceededException');
    expect((await kit.answer(alice, 'CreateGrant', named)).GrantId).toBe(GrantId);
    await kit.answer(alice, 'RevokeGrant', { KeyId: keyId, GrantId: 'grant-7' });
    await kit.answer(alice, 'CreateGrant', grant());
  });

  async function sealed(kit: ReturnType<typeof createKit>): Promise<Uint8Array> {
    const Plaintext = Buffer.from('hello');
    return (await kit.answer(alice, 'Encrypt', { KeyId: keyId, Plaintext })).CiphertextBlob!;
  }
});
