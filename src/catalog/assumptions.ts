// What no AWS source settles, and how Keyward decides it. An explanation names the ones that mattered.
import type { AssumptionId } from '../model/assumption.ts';
import { accessAssumptions } from './access-assumptions.ts';
import type { Assumption } from './assumption.ts';
import { languageAssumptions } from './language-assumptions.ts';
import { materialAssumptions } from './material-assumptions.ts';
import { serviceAssumptions } from './service-assumptions.ts';

/** All assumptions by id. */
export const assumptions: Readonly<Record<AssumptionId, Assumption>> = {
  ...accessAssumptions,
  ...languageAssumptions,
  ...serviceAssumptions,
  ...materialAssumptions,
};
