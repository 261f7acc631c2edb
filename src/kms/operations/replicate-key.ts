// https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
import { partitionOf, regions } from '../../catalog/regions.ts';
import type { Access } from '../access.ts';
import type { ReplicateKeyRequest } from '../api-types.generated.ts';
import { KmsError } from '../errors.ts';
import { change, isExternal, type StoredKey } from '../key.ts';
import { metadataOf } from '../metadata.ts';
import { notPrimary } from '../multi-region.ts';
import { newKey, taggingAccess } from '../new-key.ts';
import { operation } from '../operation.ts';
import { checkTags, tagConditionKeys } from '../tags.ts';

export default operation({
  name: 'ReplicateKey',
  writes: true,
  check: ({ Tags }) => checkTags(Tags ?? []),
  access(input, find) {
    const { KeyId, ReplicaRegion: region, Tags } = input;
    const { key } = find.key(KeyId, { aliases: false });
    const refusal = notPrimary(key) ?? noReplicaIn(region, key);
    const replicate = {
      action: 'ReplicateKey',
      resource: key.view.arn,
      key,
      conditionKeys: { 'kms:ReplicaRegion': region },
      ...(refusal ? { refusal } : {}),
    };
    const replica = { ...propertiesOf(key), region };
    return [replicate, creation(key, region, Tags), ...taggingAccess(replica, Tags)];
  },
  run(input, call) {
    const { key: primary, store } = call;
    const replica = newKey(
      {
        ...propertiesOf(primary),
        region: input.ReplicaRegion,
        policy: input.Policy,
        bypassLockoutCheck: input.BypassPolicyLockoutSafetyCheck,
        description: input.Description,
        tags: input.Tags,
      },
      call,
    );
    store.add(replica);
    const answer = {
      ReplicaKeyMetadata: metadataOf(replica),
      ReplicaPolicy: replica.policyText,
      ReplicaTags: input.Tags ?? [],
    };
    // The creation is over when the replica is next looked at (`creating-passes-at-once`).
    change(replica, { state: isExternal(replica) ? 'PendingImport' : 'Enabled' });
    return answer;
  },
});

/** What a replica has in common with its primary key. */
function propertiesOf({ view: { account, usage, origin }, family }: StoredKey) {
  return { family, account, usage, origin, state: 'Creating' };
}

/** What it takes to create the replica in its Region. */
function creation({ view }: StoredKey, region: string, tags: ReplicateKeyRequest['Tags']): Access {
  const conditionKeys = {
    'kms:KeySpec': view.spec,
    'kms:CustomerMasterKeySpec': view.spec,
    'kms:KeyUsage': view.usage,
    'kms:CustomerMasterKeyUsage': view.usage,
    'kms:KeyOrigin': view.origin,
    'kms:MultiRegion': true,
    'kms:MultiRegionKeyType': 'REPLICA',
    ...tagConditionKeys(tags),
  };
  return { action: 'CreateKey', resource: '*', region, conditionKeys };
}

/** Why a Region cannot have a replica of a key. */
function noReplicaIn(region: string, { view, family }: StoredKey): KmsError | undefined {
  if (!regions.includes(region)) return unsupported(`The Region ${region} is not supported.`);
  if (partitionOf(region) !== partitionOf(view.region)) {
    return unsupported(`The Region ${region} is not in the partition of ${view.arn}.`);
  }
  const related = family.members.get(region);
  if (!related) return undefined;
  return new KmsError('AlreadyExistsException', `${related.view.arn} already exists.`);
}

function unsupported(message: string): KmsError {
  return new KmsError('UnsupportedOperationException', message);
}
