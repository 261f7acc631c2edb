// The policies of a caller, and the ones that are attached to it but stand in no file.
import type { Policy } from '../model/policy.ts';
import type { FoundCaller } from './find-caller.ts';

/** The policies of a caller: its own, then its groups'. */
export function identityPoliciesOf({ account, entity }: FoundCaller): readonly Policy[] {
  if (!entity) return [];
  const groups = entity.kind === 'user' ? entity.groups : [];
  return [
    ...entity.policies,
    ...groups.flatMap((name) => account?.groups.get(name)?.policies ?? []),
  ];
}

/** The managed policies of a caller whose documents no file holds. */
export function missingPoliciesOf({ account, entity }: FoundCaller): readonly string[] {
  if (!entity) return [];
  const groups = entity.kind === 'user' ? entity.groups : [];
  return [
    ...entity.missingPolicies,
    ...groups.flatMap((name) => account?.groups.get(name)?.missingPolicies ?? []),
  ];
}
