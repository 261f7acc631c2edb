// What is kept of imported key material that was deleted: its id, and never its secret.
import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { dropImport, forgetUnheld } from '../../src/kms/imports.ts';
import type { KeyFamily, KeyMaterial, StoredKey } from '../../src/kms/key.ts';
import { keySpecs } from '../../src/kms/key-specs.ts';

const material: KeyMaterial = {
  id: 'a'.repeat(64),
  createdAt: new Date(0),
  state: 'CURRENT',
};

function related(): { family: KeyFamily; keys: [StoredKey, StoredKey] } {
  const family: KeyFamily = {
    id: `mrk-${'1'.repeat(32)}`,
    spec: keySpecs.SYMMETRIC_DEFAULT!,
    materials: [{ ...material, secret: createSecretKey(Buffer.alloc(32)) }],
    onDemandRotations: 0,
    primaryRegion: 'us-east-1',
    members: new Map(),
  };
  const keys = ['us-east-1', 'eu-west-1'].map((region) => {
    const view = { region, state: 'Enabled' } as StoredKey['view'];
    const held = { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
    const imports = new Map([[material.id, held]]);
    const key = { view, family, createdAt: new Date(0), policyText: '', imports };
    family.members.set(region, key);
    return key;
  });
  return { family, keys: keys as [StoredKey, StoredKey] };
}

it('the secret goes with the last Region that held it', () => {
  const { family, keys } = related();
  dropImport(keys[0], material.id);
  expect(family.materials[0]).toHaveProperty('secret');
  dropImport(keys[1], material.id);
  expect(family.materials).toEqual([material]);
});

it('the secret goes with the key that held it', () => {
  const { family, keys } = related();
  dropImport(keys[0], material.id);
  family.members.delete('eu-west-1');
  forgetUnheld(family);
  expect(family.materials).toEqual([material]);
});
