// kms:RetireGrant: the principals that the grant names need no permission; the key's account, or a retiring
// principal that is an account, can delegate it by IAM. Key policies and RCPs have no say.
// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
import type { Decision } from '../model/decision.ts';
import { assume } from './assume.ts';
import type { Call, CompiledGrant } from './compiled.ts';
import { isForKey, isVisible } from './grants.ts';
import { firstIn } from './layers.ts';
import { boundaryAllows, type Limits, sessionAllows } from './limits.ts';
import { FORM, type Form, formOf } from './principal-match.ts';

/** Decides kms:RetireGrant. */
export function retireGrant(call: Call, limits: Limits): Decision {
  const { policies, caller } = call;
  const { decisions } = policies;
  const wanted = policies.grants.filter(
    (grant) => isForKey(grant, call) && isVisible(grant, call) && isMeant(grant, call),
  );
  const own = wanted.find((grant) => namedForm(grant, call) > FORM.account);
  if (own !== undefined) return decisions.allow('grant', call.assumed, own.id);
  const delegated = wanted.find((grant) => namedForm(grant, call) === FORM.account);
  if (call.crossAccount && delegated === undefined) {
    return decisions.deny('no-key-account-allow', call.assumed);
  }
  assume(call, 'retire-grant-by-account');
  if (caller.principal.kind === 'root') return decisions.allow('implicit-trust', call.assumed);
  const allowing = firstIn(call, policies.allows.identity);
  if (allowing < 0) {
    const reason = call.crossAccount ? 'no-caller-account-allow' : 'no-identity-allow';
    return decisions.deny(reason, call.assumed);
  }
  if (limits.boundary && !boundaryAllows(call)) return decisions.deny('boundary', call.assumed);
  if (limits.session && !sessionAllows(call)) return decisions.deny('session-policy', call.assumed);
  return call.crossAccount
    ? decisions.allow('grant', call.assumed, delegated!.id, allowing)
    : decisions.allow('identity-policy', call.assumed, allowing);
}

/** The grant that the request names by id or token; any grant of the key when it names none. */
function isMeant({ grant }: CompiledGrant, { request }: Call): boolean {
  if (request.grantId !== undefined) return grant.GrantId === request.grantId;
  if (request.grantTokens === undefined || request.grantTokens.length === 0) return true;
  return grant.GrantToken !== undefined && request.grantTokens.includes(grant.GrantToken);
}

/** How a grant names the caller as one who may retire it: its retiring principal, or a grantee with RetireGrant. */
function namedForm({ retirer, grantee, operations }: CompiledGrant, { caller }: Call): Form {
  const named = [retirer, operations.has('kms:retiregrant') ? grantee : undefined];
  const forms = named.map((pattern) =>
    pattern === undefined ? FORM.none : formOf(pattern, caller.principal),
  );
  return Math.max(...forms) as Form;
}
