// The setting of one generated case: who asks whom for what. Policies are then made to fit it,
// more or less, so that verdicts are mixed.
import type { Random } from './random.ts';
import type { Person } from './universe.ts';
import {
  accountActions,
  accounts,
  aliasActions,
  anonymous,
  bucketActions,
  keyActions,
  keys,
  peopleOf,
  roleActions,
  rootOf,
  services,
} from './universe.ts';

/** What the resource is, and with it which service decides. */
export type Place = 'key' | 'alias' | 'account' | 'bucket' | 'role';

/** Who asks for what. */
export interface Scene {
  place: Place;
  /** The account that owns the resource. */
  owner: string;
  caller: Person;
  action: string;
  resource: string;
  /** The condition keys that the policies of the case use: requests should carry them. */
  usedKeys: Set<string>;
}

const people = new Map(accounts.map((account) => [account as string, peopleOf(account)]));

const otherPlaces: Record<Exclude<Place, 'key'>, readonly string[]> = {
  alias: aliasActions,
  account: accountActions,
  bucket: bucketActions,
  role: roleActions,
};

/** Sets the scene. */
export function sceneOf(random: Random): Scene {
  const place = random.weighted<Place>([
    [72, 'key'],
    [5, 'alias'],
    [5, 'account'],
    [9, 'bucket'],
    [9, 'role'],
  ]);
  const owner = random.pick(accounts.slice(0, 2));
  const action = actionIn(random, place);
  return {
    place,
    owner,
    caller: callerNear(random, owner, place),
    action,
    resource: resourceOf(random, place, owner, action),
    usedKeys: new Set(),
  };
}

/** An action that the place knows. */
export function actionIn(random: Random, place: Place): string {
  return place === 'key' ? random.pick(keyActions) : random.pick(otherPlaces[place]);
}

/** Somebody, most often of the account that owns the resource. */
export function callerNear(random: Random, owner: string, place: Place): Person {
  const account = random.chance(0.7) ? owner : random.pick(accounts);
  return random.weighted<() => Person>([
    [82, () => random.pick(people.get(account)!)],
    // A root user cannot assume roles.
    [place === 'role' ? 0 : 8, () => rootOf(account)],
    [8, () => random.pick(services)],
    [2, () => anonymous],
  ])();
}

/** The resource that the action needs. */
export function resourceOf(random: Random, place: Place, owner: string, action: string): string {
  const key = keys.find((arn) => arn.includes(owner))!;
  switch (place) {
    case 'key':
      return key;
    case 'alias':
      return random.chance(0.6) ? key.replace(/:key\/.*/, ':alias/app') : key;
    case 'account':
      return '*';
    case 'bucket':
      return `arn:aws:s3:::amzn-s3-demo-bucket/${action === 's3:GetObject' ? 'in/a' : 'out/a:b'}`;
    case 'role':
      return `arn:aws:iam::${owner}:role/Deploy`;
  }
}
