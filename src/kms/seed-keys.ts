// The keys of a world as the simulation begins with them: with material of their own, their aliases and the
// tokens of their grants.

import { createHmac } from 'node:crypto';
import type { Random } from '../crypto/random.ts';
import { lowerFirst } from '../model/lower-first.ts';
import { printPolicy } from '../policy/print.ts';
import { wrong } from '../world/step.ts';
import type { Account, Key, World } from '../world/world.ts';
import { KmsError } from './errors.ts';
import { readParts } from './imported-material.ts';
import { change, type KeyFamily, type KeyMaterial, type StoredKey } from './key.ts';
import { keySpecs } from './key-specs.ts';
import { emptyKeyStore, type KeyStore } from './key-store.ts';
import { addMaterial } from './materials.ts';
import { rotationFrom } from './rotation.ts';
import { dayMs } from './settle.ts';
import { SimulationError } from './unresolved.ts';

/** The store of a world at the beginning of its simulation. */
export function createKeyStore(world: World, now: Date, random: Random): KeyStore {
  const store = emptyKeyStore(world, random);
  for (const account of world.accounts.values()) seedKeys(store, account, account.keys, now);
  return store;
}

/** Adds keys that the world describes to a store. `related` finds the family of a multi-Region key that is there. */
export function seedKeys(
  store: KeyStore,
  account: Pick<Account, 'id'>,
  keys: readonly Key[],
  now: Date,
  related: (view: Key) => KeyFamily | undefined = () => undefined,
): void {
  const { random } = store;
  const families = new Map<string, KeyFamily>();
  for (const { material, materialId, ...view } of keys) {
    const id = view.multiRegion ? view.id : view.arn;
    const family = families.get(id) ?? related(view) ?? familyOf(view);
    families.set(id, family);
    if (view.multiRegionKeyType === 'PRIMARY') family.primaryRegion = view.region;
    if (view.manager === 'AWS') family.rotation = rotationFrom(now);
    const key = storedKey(view, family, now);
    if (view.state !== 'PendingImport' && family.materials.length === 0) {
      if (material === undefined) addMaterial(family, now, random);
      else
        family.materials.push(
          fixedMaterial(view, family, { base64: material, id: materialId }, now),
        );
    }
    if (view.origin === 'EXTERNAL' && view.state !== 'PendingImport') {
      for (const material of family.materials) {
        key.imports.set(material.id, { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' });
      }
    }
    for (const { GrantId, GrantToken } of view.grants) {
      if (GrantToken !== undefined) {
        store.grantTokens.set(GrantToken, { keyArn: view.arn, grantId: GrantId });
      }
    }
    // Aliases stand on the view already; setAlias would add them again.
    change(key, { aliases: [] });
    store.add(key);
    for (const name of view.aliases) {
      store.setAlias(account.id, view.region, name, {
        name,
        keyId: view.id,
        createdAt: now,
        updatedAt: now,
      });
    }
  }
}

function familyOf({ id, spec, region }: Key): KeyFamily {
  return {
    id,
    spec: keySpecs[spec] ?? keySpecs.SYMMETRIC_DEFAULT!,
    materials: [],
    onDemandRotations: 0,
    primaryRegion: region,
    members: new Map(),
  };
}

const defaultWindowDays = 30;

function storedKey(view: Key, family: KeyFamily, now: Date): StoredKey {
  return {
    view,
    family,
    createdAt: now,
    policyText: view.policy ? printPolicy(view.policy) : '',
    imports: new Map(),
    ...(view.state === 'PendingDeletion'
      ? { deletionDate: new Date(now.getTime() + defaultWindowDays * dayMs) }
      : {}),
  };
}

/** The material that the world gives; its id follows from it, so that ciphertexts outlive the simulation. */
function fixedMaterial(
  { arn }: Key,
  { id: keyId, spec }: KeyFamily,
  { base64, id: given }: { readonly base64: string; readonly id: string | undefined },
  now: Date,
): KeyMaterial {
  const bytes = Buffer.from(base64, 'base64');
  const id =
    given ?? createHmac('sha256', bytes).update(`keyward material of ${keyId}`).digest('hex');
  const made: KeyMaterial = { id, createdAt: now, state: 'CURRENT' };
  try {
    return { ...made, ...readParts(spec, bytes) };
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    const why = lowerFirst(error.message).slice(0, -1);
    throw new SimulationError(
      wrong(
        'world-key-material',
        `the \`material\` of the key \`${arn}\` cannot be used: ${why}`,
        'give the bytes of a symmetric or HMAC key, or a private key as PKCS#8 in DER, in base64',
      ),
    );
  } finally {
    bytes.fill(0);
  }
}
