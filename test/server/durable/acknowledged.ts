// What a killed process had acknowledged, compared with what the store holds after that.

import type { TrailRecord } from '../../../src/model/trail-record.ts';
import type { SqlState } from '../../../src/server/store/sql-state.ts';
import { answer, call } from '../store-kit.ts';

/** One acknowledged change, and the request id of its call. */
export type Acknowledged = { readonly key: string; readonly event: string } & (
  | { readonly kind: 'key' }
  | { readonly kind: 'tag' | 'policy'; readonly n: number }
  | { readonly kind: 'alias' | 'no-alias'; readonly alias: string }
  | { readonly kind: 'grant'; readonly grant: string; readonly token: string }
  | { readonly kind: 'blob'; readonly blob: string; readonly plaintext: string }
  | { readonly kind: 'rotation' }
);

/** Sentences about what was lost or torn; none when all is well. `records` are all that the store holds. */
export async function lostOf(
  state: SqlState,
  all: readonly Acknowledged[],
  records: readonly TrailRecord[],
): Promise<string[]> {
  const lost: string[] = [];
  const say = (isThere: boolean, what: string) => {
    if (!isThere) lost.push(what);
  };
  const byKey = new Map<string, Acknowledged[]>();
  for (const line of all) byKey.set(line.key, [...(byKey.get(line.key) ?? []), line]);
  const aliases = await allAliases(state);
  for (const [key, lines] of byKey) {
    const described = await call(state, 'DescribeKey', { KeyId: key });
    say(described.error === undefined, `the key ${key}`);
    if (described.error) continue;
    const { Tags } = await answer(state, 'ListResourceTags', { KeyId: key });
    const { Policy } = await answer(state, 'GetKeyPolicy', { KeyId: key });
    const held = {
      tag: Number(Tags?.find(({ TagKey }) => TagKey === 'n')?.TagValue ?? 0),
      policy: Number(/"n(\d+)"/.exec(Policy!)?.[1] ?? 0),
    };
    const last = (kind: 'tag' | 'policy') =>
      Math.max(0, ...lines.flatMap((line) => (line.kind === kind ? line.n : [])));
    for (const kind of ['tag', 'policy'] as const) {
      const told = last(kind);
      // The one after the last that was told may have been committed when the process was killed.
      const isRight = held[kind] === told || held[kind] === told + 1;
      say(isRight, `${kind} ${told} of ${key}: the store has ${held[kind]}`);
    }
    const grants = await allGrants(state, key);
    // A change and its record are there together, or neither is.
    const own = records.filter(({ resources }) => resources?.[0]?.ARN.endsWith(key));
    const recorded = (name: string) => own.filter(({ eventName }) => eventName === name);
    const highest = (name: string, pattern: RegExp) =>
      Math.max(
        0,
        ...recorded(name).map(({ requestParameters }) =>
          Number(pattern.exec(JSON.stringify(requestParameters))?.[1]),
        ),
      );
    const tagged = highest('TagResource', /"tagValue":"(\d+)"/);
    say(tagged === held.tag, `tag ${held.tag} of ${key} has a record of ${tagged}`);
    const put = highest('PutKeyPolicy', /n(\d+)/);
    say(put === held.policy, `policy ${held.policy} of ${key} has a record of ${put}`);
    const made = recorded('CreateGrant').length;
    say(made === grants.size, `${grants.size} grants of ${key} have ${made} records`);
    const gone = new Set(lines.flatMap((line) => (line.kind === 'no-alias' ? line.alias : [])));
    // A deletion that was not acknowledged may have taken place.
    const lastAlias = lines.findLast((line) => line.kind === 'alias');
    for (const line of lines) {
      if (line.kind === 'grant') {
        say(grants.has(line.grant), `the grant ${line.grant}`);
        const token = { KeyId: key, GrantTokens: [line.token] };
        say((await call(state, 'DescribeKey', token)).error === undefined, 'a grant token');
      }
      if (line.kind === 'alias' && !gone.has(line.alias) && line !== lastAlias) {
        say(aliases.get(line.alias) === key, `the alias ${line.alias}`);
      }
      if (line.kind === 'no-alias') say(!aliases.has(line.alias), `the end of ${line.alias}`);
      if (line.kind === 'blob') {
        const { response } = await call(state, 'Decrypt', { CiphertextBlob: line.blob });
        const { Plaintext } = (response ?? {}) as { Plaintext?: Uint8Array };
        say(Buffer.from(Plaintext ?? []).toString() === line.plaintext, `a ciphertext of ${key}`);
      }
      say((await state.event(line.event)) !== undefined, `the record of ${line.kind} ${key}`);
    }
  }
  return lost;
}

async function allAliases(state: SqlState): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let Marker: string | undefined;
  do {
    const page = await answer(state, 'ListAliases', { Limit: 100, ...(Marker ? { Marker } : {}) });
    for (const { AliasName, TargetKeyId } of page.Aliases!) found.set(AliasName!, TargetKeyId!);
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return found;
}

async function allGrants(state: SqlState, KeyId: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let Marker: string | undefined;
  do {
    const page = await answer(state, 'ListGrants', {
      KeyId,
      Limit: 100,
      ...(Marker ? { Marker } : {}),
    });
    for (const { GrantId } of page.Grants!) found.add(GrantId!);
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return found;
}
