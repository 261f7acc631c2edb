// A small seeded generator of random numbers, so that every run can be repeated from its seed.
// mulberry32, public domain: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c

/** Chooses, the same way for the same seed. */
export interface Random {
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** One of the items, each as likely as its weight says. */
  weighted<T>(items: readonly (readonly [number, T])[]): T;
  /** From `least` to `most` of the items, in any order, none twice. */
  some<T>(items: readonly T[], least: number, most: number): T[];
  /** A whole number from 0 up to but without `limit`. */
  below(limit: number): number;
}

/** Makes a generator from a seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    weighted: (items) => {
      let left = next() * items.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, item] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return items[items.length - 1]![1];
    },
    some: (items, least, most) => {
      const rest = [...items];
      const count = Math.min(rest.length, least + below(most - least + 1));
      return Array.from({ length: count }, () => rest.splice(below(rest.length), 1)[0]!);
    },
  };
}
