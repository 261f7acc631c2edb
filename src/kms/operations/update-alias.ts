// https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html
import { checkAliasName, checkRoom, checkTarget } from '../aliases.ts';
import { KmsError } from '../errors.ts';
import type { StoredKey } from '../key.ts';
import { operation } from '../operation.ts';

export default operation({
  name: 'UpdateAlias',
  writes: true,
  check({ AliasName, TargetKeyId }) {
    checkAliasName(AliasName);
    checkTarget(TargetKeyId);
  },
  access({ AliasName, TargetKeyId }, find) {
    const { key: current } = find.key(AliasName);
    const { key } = find.key(TargetKeyId);
    return [
      { action: 'UpdateAlias', resource: find.aliasArn(AliasName) },
      // The key that the alias leaves may be in any state.
      { action: 'UpdateAlias', resource: current.view.arn, key: current, unchecked: true },
      { action: 'UpdateAlias', resource: key.view.arn, key },
    ];
  },
  run({ AliasName: name }, { accesses, store, now }) {
    const [current, key] = accesses.flatMap((access) => access.key ?? []) as [StoredKey, StoredKey];
    if (typeOf(current) !== typeOf(key)) {
      throw new KmsError(
        'ValidationException',
        `Alias ${name} cannot go from ${current.view.arn} to ${key.view.arn}: the keys must be of the same type and have the same key usage.`,
      );
    }
    if (key !== current) checkRoom(key);
    const { account, region, id } = key.view;
    const { createdAt } = store.alias(account, region, name)!;
    store.setAlias(account, region, name, { name, keyId: id, createdAt, updatedAt: now });
    return {};
  },
});

/** Symmetric, asymmetric or HMAC, and for what. HMAC keys have a usage of their own. */
function typeOf({ view: { spec, usage } }: StoredKey): string {
  return `${spec === 'SYMMETRIC_DEFAULT' ? 'symmetric' : 'other'} ${usage}`;
}
