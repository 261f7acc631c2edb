// Makes a key for CreateKey and ReplicateKey.
import { defaultKeyPolicy } from '../catalog/default-key-policies.ts';
import { policyFromValue } from '../policy/from-value.ts';
import { printPolicy } from '../policy/print.ts';
import { partitionOf } from '../world/partition.ts';
import type { Key } from '../world/world.ts';
import type { Access } from './access.ts';
import { change, type KeyFamily, type StoredKey } from './key.ts';
import type { Call } from './operation.ts';
import { readKeyPolicy } from './policy-document.ts';
import { type TagList, tagConditionKeys, tagsToMap } from './tags.ts';

/** What policies are to see of a new key. */
export interface NewView {
  readonly family: Pick<KeyFamily, 'id' | 'spec' | 'primaryRegion'>;
  readonly account: string;
  readonly region: string;
  readonly usage: string;
  readonly origin: string;
  readonly state: string;
  readonly description?: string | undefined;
  readonly tags?: TagList | undefined;
}

/** What a new key is to be. */
export interface NewKey extends NewView {
  readonly family: KeyFamily;
  readonly policy: string | undefined;
  readonly bypassLockoutCheck: boolean | undefined;
}

/** A key that is in no store yet; throws what AWS KMS answers to a policy that it refuses. */
export function newKey(wanted: NewKey, call: Call): StoredKey {
  const view = newView(wanted);
  const key: StoredKey = {
    view,
    family: wanted.family,
    createdAt: call.now,
    policyText: wanted.policy ?? printPolicy(view.policy!),
    imports: new Map(),
  };
  if (wanted.policy !== undefined) {
    const policy = readKeyPolicy(wanted.policy, key, wanted.bypassLockoutCheck, call);
    change(key, { policy, policyOrigin: 'given' });
  }
  return key;
}

/** What policies see of a new key that has the default key policy. */
export function newView(wanted: NewView): Key {
  const { family, account, region, description } = wanted;
  const partition = partitionOf(region);
  const multiRegion = family.id.startsWith('mrk-');
  return {
    arn: `arn:${partition}:kms:${region}:${account}:key/${family.id}`,
    id: family.id,
    account,
    region,
    policy: policyFromValue(defaultKeyPolicy(account, partition), {
      type: 'key-policy',
      name: 'key-policy',
    }).policy!,
    policyOrigin: 'default',
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
    ...(description === undefined ? {} : { description }),
    aliases: [],
    tags: tagsToMap(wanted.tags ?? []),
    grants: [],
    grantsKnown: true,
  };
}

/** What it takes to tag a key while it is made: IAM decides, as the key policy counts only afterwards. */
export function taggingAccess(wanted: NewView, tags: TagList | undefined): readonly Access[] {
  if (!tags || tags.length === 0) return [];
  const keyToBe = newView(wanted);
  const conditionKeys = tagConditionKeys(tags);
  return [{ action: 'TagResource', resource: keyToBe.arn, keyToBe, conditionKeys }];
}
