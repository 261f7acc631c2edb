// aws kms list-grants: the grants of a key; each entry names it.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html
import { parseArn } from '../../model/arn.ts';
import type { Fact, KeyRef } from '../fact.ts';
import { member } from '../reading.ts';
import { readGrants } from '../world-file-keys.ts';
import { keyOf } from './key-of.ts';
import { counted, hasList, type Output, stated } from './output.ts';

/** `{ Grants: [{ KeyId, GrantId, GranteePrincipal, Operations, Constraints }] }`. */
export const listGrants: Output = {
  command: 'kms list-grants',
  matches: (node) => hasList(node, 'Grants'),
  read(node, { hints, reading }) {
    const grants = readGrants(member(node, 'Grants')!, { ...reading, lenient: true });
    const facts = grants.map(
      (grant): Fact => ({
        kind: 'key',
        key: keyFromArn(grant.KeyId) ?? keyOf(hints),
        grants: [grant],
        ...stated(node, reading),
      }),
    );
    // An empty list says something too: the key has no grants.
    if (grants.length === 0) {
      facts.push({ kind: 'key', key: keyOf(hints), grants: [], ...stated(node, reading) });
    }
    return { facts, about: counted(grants.length, 'grant') };
  },
};

function keyFromArn(text: string | undefined): KeyRef | undefined {
  const arn = text === undefined ? undefined : parseArn(text);
  if (!arn) return text === undefined ? undefined : { id: text };
  return { account: arn.account, region: arn.region, id: arn.resource.replace(/^key\//, '') };
}
