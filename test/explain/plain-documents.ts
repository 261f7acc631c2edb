// A policy set with its documents as plain JSON under their names, as a reader would see them.
import type { CompiledPolicySet } from '../../src/engine/compiled.ts';
import type { PolicySetInput } from '../../src/engine/policy-set.ts';
import { slotsOf } from '../../src/explain/fixes/slots.ts';
import type { Layer } from '../../src/model/trace.ts';

export function plainDocuments(policies: CompiledPolicySet): PolicySetInput {
  const { input } = policies;
  const of = (layer: Layer, level = 0) =>
    slotsOf(policies, layer)
      .filter((slot) => slot.level === level)
      .map(({ policy: { name, document } }) => ({ name, document }));
  const one = (field: string, layer: Layer) => {
    const [document] = of(layer);
    return document === undefined ? {} : { [field]: document };
  };
  const levels = (field: 'serviceControlPolicies' | 'resourceControlPolicies', layer: Layer) =>
    input[field] === undefined ? {} : { [field]: input[field].map((_, level) => of(layer, level)) };
  return {
    ...input,
    ...one('resourcePolicy', 'resource'),
    ...one('permissionsBoundary', 'boundary'),
    ...one('vpcEndpointPolicy', 'vpc-endpoint'),
    identityPolicies: of('identity'),
    sessionPolicies: of('session'),
    ...levels('serviceControlPolicies', 'scp'),
    ...levels('resourceControlPolicies', 'rcp'),
  };
}
