// Fix: allow the exact action in the guardrail or limit that is closed: a level of SCPs, the policy of a
// VPC endpoint, a permissions boundary, a session policy.
import type { GateId, Layer } from '../../model/trace.ts';
import type { Case } from '../case.ts';
import { gateOf } from '../case.ts';
import { levelNames } from '../levels.ts';
import { policyName } from '../names.ts';
import { allowStatement } from './allow-statement.ts';
import type { Strategy } from './draft.ts';
import { callerOnly } from './name-caller.ts';
import { addDocument, addStatement, inPolicy, typeOfLayer } from './policy-candidate.ts';
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
  const slots = slotsOf(subject.policies, layer).filter((slot) => slot.level === level);
  const slot = slots.find(({ policy }) => allowsSomething(policy.statements)) ?? slots[0];
  const wording = { cost: 10, opens: opens(subject, layer, level) };
  const { action } = subject.trace;
  if (slot === undefined) {
    const place = { layer, level, index: 0 } as const;
    const name = `Allow${action.replace(/^.*:/, '')}`;
    const where = layer === 'scp' ? levelNames(subject, [level]) : gate?.id;
    const type = typeOfLayer[layer];
    const title = `Attach ${policyName(subject.trace, { type, policy: name })} that allows ${action} at ${where}`;
    return [addDocument(place, type, name, statement, { title, ...wording })];
  }
  const title = `Allow ${action} on this resource in ${inPolicy(subject, slot.policy)}`;
  return [addStatement(slot, statement, { title, ...wording })];
};

function allowsSomething(statements: readonly { readonly effect: string }[]): boolean {
  return statements.some(({ effect }) => effect === 'Allow');
}

function opens(subject: Case, layer: Guardrail, level: number): string {
  switch (layer) {
    case 'scp':
      return `every principal below ${levelNames(subject, [level])} may then be given it by its own policies`;
    case 'vpc-endpoint':
      return `${callerOnly(subject)} may use it through this endpoint`;
    case 'boundary':
      return 'everyone else that the boundary is set on may then be given it by their policies';
    case 'session':
      return 'sessions created with this policy may use it';
    default:
      return layer satisfies never;
  }
}
