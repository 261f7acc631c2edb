// aws kms list-resource-tags: the tags of a key. The output does not name the key: the file does, or
// the folder. https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html

import { keyOf } from './key-of.ts';
import { hasList, itemsOf, type Output, stated, tagsOf, textOf } from './output.ts';

/** `{ Tags: [{ TagKey, TagValue }] }`. */
export const listResourceTags: Output = {
  command: 'kms list-resource-tags',
  naming: 'list-resource-tags.KEY-ID.json',
  matches: (node) =>
    hasList(node, 'Tags') &&
    itemsOf(node, 'Tags').every((tag) => textOf(tag, 'TagKey') !== undefined),
  read(node, { hints, reading }) {
    const tags = tagsOf(node, 'Tags') ?? {};
    return { facts: [{ kind: 'key', key: keyOf(hints), tags, ...stated(node, reading) }] };
  },
};
