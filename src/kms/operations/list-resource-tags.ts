// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html
import { operation } from '../operation.ts';
import { pageOf } from '../page.ts';

const usualLimit = 50;

export default operation({
  name: 'ListResourceTags',
  on: 'key-id',
  run(input, { key: { view }, store }) {
    const tags = Object.entries(view.tags);
    const scope = `ListResourceTags ${view.arn}`;
    const { items, more } = pageOf(tags, input, usualLimit, scope, ([name]) => name, store);
    return { Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...more };
  },
});
