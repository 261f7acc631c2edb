// A judge that forgets. What a world compiles for a caller and a key it remembers as long as its keys and policies
// live, which over a large trail is more than a machine has: after so many pairs the world is copied, and judging
// begins anew.
import type { World } from '../../world/world.ts';
import { createJudge } from '../call/judge.ts';
import type { Judge } from './memo.ts';
import { principalOf } from './outcome.ts';

/** How many pairs of a caller and a key one judge is asked about; each takes about 100 KB. */
const MAX_PAIRS = 1500;

/** Makes a judge of bounded memory. */
export function createBoundedJudge(world: World, maxPairs: number = MAX_PAIRS): Judge {
  let judge = createJudge(world);
  const pairs = new Set<string>();
  return (record) => {
    pairs.add(`${principalOf(record)} ${record.keys.join(' ')} ${record.vpcEndpointId ?? ''}`);
    if (pairs.size > maxPairs) {
      pairs.clear();
      judge = createJudge(structuredClone(world));
    }
    return judge(record);
  };
}
