// What a difference between two worlds can touch: regions of callers, targets and actions. Outside all of them
// every decision is as it was. A region may be too large, never too small.
import type { Policy } from '../../model/policy.ts';
import type { Account, Group, Key, Organization, Role, User, World } from '../../world/world.ts';
import { everything, type Reach, reachOfDifference } from './changed-statements.ts';
import type { KnownCaller, KnownTarget } from './known-parties.ts';

/** A part of the world's triples. */
export interface Region {
  readonly caller: (caller: KnownCaller) => boolean;
  readonly target: (target: KnownTarget) => boolean;
  readonly action: (action: string) => boolean;
}

/** The regions in which decisions may differ; `endpoint` is the one that the requests come through. */
export function touchedRegions(
  before: World,
  after: World,
  endpoint: string | undefined,
): readonly Region[] {
  const ids = new Set([...before.accounts.keys(), ...after.accounts.keys()]);
  return [...ids].flatMap((id) => {
    const [one, other] = [before.accounts.get(id), after.accounts.get(id)];
    if (!one || !other || !sameFacts(one, other)) return [anything()];
    return [
      ...keyRegions(one, other),
      ...identityRegions(one, other),
      ...sessionRegions(one, other),
      ...organizationRegions(one, other),
      ...endpointRegions(one, other, endpoint),
      ...trustRegions(one, other),
    ];
  });
}

const always = () => true;

/** An account is other than it was: whatever is asked may have another answer. */
function anything(): Region {
  return { caller: always, target: always, action: always };
}

/** Whether accounts are alike but for their principals, keys, endpoints, sessions and documents. */
function sameFacts(one: Account, other: Account): boolean {
  const facts = ({ organization, ...account }: Account) => {
    const { partition, identitiesKnown, organizationMissing } = account;
    const { id, path, management, scps, rcps } = organization ?? {};
    const levels = [scps?.length, rcps?.length];
    return { partition, identitiesKnown, organizationMissing, id, path, management, levels };
  };
  return isSame(facts(one), facts(other));
}

function keyRegions(one: Account, other: Account): Region[] {
  const byArn = new Map(one.keys.map((key) => [key.arn, key]));
  const gone = one.keys.filter(({ arn }) => !other.keys.some((key) => key.arn === arn));
  return [
    ...gone.map((key) => onKey(key, everything)),
    ...other.keys.flatMap((key) => {
      const old = byArn.get(key.arn);
      const reach = old ? reachOfKey(old, key) : everything;
      return reach ? [onKey(key, reach)] : [];
    }),
  ];
}

function reachOfKey(old: Key, key: Key): Reach | undefined {
  const facts = ({ policy: _, policyOrigin: __, ...rest }: Key) => rest;
  if (!isSame(facts(old), facts(key))) return everything;
  return reachOfOne(old.policy, key.policy);
}

/** A single document that is there or not. */
function reachOfOne(old: Policy | undefined, policy: Policy | undefined): Reach | undefined {
  if (!old !== !policy) return everything;
  return old && policy && reachOfDifference([old], [policy]);
}

function onKey(key: Key, { action }: Reach): Region {
  return {
    caller: always,
    target: (target) => target.kind === 'key' && target.key.arn === key.arn,
    action,
  };
}

function identityRegions(one: Account, other: Account): Region[] {
  const regions: Region[] = [];
  const compare = <T extends User | Role | Group>(
    old: ReadonlyMap<string, T>,
    now: ReadonlyMap<string, T>,
    isOf: (entity: T) => (caller: KnownCaller) => boolean,
  ) => {
    for (const name of new Set([...old.keys(), ...now.keys()])) {
      const [was, is] = [old.get(name), now.get(name)];
      const entity = is ?? was;
      if (!entity) continue;
      for (const reach of was && is ? reachesOf(was, is) : [everything]) {
        regions.push({ caller: isOf(entity), target: resourceIn(reach), action: reach.action });
      }
    }
  };
  const byArn = (entity: User | Role) => (caller: KnownCaller) => caller.entity?.arn === entity.arn;
  compare(one.users, other.users, byArn);
  compare(one.roles, other.roles, byArn);
  compare(
    one.groups,
    other.groups,
    (group) =>
      ({ entity }) =>
        entity?.kind === 'user' &&
        entity.account === group.account &&
        entity.groups.includes(group.name),
  );
  return regions;
}

function reachesOf(was: User | Role | Group, is: User | Role | Group): readonly Reach[] {
  const facts = (entity: User | Role | Group) => ({
    ...entity,
    policies: undefined,
    boundary: undefined,
    trustPolicy: undefined,
  });
  if (!isSame(facts(was), facts(is))) return [everything];
  const boundary = (entity: User | Role | Group) =>
    entity.kind === 'group' ? undefined : entity.boundary;
  return [
    reachOfDifference(was.policies, is.policies),
    reachOfOne(boundary(was), boundary(is)),
  ].filter((reach) => reach !== undefined);
}

function resourceIn(reach: Reach): Region['target'] {
  return (target) => reach.resource(target.resource);
}

function sessionRegions(one: Account, other: Account): Region[] {
  const arns = new Set([...one.sessions, ...other.sessions].map(({ arn }) => arn));
  return [...arns].flatMap((arn): Region[] => {
    const [was, is] = [one, other].map(({ sessions }) =>
      sessions.find((entry) => entry.arn === arn),
    );
    const reach =
      was && is && isSame({ ...was, policies: 0 }, { ...is, policies: 0 })
        ? reachOfList(was.policies, is.policies)
        : everything;
    if (!reach) return [];
    return [
      { caller: (caller) => caller.arn === arn, target: resourceIn(reach), action: reach.action },
    ];
  });
}

/** A list of documents of which at least one must allow: one that is empty is not there. */
function reachOfList(was: readonly Policy[], is: readonly Policy[]): Reach | undefined {
  if ((was.length === 0) !== (is.length === 0)) return everything;
  return reachOfDifference(was, is);
}

function organizationRegions(one: Account, other: Account): Region[] {
  const levels = (field: 'scps' | 'rcps') => {
    const of = (organization: Organization | undefined) => organization?.[field] ?? [];
    return of(other.organization).flatMap(
      (level, at) => reachOfList(of(one.organization)[at] ?? [], level) ?? [],
    );
  };
  return [
    ...levels('scps').map(
      (reach): Region => ({
        caller: ({ account }) => account === one.id,
        target: resourceIn(reach),
        action: reach.action,
      }),
    ),
    ...levels('rcps').map(
      ({ action }): Region => ({
        caller: always,
        target: ({ account }) => account === undefined || account === one.id,
        action,
      }),
    ),
  ];
}

function endpointRegions(one: Account, other: Account, id: string | undefined): Region[] {
  if (id === undefined) return [];
  const [was, is] = [one.vpcEndpoints.get(id), other.vpcEndpoints.get(id)];
  if (!was && !is) return [];
  const same = was && is && was.vpc === is.vpc;
  const reach = same ? reachOfOne(was.policy, is.policy) : everything;
  return reach ? [{ caller: always, target: resourceIn(reach), action: reach.action }] : [];
}

function trustRegions(one: Account, other: Account): Region[] {
  return [...other.roles.values()].flatMap((role): Region[] => {
    const old = one.roles.get(role.name);
    const reach = old ? reachOfOne(old.trustPolicy, role.trustPolicy) : everything;
    if (!reach) return [];
    return [
      {
        caller: always,
        target: (target) => target.kind === 'role' && target.role.arn === role.arn,
        action: reach.action,
      },
    ];
  });
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
