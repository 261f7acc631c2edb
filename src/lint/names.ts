// Lists of names in messages.
import type { Written } from '../model/policy.ts';

/** `kms:Sign`, `kms:Verify` and 3 more. */
export function listed(patterns: readonly Written[]): string {
  return namesOf(patterns.map(({ value }) => value));
}

/** Names in backticks, at most four of them. */
export function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, names.length > 4 ? 3 : 4).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
