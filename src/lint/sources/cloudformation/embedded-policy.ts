// A policy that a template writes as a text: `Fn::ToJsonString` of an object is the object, and the parts of
// `Fn::Sub` that are not known stay unknown inside the policy.
import type { LocatedNode, Member } from '../../../syntax/node.ts';
import type { Resolver } from './resolver.ts';

/** The policy of a call that makes its text; undefined for other calls. */
export function embeddedPolicy(
  call: Member,
  _whole: LocatedNode,
  resolver: Resolver,
): LocatedNode | undefined {
  if (call.key === 'Fn::ToJsonString') return resolver.resolve(call.value);
  return undefined;
}
