// https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html
import { change } from '../key.ts';
import { operation } from '../operation.ts';
import { checkTags, tagConditionKeys, tagsToMap } from '../tags.ts';

export default operation({
  name: 'TagResource',
  on: 'key-id',
  writes: true,
  check: ({ Tags }) => checkTags(Tags),
  conditionKeys: ({ Tags }) => tagConditionKeys(Tags),
  run({ Tags }, { key }) {
    checkTags(Tags, key.view.tags);
    change(key, { tags: { ...key.view.tags, ...tagsToMap(Tags) } });
    return {};
  },
});
