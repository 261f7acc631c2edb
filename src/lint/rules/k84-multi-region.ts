import { rule } from '../rule.ts';
import { isKnown } from '../scope.ts';

export default rule({
  id: 'K84-multi-region',
  severity: 'info',
  summary: 'the key is a multi-Region key',
  why: 'its key material can be replicated to other Regions, each with a key policy of its own, and the property cannot be changed later',
  remedy: 'use a single-Region key unless data moves between Regions in encrypted form',
  ignore: 'where the data is replicated across Regions',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
  *checkResource(resource) {
    if (resource.kind !== 'key') return;
    const { multiRegion, replica, name, places } = resource;
    if (replica || !isKnown(multiRegion) || !multiRegion) return;
    yield {
      message: `\`${name}\` is a multi-Region key, whose material can leave the Region`,
      span: places.multiRegion ?? resource.span,
    };
  },
});
