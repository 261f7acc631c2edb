// Tags of keys, and what AWS KMS refuses of them.
// https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html
import type { RequestContext } from '../model/request.ts';
import type { Tag } from './api-types.generated.ts';
import { KmsError } from './errors.ts';

/** Tags as the API writes them. */
export type TagList = readonly Tag[];

/** How many tags a key may have. */
const maxTags = 50;

/** Throws a TagException for tags that a key cannot have. */
export function checkTags(tags: TagList, held: Readonly<Record<string, string>> = {}): void {
  const keys = tags.map(({ TagKey }) => TagKey);
  checkTagKeys(keys);
  if (new Set(keys).size < keys.length) throw new KmsError('TagException', 'Duplicate tag keys');
  if (new Set([...keys, ...Object.keys(held)]).size > maxTags) {
    throw new KmsError('TagException', 'Too many tags');
  }
}

/** Throws a TagException for keys that only AWS gives and takes. */
export function checkTagKeys(keys: readonly string[]): void {
  if (!keys.some((key) => key.toLowerCase().startsWith('aws:'))) return;
  throw new KmsError('TagException', 'Tags beginning with aws: are reserved');
}

/** Tags by key. */
export function tagsToMap(tags: TagList): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
}

/**
 * aws:RequestTag/… and aws:TagKeys of a request that brings tags. Tag keys differ by case and condition keys
 * do not: of such twins the first counts.
 */
export function tagConditionKeys(tags: TagList | undefined): RequestContext {
  if (!tags || tags.length === 0) return {};
  const first = new Map<string, Tag>();
  for (const tag of tags) {
    const name = tag.TagKey.toLowerCase();
    if (!first.has(name)) first.set(name, tag);
  }
  return {
    ...Object.fromEntries(
      [...first.values()].map(({ TagKey, TagValue }) => [`aws:RequestTag/${TagKey}`, TagValue]),
    ),
    'aws:TagKeys': tags.map(({ TagKey }) => TagKey),
  };
}
