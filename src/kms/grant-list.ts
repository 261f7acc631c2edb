// The grants of a key as a list that grows in place: a key may have 50,000, and copying them for each new one
// would take longer with every grant. A list never changes otherwise; the decisions of a call see as many
// grants as there were when it was decided (withGrants in engine/compile.ts).
import type { Grant } from '../model/grant.ts';
import { change, type StoredKey } from './key.ts';

/** Adds a grant to a key. The list that the world handed in stays as it is. */
export function addGrant(key: StoredKey, grant: Grant): void {
  const { grants } = key.view;
  const own = growing.has(grants) ? (grants as Grant[]) : [...grants];
  growing.add(own);
  own.push(grant);
  change(key, { grants: own });
}

const growing = new WeakSet<readonly Grant[]>();

/** Takes a grant away. Its tokens stay known, and stand for nothing. */
export function removeGrant(key: StoredKey, { GrantId: gone }: Grant): void {
  change(key, { grants: key.view.grants.filter(({ GrantId }) => GrantId !== gone) });
}

/** The grants of a key that have this name; names are not unique. */
export function grantsNamed({ view: { grants } }: StoredKey, name: string): readonly Grant[] {
  const names = indexes.get(grants) ?? { read: 0, byName: new Map<string, Grant[]>() };
  indexes.set(grants, names);
  for (; names.read < grants.length; names.read++) {
    const grant = grants[names.read]!;
    if (grant.Name === undefined) continue;
    const twins = names.byName.get(grant.Name);
    if (twins) twins.push(grant);
    else names.byName.set(grant.Name, [grant]);
  }
  return names.byName.get(name) ?? [];
}

interface NameIndex {
  /** How many of the grants have been read. */
  read: number;
  readonly byName: Map<string, Grant[]>;
}

const indexes = new WeakMap<readonly Grant[], NameIndex>();
