// The gate of trust: is there a way in, and does anything still limit it?
// KMS: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
// Others: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import type { AllowReason, Decision, DenyReason } from '../model/decision.ts';
import { assume } from './assume.ts';
import type { Call } from './compiled.ts';
import {
  coversChildOperations,
  granteeForm,
  hasOperation,
  isForKey,
  isVisible,
  meetsConstraints,
} from './grants.ts';
import { firstIn } from './layers.ts';
import { allLimits, boundaryAllows, isLimited, type Limits, sessionAllows } from './limits.ts';
import { accountGrantPath, grantPath, identityPath, type Path, pathOf } from './paths.ts';
import { FORM, type Form } from './principal-match.ts';
import { RESOURCE } from './resource-profile.ts';
import { retireGrant } from './retire-grant.ts';

/** How a kind of resource trusts: what an open way in is called, and what a closed one. */
export interface TrustModel {
  /** A resource policy that names the caller. */
  readonly direct: AllowReason;
  /** An identity policy, where the account's IAM counts. */
  readonly identity: AllowReason;
  /** Whether identity policies count only where the resource policy delegates to the account. */
  readonly explicit: boolean;
  readonly closed: DenyReason;
  readonly closedAcross: DenyReason;
}

/** A KMS key trusts nobody of itself, not even its own account. */
const key: TrustModel = {
  direct: 'key-policy',
  identity: 'identity-policy',
  explicit: true,
  closed: 'not-delegated',
  closedAcross: 'no-key-account-allow',
};
/** A role trusts whom its trust policy names. */
const role: TrustModel = {
  direct: 'trust-policy',
  identity: 'trust-policy',
  explicit: true,
  closed: 'trust-policy',
  closedAcross: 'trust-policy',
};
/** KMS actions without a key, and the alias half of alias actions: IAM alone decides. */
const account: TrustModel = {
  direct: 'key-policy',
  identity: 'identity-policy',
  explicit: false,
  closed: 'no-identity-allow',
  closedAcross: 'not-usable-across-accounts',
};
/** Everything else trusts its own account. */
const implicit: TrustModel = {
  direct: 'implicit-trust',
  identity: 'implicit-trust',
  explicit: false,
  closed: 'no-identity-allow',
  closedAcross: 'no-key-account-allow',
};

/** How far the best way in came: what the denial is called. */
const PROGRESS = { none: 0, delegated: 1, constrained: 2, boundary: 3, session: 4 } as const;

/** Decides by the gate of trust and the limits behind it; guardrails have been asked already. */
export function decideTrust(call: Call, limits: Limits = allLimits): Decision {
  const { action, caller, policies } = call;
  const model = modelOf(call);
  if (caller.principal.kind === 'anonymous' && model !== implicit) {
    return policies.decisions.deny('anonymous', call.assumed);
  }
  if (action.name === 'kms:RetireGrant') return retireGrant(call, limits);
  return call.crossAccount
    ? acrossAccounts(call, model, limits)
    : withinAccount(call, model, limits);
}

function modelOf({ action, resource }: Call): TrustModel {
  if (action.kms !== undefined) return resource.kind === RESOURCE.key ? key : account;
  if (action.trust === 'trust-policy' && resource.arn?.service === 'iam') return role;
  return implicit;
}

/** The caller and the resource are of one account, or the caller is a service, which is of none. */
function withinAccount(call: Call, model: TrustModel, limits: Limits): Decision {
  const { policies, caller } = call;
  const { resource, identity } = policies.allows;
  let progress: number = PROGRESS.none;
  const allowing = firstIn(call, identity);
  if (model !== account) {
    for (let id = firstIn(call, resource); id >= 0; id = firstIn(call, resource, id + 1)) {
      const form = caller.forms[id] as Form;
      const path = pathOf(form);
      if (path.needsIdentity && !model.explicit) continue;
      const stop = stopOf(call, path, allowing, limits);
      if (stop === undefined) {
        assumeForm(call, id);
        return path.needsIdentity
          ? policies.decisions.allow(model.identity, call.assumed, id, allowing)
          : policies.decisions.allow(model.direct, call.assumed, id);
      }
      progress = Math.max(progress, stop);
    }
  }
  if (!model.explicit) {
    if (caller.principal.kind === 'root') {
      return policies.decisions.allow('implicit-trust', call.assumed);
    }
    const stop = allowing < 0 ? PROGRESS.none : stopOf(call, identityPath, allowing, limits);
    if (stop === undefined) return policies.decisions.allow(model.identity, call.assumed, allowing);
    progress = Math.max(progress, stop);
  }
  const granted = model === key ? byGrant(call, allowing, limits) : PROGRESS.none;
  if (typeof granted !== 'number') return granted;
  return denyBy(call, Math.max(progress, granted), model.closed);
}

