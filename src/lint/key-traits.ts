// What a file says for certain of a key.
import type { KeyTraits } from '../catalog/key-operations.ts';
import { isKnown, type KeyResource } from './scope.ts';

/** The properties of a key that do not hang on a parameter. */
export function keyTraitsOf({ spec, usage, origin, multiRegion }: KeyResource): KeyTraits {
  return {
    ...(isKnown(spec) ? { spec } : {}),
    ...(isKnown(usage) ? { usage } : {}),
    ...(isKnown(origin) ? { origin } : {}),
    ...(isKnown(multiRegion) ? { multiRegion } : {}),
  };
}
