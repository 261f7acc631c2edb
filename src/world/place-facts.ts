// Finds the account and key that outputs leave out: the folder's, or the only one there is.
import { quoted } from '../syntax/quoted.ts';
import { problemAt, type Report } from './combine.ts';
import type { Fact, IdentityFact, KeyFact, KeyRef, VpcEndpointFact } from './fact.ts';
import { folderOf } from './path-hints.ts';

/** A key reference in which everything is said. */
export type PlacedKey = Required<KeyRef>;
/** A key's fact with its key known. */
export type PlacedKeyFact = KeyFact & { readonly key: PlacedKey };
/** A fact with its account known. */
export type Placed<F> = F & { readonly account: string };

/** The accounts that the facts name, in order. */
export function accountsOf(facts: readonly Fact[]): Set<string> {
  const accounts = new Set<string>();
  for (const fact of facts) {
    const account = fact.kind === 'key' ? fact.key.account : 'account' in fact && fact.account;
    if (account) accounts.add(account);
  }
  return accounts;
}

/** Principals and endpoints with their account: the one that they name, or the only one. */
export function placeInAccounts<F extends IdentityFact | VpcEndpointFact>(
  facts: readonly F[],
  accounts: ReadonlySet<string>,
  report: Report,
): Placed<F>[] {
  const [only, second] = accounts;
  return facts.flatMap((fact): Placed<F>[] => {
    const account = fact.account ?? (second === undefined ? only : undefined);
    if (account !== undefined) return [{ ...fact, account }];
    const what =
      fact.kind === 'vpc-endpoint' ? quoted(fact.id) : `the ${fact.kind} ${quoted(fact.name)}`;
    problemAt(
      report,
      fact.place,
      'world-unplaced',
      `nothing says which account ${what} belongs to`,
      {
        remedy: 'put the file into a folder that is named by the account id, `111122223333/…`',
      },
    );
    return [];
  });
}

/** Key facts with their key: the one that they name, the one of their folder, or the only one. */
export function placeKeys(
  facts: readonly KeyFact[],
  accounts: ReadonlySet<string>,
  worldRegion: string | undefined,
  report: Report,
): PlacedKeyFact[] {
  const known = new Map<string, { key: PlacedKey; folder: string; onlyAlias: boolean }[]>();
  for (const fact of facts) {
    if (!isPlaced(fact.key)) continue;
    const onlyAlias = fact.aliases !== undefined && !fact.written;
    const entry = { key: fact.key, folder: folderOf(fact.place.file ?? ''), onlyAlias };
    known.set(fact.key.id, [...(known.get(fact.key.id) ?? []), entry]);
  }
  const all = [...known.values()].flat();
  const regions = new Set(all.map(({ key }) => key.region));
  const onlyRegion = regions.size === 1 ? [...regions][0] : worldRegion;
  const onlyAccount = accounts.size === 1 ? [...accounts][0] : undefined;
  return facts.flatMap((fact): PlacedKeyFact[] => {
    const { key } = fact;
    if (isPlaced(key)) return [{ ...fact, key }];
    const named = key.id === undefined ? [] : (known.get(key.id) ?? []);
    const fits = distinct(named.map((entry) => entry.key)).filter(
      ({ account, region }) =>
        (key.account ?? account) === account && (key.region ?? region) === region,
    );
    if (fits.length === 1) return [{ ...fact, key: fits[0]! }];
    if (key.id !== undefined && fits.length === 0) {
      const [account, region] = [key.account ?? onlyAccount, key.region ?? onlyRegion];
      if (account && region) return [{ ...fact, key: { id: key.id, account, region } }];
    }
    if (key.id === undefined) {
      const folder = folderOf(fact.place.file ?? '');
      const candidates = all.filter((entry) => !entry.onlyAlias);
      const beside = distinct(
        candidates.filter((entry) => entry.folder === folder).map((entry) => entry.key),
      );
      const only = beside.length > 0 ? beside : distinct(candidates.map((entry) => entry.key));
      if (only.length === 1) return [{ ...fact, key: only[0]! }];
    }
    reportUnplaced(fact, fits, report);
    return [];
  });
}

function reportUnplaced(fact: KeyFact, fits: readonly PlacedKey[], report: Report): void {
  const { id } = fact.key;
  if (id === undefined) {
    problemAt(
      report,
      fact.place,
      'world-unplaced',
      'this output does not say which key it belongs to',
      {
        remedy:
          'put the key id into its name or folder: `get-key-policy.KEY-ID.json`, `KEY-ID/get-key-policy.json`',
      },
    );
  } else if (fits.length > 1) {
    problemAt(
      report,
      fact.place,
      'world-unplaced',
      `there is a key ${quoted(id)} in ${fits.length} Regions or accounts`,
      {
        remedy: 'put the file into a folder that is named by the Region, `us-east-1/…`',
      },
    );
  } else {
    problemAt(
      report,
      fact.place,
      'world-unplaced',
      `nothing says the account and Region of the key ${quoted(id)}`,
      {
        remedy: `save \`aws kms describe-key --key-id ${id}\` beside it, or name the key in a \`world.yaml\``,
      },
    );
  }
}

function isPlaced(key: KeyRef): key is PlacedKey {
  return key.id !== undefined && key.account !== undefined && key.region !== undefined;
}

function distinct(keys: readonly PlacedKey[]): PlacedKey[] {
  return [...new Map(keys.map((key) => [`${key.account}:${key.region}:${key.id}`, key])).values()];
}
