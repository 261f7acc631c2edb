// Under exactOptionalPropertyTypes an absent field is left out, not set to undefined.

/** Keeps the fields that have a value. */
export function present<F extends object>(from: F): { [N in keyof F]?: Exclude<F[N], undefined> } {
  const kept: { [N in keyof F]?: Exclude<F[N], undefined> } = {};
  for (const name in from) {
    const value = from[name];
    if (value !== undefined) kept[name] = value as Exclude<F[typeof name], undefined>;
  }
  return kept;
}
