// https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html
import { KmsError } from '../errors.ts';
import { dropImport } from '../imports.ts';
import { currentMaterial, type KeyMaterial, type StoredKey } from '../key.ts';
import { operation } from '../operation.ts';
import { accessByOrigin } from '../origin.ts';
import { isSymmetric } from '../rotation.ts';

export default operation({
  name: 'DeleteImportedKeyMaterial',
  writes: true,
  access: ({ KeyId }, find) => [
    accessByOrigin('DeleteImportedKeyMaterial', ['EXTERNAL'], KeyId, find),
  ],
  run({ KeyMaterialId }, { key }) {
    const material = KeyMaterialId === undefined ? currentMaterial(key) : named(key, KeyMaterialId);
    if (!material) return { KeyId: key.view.arn };
    dropImport(key, material.id);
    return { KeyId: key.view.arn, ...(isSymmetric(key) ? { KeyMaterialId: material.id } : {}) };
  },
});

function named({ view, family }: StoredKey, materialId: string): KeyMaterial {
  const material = family.materials.find(({ id }) => id === materialId);
  if (material) return material;
  const message = `Key material ${materialId} is not associated with ${view.arn}.`;
  throw new KmsError('NotFoundException', message);
}
