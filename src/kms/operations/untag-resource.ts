// https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html
import { change } from '../key.ts';
import { operation } from '../operation.ts';
import { checkTagKeys } from '../tags.ts';

export default operation({
  name: 'UntagResource',
  on: 'key-id',
  writes: true,
  check: ({ TagKeys }) => checkTagKeys(TagKeys),
  conditionKeys: ({ TagKeys }) => (TagKeys.length === 0 ? {} : { 'aws:TagKeys': TagKeys }),
  run({ TagKeys }, { key }) {
    const gone = new Set(TagKeys);
    const kept = Object.entries(key.view.tags).filter(([name]) => !gone.has(name));
    change(key, { tags: Object.fromEntries(kept) });
    return {};
  },
});
