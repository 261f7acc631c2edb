// Makes a key for CreateKey and ReplicateKey.
import { defaultKeyPolicy } from '../catalog/default-key-policies.ts';
import { policyFromValue } from '../policy/from-value.ts';
import { printPolicy } from '../policy/print.ts';
import { partitionOf } from '../world/partition.ts';
import type { Key } from '../world/world.ts';
import { change, type KeyFamily, type StoredKey } from './key.ts';
import type { Call } from './operation.ts';
import { readKeyPolicy } from './policy-document.ts';
import type { TagList } from './tags.ts';
import { tagsToMap } from './tags.ts';

/** What a new key is to be. */
export interface NewKey {
  readonly family: KeyFamily;
  readonly account: string;
  readonly region: string;
  readonly usage: string;
  readonly origin: string;
  readonly state: string;
  readonly policy: string | undefined;
  readonly bypassLockoutCheck: boolean | undefined;
  readonly description: string | undefined;
  readonly tags: TagList | undefined;
}

/** A key that is in no store yet; throws what AWS KMS answers to a policy that it refuses. */
export function newKey(wanted: NewKey, call: Call): StoredKey {
  const { family, account, region } = wanted;
  const partition = partitionOf(region);
  const multiRegion = family.id.startsWith('mrk-');
  const usual = policyFromValue(defaultKeyPolicy(account, partition), {
    type: 'key-policy',
    name: 'key-policy',
  }).policy!;
  const view: Key = {
    arn: `arn:${partition}:kms:${region}:${account}:key/${family.id}`,
    id: family.id,
    account,
    region,
    policy: usual,
    policyOrigin: wanted.policy === undefined ? 'default' : 'given',
    manager: 'CUSTOMER',
    spec: family.spec.name,
    usage: wanted.usage,
    origin: wanted.origin,
    state: wanted.state,
    multiRegion,
    ...(multiRegion
      ? { multiRegionKeyType: family.primaryRegion === region ? 'PRIMARY' : 'REPLICA' }
      : {}),
    metadataKnown: true,
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    aliases: [],
    tags: tagsToMap(wanted.tags ?? []),
    grants: [],
    grantsKnown: true,
  };
  const key: StoredKey = {
    view,
    family,
    createdAt: call.now,
    policyText: wanted.policy ?? printPolicy(usual),
    imports: new Map(),
  };
  if (wanted.policy !== undefined) {
    change(key, { policy: readKeyPolicy(wanted.policy, key, wanted.bypassLockoutCheck, call) });
  }
  return key;
}
