// The key materials of a store in the clear, for an export that asks for secrets.
import { exportPrivateKey } from '../../crypto/key-pair.ts';
import { currentMaterial, type KeyMaterial } from '../../kms/key.ts';
import type { KeyStore } from '../../kms/key-store.ts';
import type { World } from '../../world/world.ts';

/** The current material of a key in base64, and how many older ones it has. */
export interface KeyMaterialText {
  readonly material: string;
  readonly materialId: string;
  readonly older: number;
}

/** The current material of every key that has one, by the key's ARN. */
export function keyMaterialsOf(
  store: KeyStore,
  world: World,
  now: Date,
): ReadonlyMap<string, KeyMaterialText> {
  const keys = [...world.accounts.keys()].flatMap((account) => store.allKeys(account, now));
  return new Map(
    keys.flatMap((key) => {
      const current = currentMaterial(key);
      const bytes = current && bytesOf(current);
      if (!bytes) return [];
      const material = Buffer.from(bytes).toString('base64');
      bytes.fill(0);
      return [
        [
          key.view.arn,
          { material, materialId: current.id, older: key.family.materials.length - 1 },
        ] as const,
      ];
    }),
  );
}

function bytesOf({ secret, pair }: KeyMaterial): Uint8Array | undefined {
  return secret ? secret.export() : pair && exportPrivateKey(pair);
}
