// Which single sessions a world speaks of: all other sessions of a role are alike to its policies, as far as
// these do not look at who called by aws:userid.
import type { World } from '../../world/world.ts';
import type { CallIdentity, CallRecord } from '../trail/call-record.ts';
import { policiesOf } from './policies.ts';

/** Tells sessions apart, as far as worlds do. */
export interface SessionNames {
  /** The ARN up to the session's name, where its role's sessions are alike; undefined where this one differs. */
  readonly prefixOf: (identity: CallIdentity) => string | undefined;
  /** Whether an ARN is that of such a session of the role with this prefix. */
  readonly isAlike: (arn: string | undefined, prefix: string) => boolean;
  /** Gives a record's session the name that all alike have, so that a world works out each role once. */
  readonly alike: (record: CallRecord) => CallRecord;
}

const anyName = 'any-session';

/** Finds the sessions that worlds name. */
export function createSessionNames(worlds: readonly World[]): SessionNames {
  const named = namedSessions(worlds);
  const noneAlike = [...named].some((name) => /[*?$]/.test(name) || name.endsWith(`/${anyName}`));
  const prefixOf = ({ arn, issuer }: CallIdentity) => {
    if (noneAlike || arn === undefined || issuer === undefined || named.has(arn)) return undefined;
    return plainSession.exec(arn)?.[1];
  };
  return {
    prefixOf,
    isAlike: (arn, prefix) =>
      arn?.startsWith(prefix) === true &&
      isName(arn, prefix.length) &&
      (named.size === 0 || !named.has(arn)),
    alike(record) {
      const { identity } = record;
      const prefix = prefixOf(identity);
      // Without a recorded id the world makes aws:userid of the name.
      if (prefix === undefined || identity.principalId === undefined) return record;
      return { ...record, identity: { ...identity, arn: `${prefix}${anyName}` } };
    },
  };
}

function namedSessions(worlds: readonly World[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const world of worlds) {
    for (const account of world.accounts.values()) {
      for (const { arn } of account.sessions) names.add(arn);
      for (const { grants } of account.keys) collect(grants, names);
    }
    for (const policy of policiesOf(world)) collect(policy.statements, names);
  }
  return names;
}

function collect(value: readonly object[], names: Set<string>): void {
  const text = JSON.stringify(value);
  for (const [arn] of text.matchAll(/arn:[^":]*:sts::[^":]*:assumed-role\/[^"\\]*/g)) {
    names.add(arn);
  }
}

/** A session whose name AWS could have given out. */
const plainSession = /^(arn:[a-z-]+:sts::\d{12}:assumed-role\/[\w+=,.@-]{1,64}\/)[\w+=,.@-]{2,64}$/;

/** The characters of a session's name, by code. */
const nameCodes: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  /[\w+=,.@-]/.test(String.fromCharCode(code)),
);

function isName(arn: string, from: number): boolean {
  const length = arn.length - from;
  if (length < 2 || length > 64) return false;
  for (let at = from; at < arn.length; at++)
    if (nameCodes[arn.charCodeAt(at)] !== true) return false;
  return true;
}
