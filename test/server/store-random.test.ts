// The law of a store: whatever the calls were, and however many ran at once, what is opened again is what there was.
// KEYWARD_CALLS says how many calls (600 if it says nothing), KEYWARD_SEED which.
import { expect, it, vi } from 'vitest';
import type { OperationName } from '../../src/kms/api-types.generated.ts';
import { exportWorld } from '../../src/server/store/export-world.ts';
import type { SqlState } from '../../src/server/store/sql-state.ts';
import { randomFrom } from '../differential/random.ts';
import { alice, beginning, carol, worldOf } from '../kms/kit.ts';
import { firstPool, keep, kinds, randomCall, randomWorld } from '../kms/random-call.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openStore } from './store-kit.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('../kms/published-keys.ts')).withPublishedRsaKeys(await original()),
);

const calls = Number(process.env.KEYWARD_CALLS ?? 600);
const seed = Number(process.env.KEYWARD_SEED ?? Date.now() % 2 ** 32);

it(`holds what memory held after ${calls} calls at random (KEYWARD_SEED=${seed})`, async () => {
  const random = randomFrom(seed);
  const folder = temporaryFolder();
  let now = beginning;
  const clock = () => now;
  let state = await openStore(folder, { clock }, worldOf(randomWorld));
  const pool = firstPool();
  let answered = 0;
  for (let at = 0; at < calls; at += 8) {
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const made = random.chance(0.04)
          ? { operation: 'CreateKey', parameters: random.pick(kinds), principal: alice }
          : randomCall(random, pool);
        const { region = 'us-east-1', output } = made as { region?: string; output?: string };
        const { operation, parameters, principal } = made;
        const outcome = await state.perform({ operation, parameters, principal, region }, {});
        expect(outcome.error?.status ?? 400).toBe(400);
        if (!outcome.response) return;
        answered++;
        keep(output ?? 'CreateKeyResponse', outcome.response, pool);
      }),
    );
    if (random.chance(0.05)) now = new Date(now.getTime() + random.pick([0.5, 8, 31, 100]) * dayMs);
    if (random.chance(0.03)) {
      const before = await everything(state);
      await state.close();
      state = await openStore(folder, { clock }, worldOf(randomWorld));
      expect(await everything(state)).toEqual(before);
    }
  }
  const before = await everything(state);
  await state.close();
  const again = await openStore(folder, { clock }, worldOf(randomWorld));
  expect(await everything(again)).toEqual(before);
  expect(answered).toBeGreaterThan(calls / 20);
}, 600_000);

const dayMs = 86_400_000;

/** All that a state tells of its keys. */
async function everything(state: SqlState): Promise<unknown> {
  const { text } = await exportWorld(state, { secrets: true });
  const world = await state.world();
  const told: unknown[] = [];
  for (const account of world.accounts.values()) {
    const principal = account.id === '111122223333' ? alice : carol;
    const keys = [...account.keys].sort((a, b) => (a.arn < b.arn ? -1 : 1));
    for (const { arn, region } of keys) {
      const ask = async (operation: OperationName, more: object = {}) => {
        const parameters = { KeyId: arn, ...more };
        const { response, error } = await state.perform(
          { principal, operation, parameters, region },
          {},
        );
        told.push(arn, operation, response ?? error);
      };
      await ask('DescribeKey');
      await ask('GetKeyPolicy');
      await ask('ListGrants', { Limit: 100 });
      await ask('ListResourceTags');
      await ask('GetKeyRotationStatus');
      await ask('ListKeyRotations', { IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
      await ask('GetKeyLastUsage');
    }
  }
  const { accounts } = JSON.parse(text) as {
    accounts: Record<string, { keys?: { id: string; region: string }[] }>;
  };
  for (const { keys = [] } of Object.values(accounts)) {
    keys.sort((a, b) => (`${a.id}${a.region}` < `${b.id}${b.region}` ? -1 : 1));
  }
  return { accounts, told };
}
