// What two worlds make of one call: nothing changes, something does, or one of them cannot tell.
import type { Decision } from '../../model/decision.ts';
import type { CallVerdict, Judged, JudgedAccess, UnjudgedReason } from '../call/judged.ts';
import type { CallRecord } from '../trail/call-record.ts';
import type { Change, ChangeKind, Deciding, UnjudgedIn } from './report.ts';

/** The outcome of a call. `id` is equal for equal outcomes. */
export type Outcome =
  | { readonly kind: 'same'; readonly id: string; readonly before: CallVerdict }
  | {
      readonly kind: 'change';
      readonly id: string;
      readonly before: CallVerdict;
      readonly change: Change;
    }
  | {
      readonly kind: 'unjudged';
      readonly id: string;
      readonly because: UnjudgedReason;
      readonly in: UnjudgedIn;
    };

/** Compares what two worlds say of a call. */
export function outcomeOf(record: CallRecord, before: Judged, after: Judged): Outcome {
  if (before.kind === 'unjudged' || after.kind === 'unjudged') return unjudged(before, after);
  const kind = kinds[before.verdict][after.verdict];
  if (kind === undefined) return same(before.verdict);
  const at = placeOf(kind, before.accesses, after.accesses);
  const [was, is] = [accessAt(before.accesses, at), accessAt(after.accesses, at)];
  if (was === undefined || is === undefined) return same(before.verdict);
  const change: Change = {
    kind,
    principal: principalOf(record),
    action: is.action,
    key: is.resource,
    before: deciding(was),
    after: deciding(is),
  };
  if (kind === 'may-change' && isDeepEqual(change.before, change.after)) return same('depends');
  return { kind: 'change', id: JSON.stringify(change), before: before.verdict, change };
}

const kinds: Readonly<Record<CallVerdict, Readonly<Record<CallVerdict, ChangeKind | undefined>>>> =
  {
    allow: { allow: undefined, deny: 'newly-denied', depends: 'may-be-denied' },
    deny: { allow: 'newly-allowed', deny: undefined, depends: 'may-be-allowed' },
    depends: { allow: 'may-be-allowed', deny: 'may-be-denied', depends: 'may-change' },
  };

function same(before: CallVerdict): Outcome {
  return { kind: 'same', id: before, before };
}

function unjudged(before: Judged, after: Judged): Outcome {
  const one = before.kind === 'unjudged' ? before : after;
  const both = before.kind === 'unjudged' && after.kind === 'unjudged';
  const where = both ? 'both' : before.kind === 'unjudged' ? 'before' : 'after';
  const because = one.kind === 'unjudged' ? one.because : 'unclear-record';
  return { kind: 'unjudged', id: `${because} ${where}`, because, in: where };
}

/** The access that a change is about: the first whose verdict differs in the way that the call's does. */
function placeOf(
  kind: ChangeKind,
  before: readonly JudgedAccess[],
  after: readonly JudgedAccess[],
): number {
  const closed = kind === 'newly-allowed' || kind === 'may-be-allowed' ? before : after;
  const differs = closed.findIndex(({ verdict }, at) => {
    const [was, is] = [before[at], after[at]];
    if (kind === 'may-change' && was && is) return !isDeepEqual(deciding(was), deciding(is));
    return verdict !== 'allow' && was?.verdict !== is?.verdict;
  });
  return Math.max(differs, 0);
}

function accessAt(accesses: readonly JudgedAccess[], at: number): JudgedAccess | undefined {
  return accesses[at] ?? accesses.at(-1);
}

function deciding({ verdict, decision }: JudgedAccess): Deciding {
  return { verdict, reason: decision.reason, by: sourcesOf(decision) };
}

function sourcesOf({ determining }: Decision): Deciding['by'] {
  return determining;
}

function isDeepEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Who called, all sessions of a role as one. */
export function principalOf({ identity }: CallRecord): string {
  const { type, arn, issuer, invokedBy, accountId, principalId } = identity;
  if (issuer?.arn.includes(':role/')) return issuer.arn;
  if (arn !== undefined)
    return arn.replace(/^(arn:[^:]*:sts::\d*:assumed-role\/[^/]+)\/.*$/s, '$1');
  if (type === 'AWSService' && invokedBy !== undefined) return invokedBy;
  return [type, accountId, principalId].filter((part) => part !== undefined).join(' ');
}
