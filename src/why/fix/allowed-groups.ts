// What a change opens, told for people: by caller, the actions together that are opened on the same keys, and
// callers together to whom the same is opened.
import { listed } from '../../explain/names.ts';
import { visible } from '../../syntax/quoted.ts';
import type { KnownCaller, KnownTarget } from './known-parties.ts';

/** One thing that somebody may do now and could not do before. */
export interface AllowedTriple {
  readonly caller: KnownCaller;
  readonly action: string;
  readonly target: KnownTarget;
}

/** The same uses, opened to one or more callers. */
export interface AllowedGroup {
  /** The ARNs of the callers. */
  readonly principals: readonly string[];
  readonly labels: readonly string[];
  /** Whether this is the caller of the request in question. */
  readonly asked: boolean;
  readonly uses: readonly AllowedUse[];
  /** `role Engineering: kms:Decrypt on alias/app, alias/orders`. */
  readonly sentence: string;
}

/** Actions, and what they are allowed on. */
export interface AllowedUse {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly labels: readonly string[];
}

/** Groups triples; the caller in question comes first, then in the order of the triples. */
export function allowedGroups(triples: readonly AllowedTriple[]): readonly AllowedGroup[] {
  const byCaller = groupBy(triples, ({ caller }) => `${caller.asked} ${caller.arn}`);
  const told = [...byCaller.values()].map((own) => ({ own, uses: usesOf(own) }));
  const alike = groupBy(told, ({ own, uses }) => `${own[0]?.caller.asked} ${JSON.stringify(uses)}`);
  return [...alike.values()]
    .map((group): AllowedGroup => {
      const callers = group.flatMap(({ own }) => own[0]?.caller ?? []);
      const uses = group[0]?.uses ?? [];
      const labels = callers.map(({ label }) => label);
      const sentence = visible(`${listed(labels)}: ${uses.map(useText).join('; ')}`);
      const principals = callers.map(({ arn }) => arn);
      return { principals, labels, asked: callers[0]?.asked === true, uses, sentence };
    })
    .sort((one, other) => Number(other.asked) - Number(one.asked));
}

function usesOf(triples: readonly AllowedTriple[]): readonly AllowedUse[] {
  const byAction = groupBy(triples, ({ action }) => action);
  const alike = groupBy([...byAction], ([, own]) =>
    JSON.stringify(own.map(({ target }) => target.resource)),
  );
  return [...alike.values()].map((group) => {
    const targets = group[0]?.[1].map(({ target }) => target) ?? [];
    return {
      actions: group.map(([action]) => action),
      resources: targets.map(({ resource }) => resource),
      labels: targets.map(({ label }) => label),
    };
  });
}

/** How many names a sentence has; the data has them all. */
const shown = { actions: 6, targets: 6 };

function useText({ actions, resources, labels }: AllowedUse): string {
  const what = comma(actions, shown.actions);
  return resources[0] === '*' ? what : `${what} on ${comma(labels, shown.targets)}`;
}

function comma(words: readonly string[], most: number): string {
  const more = words.length - most;
  return more > 0 ? `${words.slice(0, most).join(', ')} and ${more} more` : words.join(', ');
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
