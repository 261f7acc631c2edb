// Operations that only keys of some origins take: other keys are refused whatever their state.
// https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html
import type { RequestContext } from '../model/request.ts';
import type { Access } from './access.ts';
import type { OriginType } from './api-types.generated.ts';
import { KmsError } from './errors.ts';
import type { Finder } from './finder.ts';

/** The access of an operation on one key, which no alias names, whose origin must be one of these. */
export function accessByOrigin(
  action: string,
  origins: readonly OriginType[],
  keyId: string,
  find: Finder,
  conditionKeys: RequestContext = {},
): Access {
  const { key } = find.key(keyId, { aliases: false });
  const { arn, origin } = key.view;
  const access = { action, resource: arn, key, conditionKeys };
  if ((origins as readonly string[]).includes(origin)) return access;
  const message = `${arn} origin is ${origin} which is not valid for this operation.`;
  return { ...access, refusal: new KmsError('UnsupportedOperationException', message) };
}
