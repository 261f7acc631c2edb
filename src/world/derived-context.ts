// The context keys that follow from the world: the organization, the key, the endpoint, the time. What
// follows from the request alone is the engine's business (engine/derive.ts).
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html

import { findKmsAction } from '../catalog/kms-actions.ts';
import type { ContextValue } from '../model/request.ts';
import { utcSeconds } from '../model/utc-seconds.ts';
import type { FoundCaller } from './find-caller.ts';
import type { Target } from './resolve-target.ts';
import type { Account, Key, VpcEndpoint } from './world.ts';

/** What a request is, as far as context follows from it. */
export interface Situation {
  readonly action: string;
  readonly caller: FoundCaller;
  readonly target: Target;
  readonly endpointAccount?: Account;
  readonly endpoint?: VpcEndpoint;
  readonly forwarded: boolean;
}

/** A context value and where it came from. A `usual` value gives way to a given one. */
export interface DerivedValue {
  readonly key: string;
  readonly value: ContextValue;
  readonly origin: string;
  readonly usual?: boolean;
}

/** The keys that follow from the time alone. */
export function ofTheClock(clock: Date): readonly DerivedValue[] {
  const origin = 'from the clock';
  return [
    { key: 'aws:CurrentTime', value: utcSeconds(clock), origin, usual: true },
    { key: 'aws:EpochTime', value: Math.floor(clock.getTime() / 1000), origin, usual: true },
  ];
}

/** The keys that stay the same as long as the parties of a request do. */
export function lastingContext(situation: Situation): readonly DerivedValue[] {
  const { caller, target } = situation;
  const rows: readonly Row[] = [
    ['aws:SecureTransport', true, 'calls to AWS use TLS', 'usual'],
    ['aws:userid', caller.userId, 'derived from the principal'],
    [
      'aws:RequestedRegion',
      target.resource === '*' ? target.region : undefined,
      'the Region of the call',
    ],
    ...organizationRows('aws:Principal', caller.account, "derived from the caller's organization"),
    ...organizationRows('aws:Resource', target.account, "derived from the resource's organization"),
    ...endpointRows(situation),
    ...(target.key ? keyRows(situation, target.key) : []),
  ];
  return rows.flatMap(([key, value, origin, usual]) =>
    value === undefined ? [] : [{ key, value, origin, ...(usual ? { usual: true } : {}) }],
  );
}

type Row = readonly [key: string, value: ContextValue | undefined, origin: string, usual?: 'usual'];

function organizationRows(prefix: string, account: Account | undefined, origin: string): Row[] {
  const { id, path } = account?.organization ?? {};
  return [
    [`${prefix}OrgID`, id, origin],
    [`${prefix}OrgPaths`, path === undefined ? undefined : [path], origin],
  ];
}

/** Calls that a service forwards do not come through the caller's endpoint. */
function endpointRows({ endpoint, endpointAccount, forwarded }: Situation): Row[] {
  if (!endpoint || forwarded) return [];
  const origin = 'derived from the VPC endpoint';
  return [
    ['aws:SourceVpc', endpoint.vpc, origin],
    ['aws:VpceAccount', endpoint.account, origin],
    ...organizationRows('aws:Vpce', endpointAccount, origin),
  ];
}

function keyRows({ action, target }: Pick<Situation, 'action' | 'target'>, key: Key): Row[] {
  const carried = new Set(findKmsAction(action.slice('kms:'.length))?.conditionKeys);
  const from = 'derived from the key';
  const metadata = key.metadataKnown ? from : 'the usual value: the world does not say it';
  const tags = Object.entries(key.tags).map(
    ([name, value]): Row => [`aws:ResourceTag/${name}`, value, from],
  );
  const rows: readonly Row[] = [
    ['kms:KeySpec', key.spec, metadata],
    ['kms:CustomerMasterKeySpec', key.spec, metadata],
    ['kms:KeyUsage', key.usage, metadata],
    ['kms:CustomerMasterKeyUsage', key.usage, metadata],
    ['kms:KeyOrigin', key.origin, metadata],
    ['kms:MultiRegion', key.multiRegion, metadata],
    ['kms:MultiRegionKeyType', key.multiRegionKeyType, metadata],
    ['kms:ResourceAliases', key.aliases.length > 0 ? key.aliases : undefined, from],
    ['kms:RequestAlias', target.alias, 'the request names the key by this alias'],
    ...onlyAlgorithms(key).map(
      ([name, value]): Row => [name, value, 'the only one of this key spec'],
    ),
  ];
  const twins = new Set<string>();
  return [
    ...rows.filter(([name]) => carried.has(name) || carried.has(oldNames[name] ?? '')),
    // Tag keys of a key differ by case, condition keys do not: the first counts.
    ...tags.filter(([name]) => {
      const lower = name.toLowerCase();
      return carried.has('aws:ResourceTag/${TagKey}') && !twins.has(lower) && twins.add(lower);
    }),
  ];
}

const oldNames: Readonly<Record<string, string>> = {
  'kms:CustomerMasterKeySpec': 'kms:KeySpec',
  'kms:CustomerMasterKeyUsage': 'kms:KeyUsage',
};

/** The algorithms of keys that have only one: a request cannot name another. */
function onlyAlgorithms({ spec, usage }: Key): (readonly [string, string])[] {
  if (spec === 'SYMMETRIC_DEFAULT') return [['kms:EncryptionAlgorithm', 'SYMMETRIC_DEFAULT']];
  if (spec.startsWith('HMAC_')) return [['kms:MacAlgorithm', spec.replace('HMAC_', 'HMAC_SHA_')]];
  if (usage === 'KEY_AGREEMENT') return [['kms:KeyAgreementAlgorithm', 'ECDH']];
  return [];
}
