// What limits an identity policy: the boundary of the same principal in the same file, and the service control
// policies of a world.
import type { Decision } from '../model/decision.ts';
import type { Lab } from './lab.ts';
import type { LintDocument } from './scope.ts';

/** A document to ask whether an identity policy can have an effect, and the reasons that say that it has none. */
export interface Limit {
  readonly limit: LintDocument;
  readonly what: string;
  readonly reasons: readonly Decision['reason'][];
}

/** The limits that are known of an identity policy. */
export function limitsOf(document: LintDocument, lab: Lab): readonly Limit[] {
  const boundaries = lab.scope.documents
    .filter((other) => other.policy.type === 'permissions-boundary')
    .filter((other) => isOfSamePrincipal(document, other))
    .map((limit): Limit => ({ limit, what: 'the permissions boundary', reasons: ['boundary'] }));
  const world: Limit = {
    limit: document,
    what: 'a service control policy of the organization',
    reasons: ['scp'],
  };
  return lab.scope.world ? [...boundaries, world] : boundaries;
}

function isOfSamePrincipal(policy: LintDocument, boundary: LintDocument): boolean {
  if (policy.source.file !== boundary.source.file) return false;
  const [owner, limited] = [policy.resource, boundary.resource];
  const arn = limited?.kind === 'policy' ? limited.arn : undefined;
  if (owner && (owner.kind === 'user' || owner.kind === 'role')) {
    return arn !== undefined && owner.boundary === arn;
  }
  const holder = /^(.*)\.policies\b/.exec(policy.policy.name)?.[1];
  return holder !== undefined && boundary.policy.name.startsWith(`${holder}.boundary`);
}
