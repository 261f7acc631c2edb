// Fix: name the caller in the resource's policy. The narrowest policy change that opens a key.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html
import type { Case } from '../case.ts';
import { callerName, policyName } from '../names.ts';
import { allowStatement, serviceOf } from './allow-statement.ts';
import type { Strategy } from './draft.ts';
import { addDocument, addStatement, inPolicy } from './policy-candidate.ts';
import { countDocuments, slotsOf } from './slots.ts';

/** Adds an Allow for the caller's user or role to the resource's policy. */
export const nameCaller: Strategy = (subject) => {
  const { trace, policies } = subject;
  if (trace.principal.kind === 'anonymous' || trace.resource === '*') return [];
  const statement = allowStatement(subject, 'resource');
  const wording = { cost: 10, ...opening(subject) };
  const [slot] = slotsOf(policies, 'resource');
  if (slot !== undefined) {
    const title = `Allow ${trace.action} to ${callerOnly(subject)} in ${inPolicy(subject, slot.policy)}`;
    return [addStatement(slot, statement, { title, ...wording })];
  }
  if (countDocuments(policies.input, 'resource', 0) > 0) return [];
  const type = typeOf(trace.action);
  const title = `Give ${type === 'key-policy' ? 'the key a key policy' : `the resource ${policyName(trace, { type, policy: '' })}`} that allows ${trace.action} to ${callerOnly(subject)}`;
  const place = { layer: 'resource', level: 0, index: 0 } as const;
  return [addDocument(place, type, 'resourcePolicy', statement, { title, ...wording })];
};

/** The caller without its session: policies name roles. */
export function callerOnly({ trace }: Case): string {
  const { kind, name } = trace.principal;
  return kind === 'role' ? `role ${name}` : callerName(trace.principal);
}

function opening({ trace }: Case): { opens?: string } {
  if (trace.principal.kind !== 'role') return {};
  return { opens: `every session of role ${trace.principal.name} gets it` };
}

function typeOf(action: string): 'key-policy' | 'resource-policy' | 'trust-policy' {
  const service = serviceOf(action);
  if (service === 'kms') return 'key-policy';
  return service === 'sts' ? 'trust-policy' : 'resource-policy';
}
