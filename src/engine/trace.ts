// The decision in full: every gate, statement and clause, with each value and where it came from.
// It asks the same questions of the same compiled set as decide.ts, but does not stop at the first answer.
import type { AccessRequestInput } from '../model/request.ts';
import type { GrantCheck, GrantTrace, Trace } from '../model/trace.ts';
import type { Call, CompiledGrant, CompiledPolicySet } from './compiled.ts';
import { decideCall } from './decide.ts';
import {
  coversChildOperations,
  granteeForm,
  hasOperation,
  isForKey,
  isVisible,
  meetsConstraints,
} from './grants.ts';
import { firstIn } from './layers.ts';
import { emptyCall, openCall } from './open-call.ts';
import { FORM } from './principal-match.ts';
import { traceGates } from './trace-gates.ts';
import { traceStatements } from './trace-statement.ts';

/** Explains a request: `decision` equals what `decide` answers. Throws RequestError as `decide` does. */
export function trace(policies: CompiledPolicySet, request: AccessRequestInput): Trace {
  const call = openCall(emptyCall(policies), request);
  return {
    decision: decideCall(call),
    principal: call.caller.principal,
    action: call.action.name,
    resource: call.resource.text,
    ...(call.resourceAccount === undefined ? {} : { resourceAccount: call.resourceAccount }),
    crossAccount: call.crossAccount,
    gates: traceGates(call),
    statements: traceStatements(call),
    grants: policies.grants.map((grant) => traceGrant(call, grant)),
  };
}

function traceGrant(call: Call, grant: CompiledGrant): GrantTrace {
  const form = granteeForm(grant, call);
  const checks: GrantCheck[] = [
    { check: 'key', holds: isForKey(grant, call) },
    { check: 'grantee', holds: form !== FORM.none },
    { check: 'operation', holds: hasOperation(grant, call) && coversChildOperations(grant, call) },
    { check: 'constraint', holds: meetsConstraints(grant, call) },
    { check: 'visible', holds: isVisible(grant, call) },
  ];
  if (form === FORM.account) {
    checks.push({ check: 'identity', holds: firstIn(call, call.policies.allows.identity) >= 0 });
  }
  return {
    source: grant.source,
    grant: grant.grant,
    applies: checks.every(({ holds }) => holds),
    checks,
  };
}
