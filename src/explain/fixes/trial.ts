// A value that a fix tries for one context key.
import type { ContextValue } from '../../model/request.ts';
import type { Case } from '../case.ts';
import type { Wish } from './samples.ts';

/** One value to try for one key. */
export interface Trial {
  readonly subject: Case;
  /** The key as the policy writes it. */
  readonly key: string;
  readonly wish: Wish;
  readonly value: ContextValue;
}
