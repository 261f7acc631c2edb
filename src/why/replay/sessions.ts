// Which single sessions a world speaks of: all other sessions of a role are alike to its policies, as far as
// these do not look at who called by aws:userid.
import type { World } from '../../world/world.ts';
import type { CallIdentity, CallRecord } from '../trail/call-record.ts';
import { flatMemo } from './flat.ts';
import { policiesOf } from './policies.ts';

/** Tells sessions apart, as far as worlds do. */
export interface SessionNames {
  /** The ARN up to the session's name, where its role's sessions are alike; undefined where this one differs. */
  readonly prefixOf: (identity: CallIdentity) => string | undefined;
  /** The same for the ARN in a stretch of a text, of an identity that has an issuer. */
  readonly prefixIn: (text: string, from: number, to: number) => string | undefined;
  /** Gives a record's session the name that all alike have, so that a world works out each role once. */
  readonly alike: (record: CallRecord) => CallRecord;
}

const anyName = 'any-session';

/** How many roles are remembered. */
const MAX_ROLES = 20_000;

/** Finds the sessions that worlds name. */
export function createSessionNames(worlds: readonly World[]): SessionNames {
  const named = namedSessions(worlds);
  const noneAlike = [...named].some((name) => /[*?$]/.test(name) || name.endsWith(`/${anyName}`));
  const roles = flatMemo(MAX_ROLES, (prefix) => (plainPrefix.test(prefix) ? prefix : null));
  const prefixIn = (text: string, from: number, to: number) => {
    if (noneAlike) return undefined;
    const name = nameFrom(text, from, to);
    if (name < 0) return undefined;
    if (named.size > 0 && named.has(text.slice(from, to))) return undefined;
    return roles(text.slice(from, name)) ?? undefined;
  };
  const prefixOf = ({ arn, issuer }: CallIdentity) =>
    arn === undefined || issuer === undefined ? undefined : prefixIn(arn, 0, arn.length);
  return {
    prefixOf,
    prefixIn,
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

/** A role whose name AWS could have given out, as its sessions' ARNs begin. */
const plainPrefix = /^arn:[a-z-]+:sts::\d{12}:assumed-role\/[\w+=,.@-]{1,64}\/$/;

/** The characters of a session's name, by code. */
const nameCodes: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  /[\w+=,.@-]/.test(String.fromCharCode(code)),
);

/** Where the session's name begins that a stretch ends with; below zero for one that AWS does not give out. */
function nameFrom(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && nameCodes[text.charCodeAt(at - 1)] === true) at--;
  return to - at >= 2 && to - at <= 64 ? at : -1;
}
