// Units: what changes together and is loaded together. Related multi-Region keys are one, any other key is one.
import type { Key } from '../../world/world.ts';

/** The unit of a key. */
export function unitOf({ account, region, id }: Pick<Key, 'account' | 'region' | 'id'>): string {
  return id.startsWith('mrk-') ? `${account}/${id}` : `${account}/${region}/${id}`;
}

/** The unit of a key's ARN. */
export function unitOfArn(arn: string): string {
  const [, , , region = '', account = '', resource = ''] = arn.split(':');
  return unitOf({ account, region, id: resource.slice('key/'.length) });
}
