// Whether it is a statement that lets a witness through: what another statement allows as well proves nothing of it.
import type { Statement } from '../model/policy.ts';
import type { Witness } from './finding.ts';
import type { LintDocument } from './scope.ts';

/** Whether a statement of a document is among those that decided a witness. */
export function restsOn(
  witness: Witness | undefined,
  { policy }: LintDocument,
  { index }: Statement,
): witness is Witness {
  return (
    witness
      ?.decide()
      .determining.some(
        (source) =>
          source.kind === 'statement' &&
          source.policy === policy.name &&
          source.statement === index,
      ) === true
  );
}
