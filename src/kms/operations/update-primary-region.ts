// https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html
import { partitionOf } from '../../catalog/regions.ts';
import { KmsError } from '../errors.ts';
import { change, type StoredKey } from '../key.ts';
import { notPrimary } from '../multi-region.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'UpdatePrimaryRegion',
  writes: true,
  access({ KeyId, PrimaryRegion: region }, find) {
    const { key } = find.key(KeyId, { aliases: false });
    const replica = key.family.members.get(region);
    const refusal = notPrimary(key) ?? noNewPrimary(key, region, replica);
    const access = (of: StoredKey) => ({
      action: 'UpdatePrimaryRegion',
      resource: of.view.arn,
      key: of,
      conditionKeys: { 'kms:PrimaryRegion': region },
    });
    if (refusal || !replica) return [{ ...access(key), ...(refusal ? { refusal } : {}) }];
    return [access(key), access(replica)];
  },
  run({ PrimaryRegion: region }, { key }) {
    const { family } = key;
    const replica = family.members.get(region)!;
    family.primaryRegion = region;
    // Both keys would be `Updating` for some seconds (`creating-passes-at-once`).
    change(key, { multiRegionKeyType: 'REPLICA' });
    change(replica, { multiRegionKeyType: 'PRIMARY' });
    return {};
  },
});

/** Why a Region cannot have the primary key: it has it already, or has no replica. */
function noNewPrimary(
  key: StoredKey,
  region: string,
  replica: StoredKey | undefined,
): KmsError | undefined {
  const { arn, account, id } = key.view;
  if (replica === key) {
    const message = `${arn} is the multi-region primary key already.`;
    return new KmsError('UnsupportedOperationException', message);
  }
  if (replica) return undefined;
  const wanted = `arn:${partitionOf(region)}:kms:${region}:${account}:key/${id}`;
  return new KmsError('NotFoundException', `Key '${wanted}' does not exist`);
}
