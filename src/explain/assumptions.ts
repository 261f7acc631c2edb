// The assumptions that a decision rests on, in the catalogue's words.
import { assumptions } from '../catalog/assumptions.ts';
import type { AssumptionId } from '../model/assumption.ts';
import type { ExplainedAssumption } from './explanation.ts';

/** Looks the ids up. */
export function explainAssumptions(ids: readonly AssumptionId[]): readonly ExplainedAssumption[] {
  return ids.map((id) => {
    const { statement, choice, source } = assumptions[id];
    return { id, statement, choice, source };
  });
}
