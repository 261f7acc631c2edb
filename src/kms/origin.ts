// Operations that only keys of some origins take: other keys are refused whatever their state.
// https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html
import type { RequestContext } from '../model/request.ts';
import type { Access } from './access.ts';
import type { OriginType } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import type { Finder } from './finder.ts';
import type { StoredKey } from './key.ts';

/** The access of an operation on one key, which no alias names, whose origin must be one of these. */
export function accessByOrigin(
  action: string,
  origins: readonly OriginType[],
  keyId: string,
  find: Finder,
  conditionKeys: RequestContext = {},
): Access {
  const { key } = find.key(keyId, { aliases: false });
  const access = { action, resource: key.view.arn, key, conditionKeys };
  const refusal = wrongOrigin(key, origins);
  return refusal ? { ...access, refusal } : access;
}

/** What AWS KMS answers to a key whose origin is none of these. */
export function wrongOrigin(
  { view: { arn, origin } }: StoredKey,
  origins: readonly OriginType[],
): KmsError | undefined {
  if ((origins as readonly string[]).includes(origin)) return undefined;
  const message = `${arn} origin is ${origin} which is not valid for this operation.`;
  return new KmsError('UnsupportedOperationException', message);
}
