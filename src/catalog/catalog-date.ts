// How old the catalogue is: `keyward --version` says so.
import { dataDate } from './kms-actions.generated.ts';

/** The day of the AWS data that the catalogue was made from: `2026-09-26`. */
export const catalogDate: string = dataDate;
