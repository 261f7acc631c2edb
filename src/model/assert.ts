/** Stops at a mistake of ours; what a user gets wrong is a diagnostic instead. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`keyward is wrong here, please report it: ${what}`);
}
