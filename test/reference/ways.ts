// The ways in: everything that could allow the request, and what still limits each.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
// https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
import { grantsFor, retiringNamings } from './grants.ts';
import type { Naming } from './principal.ts';
import { namings } from './principal.ts';
import type { Situation } from './situation.ts';
import { allows, isKey } from './situation.ts';
import { applying } from './statement.ts';

/** One way in. */
export interface Way {
  reason: string;
  /** Whether a boundary or session policy that is silent closes it. */
  limited: boolean;
  /** Whether a federated user must have been given a session policy that allows it. */
  needsSession?: boolean;
  /** Whether silent policies do not limit it across accounts either. */
  needsNoPermission?: boolean;
}

/** The ways in, best first; with none, the reason for the denial. */
export type WaysIn = { ways: Way[]; closed: string };

/** Finds the ways in. */
export function waysIn(situation: Situation): WaysIn {
  const { kms, request, caller } = situation;
  // Anonymous callers exist for S3, SNS and SQS only.
  if (caller.kind === 'anonymous' && !/^(s3|sns|sqs):/i.test(request.action)) {
    return { ways: [], closed: 'anonymous' };
  }
  if (kms?.effective === 'nowhere') return { ways: [], closed: 'no-identity-allow' };
  if (kms !== undefined && situation.acrossAccounts && !kms.acrossAccounts) {
    return { ways: [], closed: 'not-usable-across-accounts' };
  }
  if (kms?.name === 'RetireGrant') return waysToRetire(situation);
  if (kms !== undefined && !isKey(request.resource)) return waysWithoutKey(situation);
  return situation.acrossAccounts ? waysAcross(situation) : waysWithin(situation);
}

// Actions on no key at all, and the alias half of alias operations: IAM alone decides.
function waysWithoutKey(situation: Situation): WaysIn {
  const closed = 'no-identity-allow';
  if (situation.caller.kind === 'root') {
    return { ways: [{ reason: 'implicit-trust', limited: false }], closed };
  }
  return { ways: identityAllows(situation) ? [byIdentity('identity-policy')] : [], closed };
}

// Principals that a grant names may retire it without any permission: only a Deny stops them. The
// key's account can let its principals do so by IAM, and so can another account that a grant names.
// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
function waysToRetire(situation: Situation): WaysIn {
  const { grants, request, caller, acrossAccounts } = situation;
  const named = retiringNamings(grants, request, caller);
  const isNamed = named.some((naming) => naming !== 'account' || caller.kind === 'root');
  const ways: Way[] = isNamed ? [{ reason: 'grant', limited: false, needsNoPermission: true }] : [];
  // A grant to the key's own account says no more than what that account may do anyway.
  // Assumption (retire-grant-by-account): a principal of the key's account needs an IAM Allow only.
  const delegated = !acrossAccounts || named.includes('account');
  if (delegated && identityAllows(situation)) {
    ways.push(byIdentity(acrossAccounts ? 'grant' : 'identity-policy'));
  }
  if (!acrossAccounts && caller.kind === 'root') {
    ways.push({ reason: 'implicit-trust', limited: false });
  }
  if (!acrossAccounts) return { ways, closed: 'no-identity-allow' };
  return { ways, closed: delegated ? 'no-caller-account-allow' : 'no-key-account-allow' };
}

function waysWithin(situation: Situation): WaysIn {
  const { kms, request, caller } = situation;
  const trust = trustOf(situation);
  const found = namingsOfAllows(situation);
  // The statements of the resource policy in document order: one that names the caller is enough
  // alone, one that names the account needs the caller's identity policies too.
  const ways = found.flatMap((naming): Way[] => {
    if (naming !== 'account' || caller.kind === 'root') return [byName(naming, trust.direct)];
    return identityAllows(situation) ? [byIdentity(trust.identity)] : [];
  });
  const delegated = found.includes('account');
  if (trust.delegates === 'always') {
    if (identityAllows(situation)) ways.push(byIdentity(trust.identity));
    if (caller.kind === 'root') ways.push({ reason: trust.identity, limited: false });
  }
  if (kms === undefined) return { ways, closed: delegated ? 'no-identity-allow' : trust.closed };
  const speaking = grantsFor(situation.grants, request, kms, caller, situation.question.context);
  const holding = speaking.filter((grant) => grant.constraintsHold);
  ways.push(
    ...waysByGrant(
      situation,
      holding.map((grant) => grant.naming),
    ),
  );
  const failing = speaking.filter((grant) => !grant.constraintsHold);
  if (
    waysByGrant(
      situation,
      failing.map((grant) => grant.naming),
    ).length > 0
  ) {
    return { ways, closed: 'grant-constraint' };
  }
  const handedOn = delegated || holding.some((grant) => grant.naming === 'account');
  return { ways, closed: handedOn ? 'no-identity-allow' : 'not-delegated' };
}

