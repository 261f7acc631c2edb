// KMS keys out of what files say of them.
import { awsManagedKeyPolicy, defaultKeyPolicy } from '../catalog/default-key-policies.ts';
import type { JsonObject, Policy } from '../model/policy.ts';
import { policyFromValue } from '../policy/from-value.ts';
import { quoted } from '../syntax/quoted.ts';
import {
  conflict,
  groupBy,
  problemAt,
  type Report,
  single,
  unionMaps,
  unionNamed,
} from './combine.ts';
import type { Place } from './fact.ts';
import { usualUsage } from './key-words.ts';
import { partitionOf } from './partition.ts';
import type { PlacedKeyFact } from './place-facts.ts';
import { asPolicy } from './policy-source.ts';
import { present } from './present.ts';
import type { Key } from './world.ts';

/** The keys of one account, in the order in which the files name them. */
export function assembleKeys(facts: readonly PlacedKeyFact[], report: Report): Key[] {
  const keys = [...groupBy(facts, ({ key }) => `${key.region}/${key.id}`).values()];
  const aliases = new Map<string, { readonly key: string; readonly place: Place }>();
  return keys.map((said) => {
    const key = assembleKey(said, report);
    for (const alias of key.aliases) {
      const name = `${key.region}/${alias}`;
      const { place } = said.find((fact) => fact.aliases?.includes(alias))!;
      const other = aliases.get(name);
      if (other && other.key !== key.arn)
        conflict(report, place, other.place, `the key of ${quoted(alias)}`);
      aliases.set(name, { key: key.arn, place });
    }
    return key;
  });
}

function assembleKey(said: readonly PlacedKeyFact[], report: Report): Key {
  const { id, account, region } = said[0]!.key;
  const what = `the key ${quoted(id)}`;
  const state = <F extends keyof PlacedKeyFact>(field: F) => single(said, field, what, report);
  const aliases = [...new Set(said.flatMap((fact) => fact.aliases ?? []))];
  const spec = state('spec') ?? 'SYMMETRIC_DEFAULT';
  const multiRegion = state('multiRegion') ?? id.startsWith('mrk-');
  const awsAlias = aliases.find((alias) => alias.startsWith('alias/aws/'));
  const manager = state('manager') ?? (awsAlias ? 'AWS' : 'CUSTOMER');
  const usage = state('usage') ?? usualUsage(spec);
  const origin = state('origin') ?? 'AWS_KMS';
  const keyState = state('state') ?? 'Enabled';
  const multiRegionKeyType = state('multiRegionKeyType') ?? (multiRegion ? 'PRIMARY' : undefined);
  const description = state('description');
  const material = state('material');
  const materialId = state('materialId');
  const arn = `arn:${partitionOf(region)}:kms:${region}:${account}:key/${id}`;
  const grants = unionNamed(
    said.flatMap(({ grants: listed = [], place }) =>
      listed.map((value) => ({ name: value.GrantId, value, place })),
    ),
    (grant) => `the grant ${quoted(grant)} of ${what}`,
    report,
  );
  for (const { grants: listed = [], place } of said) {
    const foreign = listed.find(
      ({ KeyId }) => KeyId !== undefined && KeyId !== arn && KeyId !== id,
    );
    if (!foreign) continue;
    problemAt(
      report,
      place,
      'world-grant',
      `the grant ${quoted(foreign.GrantId)} stands at ${what}, but names ${quoted(foreign.KeyId!)}`,
    );
  }
  return {
    arn,
    id,
    account,
    region,
    manager,
    spec,
    usage,
    origin,
    state: keyState,
    multiRegion,
    metadataKnown:
      manager === 'AWS' || said.some((fact) => fact.written || fact.spec !== undefined),
    grantsKnown: said.some((fact) => fact.grants) || said.every(({ written }) => written),
    aliases,
    grants: grants.map((grant) => ({ ...grant, KeyId: arn })),
    tags: unionMaps(said, (fact) => fact.tags, what, report),
    ...policyOf(said, manager, awsAlias, report),
    ...present({ multiRegionKeyType, description, material, materialId }),
  };
}

function policyOf(
  said: readonly PlacedKeyFact[],
  manager: Key['manager'],
  awsAlias: string | undefined,
  report: Report,
): Pick<Key, 'policy' | 'policyOrigin'> {
  const { account, region, id } = said[0]!.key;
  const source = single(said, 'policy', `the key ${quoted(id)}`, report);
  if (source) {
    return {
      policyOrigin: 'given',
      ...present({ policy: asPolicy(source, 'key-policy', report) }),
    };
  }
  if (manager === 'AWS' && awsAlias) {
    const service = awsAlias.slice('alias/aws/'.length);
    return usual(awsManagedKeyPolicy(service, account, region), `default policy of aws/${service}`);
  }
  if (manager === 'CUSTOMER' && said.every(({ written }) => written)) {
    return usual(defaultKeyPolicy(account, partitionOf(region)), 'default key policy');
  }
  return { policyOrigin: 'unknown' };
}

function usual(document: JsonObject, name: string): Pick<Key, 'policy' | 'policyOrigin'> {
  const { policy } = policyFromValue(document, { type: 'key-policy', name });
  return { policyOrigin: 'default', ...present({ policy: policy as Policy | undefined }) };
}
