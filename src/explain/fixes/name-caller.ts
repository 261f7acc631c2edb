// Fix: name the caller in the resource's policy. The narrowest policy change that opens a key.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html
import { isAwsManagedKey } from '../aws-managed.ts';
import type { Case } from '../case.ts';
import { callerName, policyName } from '../names.ts';
import { allowStatement, serviceOf } from './allow-statement.ts';
import type { Strategy } from './draft.ts';
import { conditionsDropped, joinedOpens, opensOf } from './opens.ts';
import { addDocument, addStatement, nameOf } from './policy-candidate.ts';
import { countDocuments, slotsOf } from './slots.ts';

/** Adds an Allow for the caller's user or role to the resource's policy. */
export const nameCaller: Strategy = (subject) => {
  const { trace, policies } = subject;
  if (trace.principal.kind === 'anonymous' || trace.resource === '*') return [];
  if (isAwsManagedKey(subject)) return [];
  const statement = allowStatement(subject, 'resource');
  const opens = opensOf(subject, 'resource', 0, '');
  const wording = { cost: 10, ...joinedOpens(opens, conditionsDropped(subject)) };
  const [slot] = slotsOf(policies, 'resource');
  if (slot !== undefined) {
    const title = `Allow ${trace.action} to ${callerOnly(subject)} in ${nameOf(subject, slot.policy)}`;
    return [addStatement(slot, statement, { title, ...wording })];
  }
  if (countDocuments(policies.input, 'resource', 0) > 0) return [];
  const type = typeOf(trace.action);
  const what = type === 'key-policy' ? 'a key policy' : policyName(trace, { type, policy: '' });
  const title = `Set ${what} that allows ${trace.action} to ${callerOnly(subject)}`;
  const place = { layer: 'resource', level: 0, index: 0 } as const;
  return [addDocument(place, type, 'resourcePolicy', statement, { title, ...wording })];
};

/** The caller without its session: policies name roles. */
export function callerOnly({ trace }: Case): string {
  const { kind, name } = trace.principal;
  return kind === 'role' ? `role ${name}` : callerName(trace.principal);
}

function typeOf(action: string): 'key-policy' | 'resource-policy' | 'trust-policy' {
  const service = serviceOf(action);
  if (service === 'kms') return 'key-policy';
  return service === 'sts' ? 'trust-policy' : 'resource-policy';
}
