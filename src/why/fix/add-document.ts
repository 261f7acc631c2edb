// Adds a policy document to a world where there was none.
import type { PolicyPatch } from '../../explain/explanation.ts';
import { parseArn } from '../../model/arn.ts';
import type { Policy } from '../../model/policy.ts';
import type { Parties } from '../../world/resolve.ts';
import type { Account, OtherResource, Role, User, World } from '../../world/world.ts';
import type { NewSlot } from './world-change.ts';

/** Where the document of a patch goes; undefined where the world holds nothing that could have it. */
export function newSlotOf(
  { caller, target, endpoint }: Parties,
  { type, level = 0 }: PolicyPatch,
): NewSlot | undefined {
  const { entity, account } = caller;
  switch (type) {
    case 'identity-policy':
      return entity && { kind: 'identity', entity };
    case 'permissions-boundary':
      return entity && { kind: 'boundary', entity };
    case 'service-control-policy':
      return account && { kind: 'scp', account: account.id, level };
    case 'vpc-endpoint-policy':
      return endpoint && { kind: 'vpc-endpoint', account: endpoint.account, id: endpoint.id };
    case 'trust-policy':
    case 'key-policy':
    case 'resource-policy':
      return resourceSlot(target);
    case 'resource-control-policy':
    case 'session-policy':
      return undefined;
    default:
      return type satisfies never;
  }
}

function resourceSlot({ key, role, other, resource, account }: Parties['target']) {
  if (key) return { kind: 'key', key } as const;
  if (role) return { kind: 'trust', role } as const;
  if (other) return { kind: 'resource', resource: other } as const;
  if (!account || !parseArn(resource)) return undefined;
  return { kind: 'resource', resource: { arn: resource, account: account.id } } as const;
}

/** The world with one more document. */
export function addDocument(world: World, slot: NewSlot, policy: Policy): World {
  const id = accountOfSlot(slot);
  const account = world.accounts.get(id);
  if (!account) return world;
  return {
    ...world,
    accounts: new Map([...world.accounts, [id, withPolicy(account, slot, policy)]]),
  };
}

/** The account that a document is added in. */
export function accountOfSlot(slot: NewSlot): string {
  switch (slot.kind) {
    case 'identity':
    case 'boundary':
      return slot.entity.account;
    case 'trust':
      return slot.role.account;
    case 'key':
      return slot.key.account;
    case 'resource':
      return slot.resource.account;
    case 'scp':
    case 'vpc-endpoint':
      return slot.account;
    default:
      return slot satisfies never;
  }
}

function withPolicy(account: Account, slot: NewSlot, policy: Policy): Account {
  switch (slot.kind) {
    case 'identity': {
      const policies = [...slot.entity.policies, policy];
      return withEntity(account, { ...slot.entity, policies });
    }
    case 'boundary':
      return withEntity(account, { ...slot.entity, boundary: policy });
    case 'trust':
      return withEntity(account, { ...slot.role, trustPolicy: policy });
    case 'key':
      return {
        ...account,
        keys: account.keys.map((key) =>
          key.arn === slot.key.arn ? { ...key, policy, policyOrigin: 'given' } : key,
        ),
      };
    case 'resource':
      return {
        ...account,
        resources: withResource(account.resources, { ...slot.resource, policy }),
      };
    case 'scp': {
      const { organization } = account;
      if (!organization) return account;
      const scps = organization.scps.map((list, level) =>
        level === slot.level ? [...list, policy] : list,
      );
      return { ...account, organization: { ...organization, scps } };
    }
    case 'vpc-endpoint': {
      const endpoint = account.vpcEndpoints.get(slot.id);
      if (!endpoint) return account;
      const changed = [slot.id, { ...endpoint, policy }] as const;
      return { ...account, vpcEndpoints: new Map([...account.vpcEndpoints, changed]) };
    }
    default:
      return slot satisfies never;
  }
}

function withEntity(account: Account, entity: User | Role): Account {
  const { name } = entity;
  return entity.kind === 'user'
    ? { ...account, users: new Map([...account.users, [name, entity]]) }
    : { ...account, roles: new Map([...account.roles, [name, entity]]) };
}

function withResource(resources: readonly OtherResource[], changed: OtherResource) {
  const others = resources.filter(({ arn }) => arn !== changed.arn);
  return [...others, changed];
}
