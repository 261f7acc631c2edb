// The levels of service control policies in words: root, organisational units, account.
import type { Case } from './case.ts';
import { listed } from './names.ts';

/** The levels at these 0-based places: `level 2 of 3 (OU)`. */
export function levelNames({ policies }: Case, places: readonly number[]): string {
  const count = policies.input.serviceControlPolicies?.length ?? 0;
  return listed(
    places.map((place) => `level ${place + 1} of ${count}${kindOfLevel(place, count)}`),
  );
}

function kindOfLevel(place: number, count: number): string {
  if (count < 2) return '';
  if (place === 0) return ' (root)';
  return place === count - 1 ? ' (account)' : ' (OU)';
}
