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
}

/** The ways in, best first; with none, the reason for the denial. */
export type WaysIn = { ways: Way[]; closed: string };

/** Finds the ways in. */
export function waysIn(situation: Situation): WaysIn {
  const { kms, request, caller } = situation;
  if (kms !== undefined && caller.kind === 'anonymous') return { ways: [], closed: 'anonymous' };
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

// The key's account can let its principals retire grants by IAM; those that a grant names may too.
// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
function waysToRetire(situation: Situation): WaysIn {
  const { grants, request, caller, acrossAccounts } = situation;
  const closed = acrossAccounts ? 'no-key-account-allow' : 'no-identity-allow';
  const named = retiringNamings(grants, request, caller);
  const ways = waysByGrant(situation, named);
  // Assumption (retire-grant-by-account): a principal of the key's account needs an IAM Allow only.
  if (!acrossAccounts && identityAllows(situation)) ways.push(byIdentity('identity-policy'));
  if (!acrossAccounts && caller.kind === 'root') {
    ways.push({ reason: 'implicit-trust', limited: false });
  }
  return { ways, closed: acrossAccounts && named.length > 0 ? 'no-caller-account-allow' : closed };
}

function waysWithin(situation: Situation): WaysIn {
  const { kms, request, caller } = situation;
  const trust = trustOf(situation);
  const found = namingsOfAllows(situation);
  const ways: Way[] = [];
  // Named by the resource policy: enough alone, in the resource's own account.
  const direct = found.filter((naming) => naming !== 'account' || caller.kind === 'root');
  for (const naming of direct) ways.push(byName(naming, trust.direct));
  const delegated = found.includes('account');
  if (trust.delegates === 'always' || delegated) {
    if (identityAllows(situation)) ways.push(byIdentity(trust.identity));
    if (caller.kind === 'root' && trust.delegates === 'always') {
      ways.push({ reason: trust.identity, limited: false });
    }
  }
  if (kms === undefined) {
    if (caller.kind === 'anonymous') return { ways, closed: 'anonymous' };
    return { ways, closed: delegated ? 'no-identity-allow' : trust.closed };
  }
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
    return [{ reason: 'grant', limited: true, needsSession: naming === 'issuing-user' }];
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
    .flatMap((statement) => namings(statement.Principal ?? {}, caller));
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
      across: trust,
      closed: trust,
      silent: trust,
    };
  }
  const implicit = 'implicit-trust';
  const closed = 'no-identity-allow';
  return { delegates: 'always', direct: implicit, identity: implicit, across, closed, silent };
}
