// Fix: allow the exact action in the guardrail or limit that is closed: a level of SCPs, the policy of a
// VPC endpoint, a permissions boundary, a session policy.
import type { GateId, Layer } from '../../model/trace.ts';
import { isAwsManagedPolicy } from '../aws-managed.ts';
import { gateOf } from '../case.ts';
import { levelNames } from '../levels.ts';
import { policyName, resourceNoun } from '../names.ts';
import { allowStatement } from './allow-statement.ts';
import type { Strategy } from './draft.ts';
import { conditionsDropped, joinedOpens, opensOf } from './opens.ts';
import { addDocument, addStatement, nameOf, typeOfLayer } from './policy-candidate.ts';
import { slotsOf } from './slots.ts';

type Guardrail = Exclude<Layer, 'resource' | 'identity' | 'rcp'>;

const layerOf: Readonly<Partial<Record<GateId, Guardrail>>> = {
  scp: 'scp',
  'vpc-endpoint': 'vpc-endpoint',
  boundary: 'boundary',
  'session-policy': 'session',
};

/** Adds an Allow of this action on this resource where the first closed gate wants one. */
export const allowInGuardrail: Strategy = (subject) => {
  const gate = subject.trace.gates.find(({ state }) => state === 'closed');
  const layer = gate === undefined ? undefined : layerOf[gate.id];
  if (layer === undefined) return [];
  const level = (layer === 'scp' && gateOf(subject.trace, 'scp')?.closedLevels?.[0]) || 0;
  const statement = allowStatement(subject, layer);
  const here = slotsOf(subject.policies, layer).filter((slot) => slot.level === level);
  const slots = here.filter(({ policy }) => !isAwsManagedPolicy(policy));
  if (here.length > 0 && slots.length === 0) return [];
  const slot = slots.find(({ policy }) => allowsSomething(policy.statements)) ?? slots[0];
  const shared = slot !== undefined || layer === 'scp';
  const opens = shared ? opensOf(subject, layer, level, slot?.policy.name ?? '') : undefined;
  const wording = { cost: 10, ...joinedOpens(opens, conditionsDropped(subject)) };
  const { action } = subject.trace;
  if (slot === undefined) {
    const place = { layer, level, index: 0 } as const;
    const name = `Allow${action.replace(/^.*:/, '')}`;
    const where = layer === 'scp' ? ` at ${levelNames(subject, [level])}` : '';
    const type = typeOfLayer[layer];
    const verb = layer === 'session' ? 'Pass' : 'Attach';
    const title = `${verb} ${policyName(subject.trace, { type, policy: name })} that allows ${action}${where}`;
    return [addDocument(place, type, name, statement, { title, ...wording })];
  }
  const title = `Allow ${action} on ${resourceNoun(subject.trace.resource)} in ${nameOf(subject, slot.policy)}`;
  return [addStatement(slot, statement, { title, ...wording })];
};

function allowsSomething(statements: readonly { readonly effect: string }[]): boolean {
  return statements.some(({ effect }) => effect === 'Allow');
}
