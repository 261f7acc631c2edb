// The places of a policy set that hold a document, and how to put another document there.
import type { CompiledPolicySet } from '../../engine/compiled.ts';
import type { PolicySetInput } from '../../engine/policy-set.ts';
import type { Policy } from '../../model/policy.ts';
import type { Layer } from '../../model/trace.ts';
import type { DocumentInput } from '../../policy/document.ts';

/** One document of a policy set. `level` is that of an SCP or RCP; `index` counts inside its list. */
export interface Slot {
  readonly layer: Layer;
  readonly level: number;
  readonly index: number;
  readonly policy: Policy;
}

/** The order in which compiling reads the layers: `policies` follows it. */
export const readingOrder: readonly Layer[] = [
  'rcp',
  'scp',
  'vpc-endpoint',
  'boundary',
  'session',
  'resource',
  'identity',
];

/** The documents of a layer, in the order of the policy set. */
export function slotsOf({ input, policies }: CompiledPolicySet, layer: Layer): readonly Slot[] {
  const slots: Slot[] = [];
  let next = 0;
  for (const read of readingOrder) {
    for (const [level, documents] of documentsOf(input, read).entries()) {
      for (const index of documents.keys()) {
        const policy = policies[next++];
        if (read === layer && policy !== undefined) slots.push({ layer, level, index, policy });
      }
    }
  }
  return slots;
}

/** The policy set with another document in a slot; the index after the last one adds a document. */
export function putDocument(
  input: PolicySetInput,
  { layer, level, index }: Pick<Slot, 'layer' | 'level' | 'index'>,
  document: DocumentInput,
): PolicySetInput {
  const put = (list: readonly DocumentInput[] = []) => [
    ...list.slice(0, index),
    document,
    ...list.slice(index + 1),
  ];
  const putLevel = (levels: readonly (readonly DocumentInput[])[] = []) =>
    levels.map((list, place) => (place === level ? put(list) : list));
  switch (layer) {
    case 'resource':
      return { ...input, resourcePolicy: document };
    case 'identity':
      return { ...input, identityPolicies: put(input.identityPolicies) };
    case 'boundary':
      return { ...input, permissionsBoundary: document };
    case 'session':
      return { ...input, sessionPolicies: put(input.sessionPolicies) };
    case 'vpc-endpoint':
      return { ...input, vpcEndpointPolicy: document };
    case 'scp':
      return { ...input, serviceControlPolicies: putLevel(input.serviceControlPolicies) };
    case 'rcp':
      return { ...input, resourceControlPolicies: putLevel(input.resourceControlPolicies) };
    default:
      return layer satisfies never;
  }
}

/** How many documents a level of a layer has. */
export function countDocuments(input: PolicySetInput, layer: Layer, level: number): number {
  return documentsOf(input, layer)[level]?.length ?? 0;
}

/** The documents of a layer by level; layers without levels have one. */
function documentsOf(input: PolicySetInput, layer: Layer): readonly (readonly DocumentInput[])[] {
  const one = (document: DocumentInput | undefined) => (document === undefined ? [] : [document]);
  switch (layer) {
    case 'resource':
      return [one(input.resourcePolicy)];
    case 'identity':
      return [input.identityPolicies ?? []];
    case 'boundary':
      return [one(input.permissionsBoundary)];
    case 'session':
      return [input.sessionPolicies ?? []];
    case 'vpc-endpoint':
      return [one(input.vpcEndpointPolicy)];
    case 'scp':
      return input.serviceControlPolicies ?? [];
    case 'rcp':
      return input.resourceControlPolicies ?? [];
    default:
      return layer satisfies never;
  }
}
