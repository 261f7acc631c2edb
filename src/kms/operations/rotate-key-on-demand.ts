// https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html
import { KmsError } from '../errors.ts';
import { materialState, pendingMaterial } from '../imports.ts';
import { isExternal, type KeyMaterial, type StoredKey } from '../key.ts';
import { addMaterial, makeCurrent } from '../materials.ts';
import { operation } from '../operation.ts';
import { accessByOrigin } from '../origin.ts';
import { checkRotates, checkRotatesHere } from '../rotation.ts';

/** How often a key can be rotated on demand: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const maxRotations = 25;
const conflictMs = 20 * 60_000;

export default operation({
  name: 'RotateKeyOnDemand',
  writes: true,
  access: ({ KeyId }, find) => [
    accessByOrigin('RotateKeyOnDemand', ['AWS_KMS', 'EXTERNAL'], KeyId, find),
  ],
  run(_, { key, now, random }) {
    checkRotates(key);
    checkRotatesHere(key);
    checkLimit(key);
    checkSchedule(key, now);
    const { family } = key;
    if (isExternal(key)) {
      const material = mustBePending(key);
      makeCurrent(family, material);
      material.rotation = { date: now, type: 'ON_DEMAND' };
    } else addMaterial(family, now, random, 'ON_DEMAND');
    family.onDemandRotations++;
    return { KeyId: key.view.id };
  },
});

function checkLimit({ view, family }: StoredKey): void {
  if (family.onDemandRotations < maxRotations) return;
  const message = `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${view.arn}`;
  throw new KmsError('LimitExceededException', message);
}

function checkSchedule({ view, family }: StoredKey, now: Date): void {
  const { rotation } = family;
  if (!rotation || rotation.next.getTime() - now.getTime() > conflictMs) return;
  const message = `An automatic rotation of ${view.arn} is scheduled to begin within the next 20 minutes.`;
  throw new KmsError('ConflictException', message);
}

/** The imported material that every related key has, and that waits for this rotation. */
function mustBePending({ view, family }: StoredKey): KeyMaterial {
  const material = pendingMaterial(family);
  if (material && materialState(family, material) === 'PENDING_ROTATION') return material;
  const message = `No available key material pending rotation for the key: ${view.arn}.`;
  throw new KmsError('KMSInvalidStateException', message);
}
