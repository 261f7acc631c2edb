// Under exactOptionalPropertyTypes an absent field is left out, not set to undefined.

/** Keeps the fields that have a value. */
export function present<F extends object>(from: F): { [N in keyof F]?: Exclude<F[N], undefined> } {
  const kept = Object.entries(from).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [N in keyof F]?: Exclude<F[N], undefined> };
}
