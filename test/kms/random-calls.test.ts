// Thousands of calls at random, each with what earlier ones answered: ids, aliases, blobs, tokens and markers end up
// where they belong and where they do not. Every call has an answer of the API, of the right shape, and never more
// than its author may see. KEYWARD_CALLS says how many (3,000 if it says nothing), KEYWARD_SEED which.
import { expect, it, vi } from 'vitest';
import { randomFrom } from '../differential/random.ts';
import { alice, createKit } from './kit.ts';
import { firstPool, keep, kinds, randomCall, randomWorld } from './random-call.ts';

vi.mock('../../src/crypto/key-pair.ts', async (original) =>
  (await import('./published-keys.ts')).withPublishedRsaKeys(await original()),
);

const calls = Number(process.env.KEYWARD_CALLS ?? 3_000);
const seed = Number(process.env.KEYWARD_SEED ?? Date.now() % 2 ** 32);
it(`${calls} calls at random are all answered (KEYWARD_SEED=${seed})`, async () => {
  const random = randomFrom(seed);
  const kit = createKit(randomWorld, String(seed));
  const pool = firstPool();
  const count = { answered: 0, denied: 0, refused: 0 };
  for (let at = 0; at < calls; at++) {
    // Keys come as they go, of every kind.
    if (random.chance(0.03)) {
      const made = await kit.answer(alice, 'CreateKey', random.pick(kinds));
      for (let times = 0; times < 3; times++) pool.add('KeyIdType', made.KeyMetadata!.KeyId);
    }
    const { operation, parameters, principal, region, output } = randomCall(random, pool);
    const outcome = await kit.call(principal, operation, parameters, { region });
    // It can be written down, whatever it came to.
    JSON.stringify(outcome.event);
    if (random.chance(0.05)) expect(outcome.explanations).toHaveLength(outcome.decisions.length);
    if (outcome.response && output !== undefined) keep(output, outcome.response, pool);
    if (outcome.response !== undefined) {
      expect(outcome.allowed).toBe(true);
      count.answered++;
    } else if (outcome.error?.name === 'AccessDeniedException') count.denied++;
    else count.refused++;
    if (random.chance(0.005)) kit.moveDays(random.pick([0.5, 8, 31, 100]));
  }
  console.log(`${JSON.stringify(count)} of ${calls} calls at random`);
  expect(count.answered).toBeGreaterThan(calls / 20);
});