// Across accounts both sides must allow; a grant is the word of both.
function waysAcross(situation: Situation): WaysIn {
  const { kms, request, caller, question } = situation;
  const found = namingsOfAllows(situation);
  const ways: Way[] = [];
  const reason = trustOf(situation).across;
  if (found.length > 0 && identityAllows(situation)) ways.push(byIdentity(reason));
  // The root user of the other account needs no identity policy.
  if (found.length > 0 && caller.kind === 'root') ways.push({ reason, limited: false });
  let given = found.length > 0;
  if (kms !== undefined) {
    const speaking = grantsFor(situation.grants, request, kms, caller, question.context);
    const holding = speaking.filter((grant) => grant.constraintsHold);
    ways.push(
      ...waysByGrant(
        situation,
        holding.map((grant) => grant.naming),
      ),
    );
    const failing = speaking.filter((grant) => !grant.constraintsHold);
    if (
      waysByGrant(
        situation,
        failing.map((grant) => grant.naming),
      ).length > 0
    ) {
      return { ways, closed: 'grant-constraint' };
    }
    given ||= holding.length > 0;
  }
  return { ways, closed: given ? 'no-caller-account-allow' : trustOf(situation).silent };
}

/**
 * Assumptions: a grant is limited like an Allow that names a role (grant-limited-by-…), is enough
 * across accounts (grant-alone-across-accounts), and one to an account hands the choice to that
 * account's IAM policies (grant-to-account-delegates).
 */
function waysByGrant(situation: Situation, names: Naming[]): Way[] {
  return names.flatMap((naming): Way[] => {
    if (naming === 'account' && situation.caller.kind !== 'root') {
      return identityAllows(situation) ? [byIdentity('grant')] : [];
    }
    // A federated user needs a session policy for it: a grant is not the resource-based policy that
    // alone can do without.
    return [{ reason: 'grant', limited: true, needsSession: true }];
  });
}

/** What a resource policy's Allow is limited by, by the form in which it names the caller. */
function byName(naming: Naming, reason: string): Way {
  switch (naming) {
    case 'role':
      return { reason, limited: true };
    case 'issuing-user':
      // Naming the user does not spare its federated session a session policy.
      return { reason, limited: true, needsSession: true };
    default:
      // Assumption (everyone-is-not-limited): an Allow to `*` is not limited either.
      return { reason, limited: false };
  }
}

function byIdentity(reason: string): Way {
  return { reason, limited: true, needsSession: true };
}

function identityAllows(situation: Situation): boolean {
  return allows(situation.identity, situation.question);
}

function namingsOfAllows(situation: Situation): Naming[] {
  const { resourcePolicy, question, caller } = situation;
  return resourcePolicy
    .flatMap((policy) => applying(policy, 'Allow', question))
    .flatMap((statement) => {
      // Within a statement, naming the caller goes before naming the account.
      const found = namings(statement.Principal ?? {}, caller);
      return [...found.filter((n) => n !== 'account'), ...found.filter((n) => n === 'account')];
    });
}

interface Trust {
  /** `always`: an identity policy is enough alone; else the resource policy must name the account. */
  delegates: 'always' | 'by-policy';
  direct: string;
  identity: string;
  across: string;
  closed: string;
  silent: string;
}

// Keys and roles trust nobody but whom their policy names; other resources trust their account.
function trustOf({ kms, request }: Situation): Trust {
  const across = 'both-accounts';
  const silent = 'no-key-account-allow';
  if (kms !== undefined) {
    const identity = 'identity-policy';
    const closed = 'not-delegated';
    return { delegates: 'by-policy', direct: 'key-policy', identity, across, closed, silent };
  }
  if (request.action.toLowerCase().startsWith('sts:') && /^arn:[^:]*:iam:/.test(request.resource)) {
    const trust = 'trust-policy';
    return {
      delegates: 'by-policy',
      direct: trust,
      identity: trust,
      across,
      closed: trust,
      silent: trust,
    };
  }
  const implicit = 'implicit-trust';
  const closed = 'no-identity-allow';
  return { delegates: 'always', direct: implicit, identity: implicit, across, closed, silent };
}