/** Both accounts must allow: the owner by the resource policy or a grant, the caller's by IAM. */
function acrossAccounts(call: Call, model: TrustModel, limits: Limits): Decision {
  const { policies, caller, action } = call;
  if (action.kms?.crossAccount === false) {
    return policies.decisions.deny('not-usable-across-accounts', call.assumed);
  }
  const owner = firstIn(call, policies.allows.resource);
  const allowing = firstIn(call, policies.allows.identity);
  let progress: number = PROGRESS.none;
  if (owner >= 0) {
    // The root user of the named account needs no identity policy.
    if (caller.principal.kind === 'root') {
      return policies.decisions.allow('both-accounts', call.assumed, owner);
    }
    const stop = stopOf(call, { ...identityPath, needsIdentity: true }, allowing, limits);
    if (stop === undefined) {
      return policies.decisions.allow('both-accounts', call.assumed, owner, allowing);
    }
    progress = stop;
  }
  const granted = model === key ? byGrant(call, allowing, limits) : PROGRESS.none;
  if (typeof granted !== 'number') return granted;
  const furthest = Math.max(progress, granted);
  if (furthest === PROGRESS.delegated) {
    return policies.decisions.deny('no-caller-account-allow', call.assumed);
  }
  return denyBy(call, furthest, model.closedAcross);
}

/** The decision by the first grant that lets the caller in, or how far the best one came. */
function byGrant(call: Call, allowing: number, limits: Limits): Decision | number {
  let progress: number = PROGRESS.none;
  for (const grant of call.policies.grants) {
    if (!isForKey(grant, call) || !hasOperation(grant, call) || !isVisible(grant, call)) continue;
    const form = granteeForm(grant, call);
    if (form === FORM.none) continue;
    const path = form === FORM.account ? accountGrantPath : grantPath;
    if (!meetsConstraints(grant, call) || !coversChildOperations(grant, call)) {
      // The constraint is the reason only where nothing else is missing.
      const constrained = !path.needsIdentity || allowing >= 0;
      progress = Math.max(progress, constrained ? PROGRESS.constrained : PROGRESS.none);
      continue;
    }
    const stop = stopOf(call, path, allowing, limits);
    if (form === FORM.account) assume(call, 'grant-to-account-delegates');
    if (stop === PROGRESS.boundary || stop === PROGRESS.session) {
      assume(call, 'grant-limited-by-boundary-and-session');
    }
    if (stop === undefined) {
      if (call.crossAccount && allowing < 0 && call.caller.principal.kind !== 'root') {
        assume(call, 'grant-alone-across-accounts');
      }
      const second = path.needsIdentity ? allowing : -1;
      return call.policies.decisions.allow('grant', call.assumed, grant.id, second);
    }
    progress = Math.max(progress, stop);
  }
  return progress;
}

/** What stops a path, as a value of PROGRESS; undefined when it is open. */
function stopOf(call: Call, path: Path, allowing: number, limits: Limits): number | undefined {
  if (path.needsIdentity && allowing < 0) return PROGRESS.delegated;
  if (limits.boundary && path.limitedByBoundary && !boundaryAllows(call)) return PROGRESS.boundary;
  if (limits.session && path.limitedBySession && !sessionAllows(call)) return PROGRESS.session;
  return undefined;
}

/** Notes the assumptions that letting a caller in by statement `id` rests on. */
function assumeForm(call: Call, id: number): void {
  const { conditions } = call.policies.statements[id]!;
  const form = call.caller.forms[id];
  // `*` with a condition on aws:PrincipalArn is documented not to be limited.
  const documented = conditions.some(({ slot }) => slot === call.policies.slots.principalArn);
  if (form === FORM.everyone && !documented && isLimited(call)) {
    if (!(boundaryAllows(call) && sessionAllows(call))) assume(call, 'everyone-is-not-limited');
  }
  if (form === FORM.issuingUser) assume(call, 'federated-user-by-user-arn');
}

function denyBy(call: Call, progress: number, closed: DenyReason): Decision {
  const { decisions } = call.policies;
  switch (progress) {
    case PROGRESS.session:
      return decisions.deny('session-policy', call.assumed);
    case PROGRESS.boundary:
      return decisions.deny('boundary', call.assumed);
    case PROGRESS.constrained:
      return decisions.deny('grant-constraint', call.assumed);
    case PROGRESS.delegated:
      return decisions.deny('no-identity-allow', call.assumed);
    default:
      return decisions.deny(closed, call.assumed);
  }
}
