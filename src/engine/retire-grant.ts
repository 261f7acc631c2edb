// kms:RetireGrant: the principals that the grant names need no permission; the key's account, or a retiring
// principal that is an account, can delegate it by IAM. Key policies and RCPs have no say.
// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
import type { Decision } from '../model/decision.ts';
import { assume } from './assume.ts';
import type { Call, CompiledGrant } from './compiled.ts';
import { isForKey } from './grants.ts';
import { firstIn } from './layers.ts';
import { boundaryAllows, type Limits, sessionAllows } from './limits.ts';
import { FORM, type Form, formOf } from './principal-match.ts';

/** Decides kms:RetireGrant. */
export function retireGrant(call: Call, limits: Limits): Decision {
  const { policies, caller } = call;
  const { decisions } = policies;
  const wanted = policies.grants.filter((grant) => isForKey(grant, call) && isMeant(grant, call));
  const own = wanted.find((grant) => mayRetire(grant, call));
  if (own !== undefined) return decisions.allow('grant', call.assumed, own.id);
  const retirer = wanted.some((grant) => retirerForm(grant, call) === FORM.account);
  if (call.crossAccount && !retirer) return decisions.deny('no-key-account-allow', call.assumed);
  assume(call, 'retire-grant-by-account');
  if (caller.principal.kind === 'root') return decisions.allow('implicit-trust', call.assumed);
  const allowing = firstIn(call, policies.allows.identity);
  if (allowing < 0) {
    const reason = call.crossAccount ? 'no-caller-account-allow' : 'no-identity-allow';
    return decisions.deny(reason, call.assumed);
  }
  if (limits.boundary && !boundaryAllows(call)) return decisions.deny('boundary', call.assumed);
  if (limits.session && !sessionAllows(call)) return decisions.deny('session-policy', call.assumed);
  return decisions.allow('identity-policy', call.assumed, allowing);
}

/** The grant that the request names by id or token; any grant of the key when it names none. */
function isMeant({ grant }: CompiledGrant, { request }: Call): boolean {
  if (request.grantId !== undefined) return grant.GrantId === request.grantId;
  if (request.grantTokens === undefined || request.grantTokens.length === 0) return true;
  return grant.GrantToken !== undefined && request.grantTokens.includes(grant.GrantToken);
}

function mayRetire(grant: CompiledGrant, call: Call): boolean {
  if (retirerForm(grant, call) > FORM.account) return true;
  const grantee =
    grant.grantee === undefined ? FORM.none : formOf(grant.grantee, call.caller.principal);
  return grant.operations.has('kms:retiregrant') && grantee > FORM.account;
}

function retirerForm({ retirer }: CompiledGrant, { caller }: Call): Form {
  return retirer === undefined ? FORM.none : formOf(retirer, caller.principal);
}
