// Whether two policies of a world are one document: a managed policy is read once for each principal that has
// it attached, an SCP once for each account below its level.
import type { Policy } from '../../model/policy.ts';

/** Tells documents apart by where they stand; a policy that stands in no text is only itself. */
export function isSameDocument(one: Policy, other: Policy): boolean {
  if (one === other) return true;
  if (one.file === undefined || one.file !== other.file) return false;
  const [from, to] = [startOf(one), startOf(other)];
  if (from !== undefined || to !== undefined) return from === to;
  // Without a statement there is no place: the name and the file must do.
  return one.name === other.name && JSON.stringify(one.document) === JSON.stringify(other.document);
}

/** Where in its file the document's first statement stands. */
export function startOf(policy: Policy | undefined): number | undefined {
  return policy?.statements[0]?.span?.start.offset;
}
