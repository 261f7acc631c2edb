// Pages of a list, and the markers that continue them. A marker is signed, so that a changed one is refused.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
import { sameBytes } from '../crypto/equal.ts';
import { KmsError } from './errors.ts';
import type { KeyStore } from './key-store.ts';

/** What a request says of the page that it wants. */
export interface PageRequest {
  readonly Limit?: number;
  readonly Marker?: string;
}

/** One page, with the fields that every answer of a list has. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly more: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/**
 * Cuts one page out of a list. `scope` names the list (operation, key), `idOf` an item that the next page
 * begins after: an item may be gone by then.
 */
export function pageOf<T>(
  all: readonly T[],
  { Limit, Marker }: PageRequest,
  usualLimit: number,
  scope: string,
  idOf: (item: T) => string,
  store: KeyStore,
): Page<T> {
  const after = Marker === undefined ? undefined : readMarker(Marker, scope, store);
  const limit = Limit ?? usualLimit;
  const found = firstAfter(all, after, limit + 1, idOf);
  const items = found.slice(0, limit);
  if (items.length === found.length) return { items, more: { Truncated: false } };
  const NextMarker = writeMarker(idOf(items.at(-1)!), scope, store);
  return { items, more: { Truncated: true, NextMarker } };
}

/** The first items behind an id, in the order of their ids. The list may be long, and is not sorted whole. */
function firstAfter<T>(
  all: readonly T[],
  after: string | undefined,
  count: number,
  idOf: (item: T) => string,
): T[] {
  const first: T[] = [];
  for (const item of all) {
    const id = idOf(item);
    if (after !== undefined && id <= after) continue;
    if (first.length === count && id >= idOf(first.at(-1)!)) continue;
    first.splice(placeOf(id, first, idOf), 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}

/** Where an id belongs in a sorted list, by halving. */
function placeOf<T>(id: string, sorted: readonly T[], idOf: (item: T) => string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (idOf(sorted[middle]!) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

const checkBytes = 16;

function writeMarker(id: string, scope: string, store: KeyStore): string {
  const check = store.digest('marker', scope, id).subarray(0, checkBytes);
  return Buffer.concat([check, Buffer.from(id, 'utf8')]).toString('base64url');
}

function readMarker(marker: string, scope: string, store: KeyStore): string {
  const bytes = Buffer.from(marker, 'base64url');
  const id = bytes.subarray(checkBytes).toString('utf8');
  const check = store.digest('marker', scope, id).subarray(0, checkBytes);
  // Spare bits of the encoding would be a second spelling of the same marker.
  if (sameBytes(check, bytes.subarray(0, checkBytes)) && bytes.toString('base64url') === marker) {
    return id;
  }
  throw new KmsError('InvalidMarkerException', 'Invalid marker.');
}
