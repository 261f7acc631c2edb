// Gathers what the jobs that ran have left in memory and the store does not hold yet. Nothing else runs meanwhile:
// what belongs together is written together.
import type { KeyFamily } from '../../kms/key.ts';
import { changesOf, usagesOf } from './changes.ts';
import type { Job } from './job.ts';
import type { Memory } from './memory.ts';
import { isSame, isSameMaterial, type Snapshot } from './snapshot.ts';
import type { LastUsageRow } from './tables.ts';
import { type Batch, isChange } from './write-changes.ts';

/** What a transaction is about to make durable. */
export interface Prepared {
  readonly jobs: readonly Job[];
  readonly batch: Batch;
  readonly change: number;
  readonly families: readonly KeyFamily[];
  /** Takes what was written as saved. */
  readonly accept: () => void;
}

/** What all jobs that ran have changed, as one transaction after the change `head`. */
export function prepare(
  memory: Memory,
  jobs: readonly Job[],
  { head, readOnly }: { readonly head: number; readonly readOnly: boolean },
): Prepared {
  for (const { looked } of jobs) for (const family of looked.families) memory.touched.add(family);
  for (const family of memory.touched) memory.notePolicies(family);
  const units: Batch['units'][number][] = [];
  const usages: LastUsageRow[] = [];
  const saved: { readonly family: KeyFamily; readonly snapshot: Snapshot }[] = [];
  for (const family of memory.touched) {
    const state = memory.stateOf(family);
    if (!state || state.dead) continue;
    const snapshot = memory.snapshot(family);
    const { saved: before } = state;
    const used = usagesOf(before, snapshot, state.unit);
    if (before && isSame(before, snapshot)) {
      if (used.length === 0) continue;
    } else {
      units.push(
        changesOf(before, snapshot, {
          ...state,
          versionOf: ({ view }) => memory.versions.of(view),
        }),
      );
    }
    usages.push(...used);
    saved.push({ family, snapshot });
  }
  memory.touched.clear();
  const batch = {
    units,
    usages,
    policies: [...memory.newPolicies].map(({ unit: _, ...policy }) => policy),
    grantTokens: memory.grantTokens.unsaved(),
    importTokens: memory.importTokens.unsaved(),
    events: jobs.flatMap((job) => job.event() ?? []),
  };
  // What is not written has no number.
  const change = isChange(batch) && !readOnly ? head + 1 : head;
  const policies = [...memory.newPolicies];
  return {
    jobs,
    batch,
    change,
    families: saved.map(({ family }) => family),
    accept() {
      for (const { family, snapshot } of saved) {
        const state = memory.stateOf(family);
        if (state) state.saved = snapshot;
      }
      for (const policy of policies) memory.newPolicies.delete(policy);
      memory.grantTokens.saved(batch.grantTokens);
      memory.importTokens.saved(batch.importTokens);
      memory.change = Math.max(memory.change, change);
    },
  };
}

/** Whether a key material was made that the store does not hold. */
export function hasNewMaterial(memory: Memory, family: KeyFamily): boolean {
  const saved = memory.stateOf(family)?.saved;
  return memory.snapshot(family).materials.some((material, index) => {
    const old = saved?.materials[index];
    return !old || !isSameMaterial(old, material);
  });
}
