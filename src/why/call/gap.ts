// What a record or text does not hold, though a policy may ask for it: which context keys, why, and how to know.

/** One thing that is not known of a call. */
export interface Gap {
  readonly id: GapId;
  /** Whether a context key (in lower case) has a value that nobody knows. */
  readonly covers: (key: string) => boolean;
  /** What is not known and why, without a full stop: "the tags of the session: no record holds them". */
  readonly sentence: string;
}

/** The kinds of gaps, in the order in which they are told. */
export type GapId =
  | 'parameters'
  | 'source-address'
  | 'via-service'
  | 'session-tags'
  | 'session-policy'
  | 'service-source'
  | 'vpc-endpoint'
  | 'attestation'
  | 'organization'
  | 'grant-tokens'
  | 'circumstances';

/** A value of the request that was worked out, and where it stands in the record. */
export interface Told {
  /** A context key, or what else it is: `caller`, `key`, `time`. */
  readonly name: string;
  readonly value: string;
  readonly origin: string;
}

/** The first gap that covers a key. */
export function gapOf(gaps: readonly Gap[], key: string): Gap | undefined {
  return gaps.find(({ covers }) => covers(key));
}

/** Covers some keys by their names in lower case; a name that ends in `*` covers all that begin so. */
export function keysNamed(...names: readonly string[]): Gap['covers'] {
  const exact = new Set(names.filter((name) => !name.endsWith('*')));
  const starts = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return (key) => exact.has(key) || starts.some((start) => key.startsWith(start));
}
