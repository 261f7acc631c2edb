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
  const sorted = [...all].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const after = Marker === undefined ? undefined : readMarker(Marker, scope, store);
  const rest = after === undefined ? sorted : sorted.filter((item) => idOf(item) > after);
  const items = rest.slice(0, Limit ?? usualLimit);
  const last = items.at(-1);
  if (items.length === rest.length || last === undefined) {
    return { items, more: { Truncated: false } };
  }
  return { items, more: { Truncated: true, NextMarker: writeMarker(idOf(last), scope, store) } };
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
