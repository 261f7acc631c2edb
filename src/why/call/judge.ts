// What a world says of recorded calls: allowed, denied, or hanging on what the record does not hold. Whatever is
// unknown is taken at both extremes; only equal answers are certain.
import { decide } from '../../engine/decide.ts';
import { RequestError } from '../../engine/errors.ts';
import type { World } from '../../world/world.ts';
import type { CallRecord } from '../trail/call-record.ts';
import { evidenceOfRecord } from './evidence-of-record.ts';
import { extremesOf } from './extremes.ts';
import type { CallVerdict, Judged, JudgedAccess } from './judged.ts';
import { keysReadFor } from './keys-read.ts';
import { createKit, type WorkedAccess, workOut } from './work-out.ts';

/** Judges records in a world. The same judge should be asked about all of them: it remembers what it compiled. */
export function createJudge(world: World): (record: CallRecord) => Judged {
  const kit = createKit(world);
  return (record) => {
    const read = evidenceOfRecord(record, world);
    if (read.kind === 'unclear') {
      return { kind: 'unjudged', because: 'unclear-record', sentence: read.sentence };
    }
    const call = workOut(kit, read.evidence);
    if (call.kind === 'unjudged') return call;
    const accesses = call.accesses.map(judgeAccess);
    return { kind: 'judged', verdict: verdictOf(accesses), accesses };
  };
}

/** Judges one access at both extremes of what is not known. */
export function judgeAccess(access: WorkedAccess): JudgedAccess {
  const { action, resource, decision, policies, decidable } = access;
  return {
    action,
    resource,
    decision,
    verdict: verdictAtExtremes(access),
    reads: () => keysReadFor(policies, decidable),
  };
}

function verdictAtExtremes({ decision, policies, gaps, decidable }: WorkedAccess): CallVerdict {
  const extremes = gaps.length === 0 ? undefined : extremesOf(policies, gaps, decidable);
  if (extremes === undefined) return decision.verdict;
  try {
    const widest = decide(extremes.widest, decidable).verdict;
    return widest === decide(extremes.narrowest, decidable).verdict ? widest : 'depends';
  } catch (error) {
    if (error instanceof RequestError) return 'depends';
    throw error;
  }
}

/** All accesses must be allowed; one that is surely denied denies the call. */
function verdictOf(accesses: readonly JudgedAccess[]): CallVerdict {
  if (accesses.some(({ verdict }) => verdict === 'deny')) return 'deny';
  return accesses.some(({ verdict }) => verdict === 'depends') ? 'depends' : 'allow';
}
