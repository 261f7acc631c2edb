// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html
import { present } from '../../world/present.ts';
import type { RotationsListEntry } from '../api-types.generated.ts';
import { KmsError } from '../errors.ts';
import { materialState } from '../imports.ts';
import { isExternal, type KeyMaterial, type StoredKey } from '../key.ts';
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { isSymmetric } from '../rotation.ts';

const usualLimit = 100;

export default operation({
  name: 'ListKeyRotations',
  on: 'key-id',
  run({ IncludeKeyMaterial: include, ...page }, { key, store }) {
    if (!isSymmetric(key)) {
      if (include === undefined) return { Rotations: [], Truncated: false };
      const message = `IncludeKeyMaterial is not supported for ${key.view.spec} keys.`;
      throw new KmsError('UnsupportedOperationException', message);
    }
    const scope = `ListKeyRotations ${key.view.arn} ${include ?? 'ROTATIONS_ONLY'}`;
    const listed = key.family.materials
      .map((material, at) => ({ material, at }))
      .filter(({ material }) => include === 'ALL_KEY_MATERIAL' || material.rotation);
    // Materials are only ever added at the end, so their places order them, oldest first.
    const place = ({ at }: { readonly at: number }) => String(at).padStart(6, '0');
    const { items, more } = pageOf(listed, page, usualLimit, scope, place, store);
    return { Rotations: items.map(({ material }) => entryOf(key, material)), ...more };
  },
});

function entryOf(key: StoredKey, material: KeyMaterial): RotationsListEntry {
  return {
    KeyId: key.view.id,
    KeyMaterialId: material.id,
    KeyMaterialState: materialState(key.family, material),
    ...(isExternal(key) ? importOf(key, material) : {}),
    ...present({ RotationDate: material.rotation?.date, RotationType: material.rotation?.type }),
  };
}

function importOf({ imports }: StoredKey, { id, description }: KeyMaterial): RotationsListEntry {
  const held = imports.get(id);
  return {
    ImportState: held ? 'IMPORTED' : 'PENDING_IMPORT',
    ...present({
      KeyMaterialDescription: description,
      ExpirationModel: held?.expirationModel,
      ValidTo: held?.validTo,
    }),
  };
}
