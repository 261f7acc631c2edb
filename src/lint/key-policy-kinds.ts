// Key policies that rules about missing statements leave alone.
import type { LintDocument } from './scope.ts';

/** The policy of an AWS managed key, as AWS prints it: nobody writes it, and nobody can change it. */
export function isAwsManaged({ policy }: LintDocument): boolean {
  return policy.id?.startsWith('auto-') === true;
}

/** An excerpt such as documentation prints: without a version and an id, it is not a document as it stands. */
export function isFragment({ policy, resource }: LintDocument): boolean {
  return resource === undefined && policy.document.Version === undefined && policy.id === undefined;
}
