// What a record does not hold: one row for each thing, with when it is missing and which context keys that
// leaves open. Whether a verdict hangs on it, judge.ts finds out.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html

import { findKmsAction } from '../../catalog/kms-actions.ts';
import { memo } from '../../engine/memo.ts';
import type { FoundCaller } from '../../world/find-caller.ts';
import type { Account, Key, VpcEndpoint } from '../../world/world.ts';
import { type Gap, keysNamed } from './gap.ts';

/** What is known of one access of a call. */
export interface Known {
  /** Without `kms:`. */
  readonly action: string;
  readonly caller: FoundCaller;
  readonly key?: Key | undefined;
  readonly owner?: Account | undefined;
  readonly parametersKnown: boolean;
  /** Whether a service forwarded the call that the record does not name. */
  readonly viaUnnamed: boolean;
  /** Whether the caller's address is recorded, or cannot have been there. */
  readonly addressKnown: boolean;
  readonly endpoint?: VpcEndpoint | undefined;
  /** Whether the world describes the endpoint. */
  readonly endpointKnown: boolean;
  /** Whether the call brought an attestation document whose measurements nothing here holds. */
  readonly attested: boolean;
  /** Whether nothing at all is known of the circumstances: only an error text is. */
  readonly textOnly: boolean;
}

/** The gaps of an access, in the order in which they are told. */
export function gapsOf(known: Known): readonly Gap[] {
  return rows.flatMap((row) => row(known) ?? []);
}

type Row = (known: Known) => Gap | undefined;

const rows: readonly Row[] = [
  ({ action, parametersKnown }) => {
    if (parametersKnown) return undefined;
    const covers = openParameters(action);
    if (covers === null) return undefined;
    return {
      id: 'parameters',
      covers,
      sentence:
        'the parameters of the request, such as its encryption context: they are not recorded',
    };
  },
  ({ addressKnown }) =>
    addressKnown
      ? undefined
      : {
          id: 'source-address',
          covers: ofAddress,
          sentence:
            "the caller's address: where a service calls for somebody, records name the service instead",
        },
  ({ viaUnnamed }) =>
    viaUnnamed
      ? {
          id: 'via-service',
          covers: keysNamed('kms:viaservice', 'aws:calledvia*'),
          sentence: 'which service made the call: the record says only that one did',
        }
      : undefined,
  ({ caller: { input, account, sessionPolicies, cacheKey } }) => {
    if (typeof input !== 'object') return undefined;
    const isSession =
      'federatedUser' in input || ('role' in input && input.sessionName !== undefined);
    const described =
      sessionPolicies.length > 0 || account?.sessions.some(({ arn }) => arn === cacheKey) === true;
    if (!isSession || described) return undefined;
    return {
      id: 'session-tags',
      covers: ofTags,
      sentence: "the session's own tags: the role's tags count, but a session may bring others",
    };
  },
  // Without a session policy a federated user may do next to nothing; a role's session is as wide as the role.
  ({ caller: { input, sessionPolicies } }) =>
    typeof input === 'object' && 'federatedUser' in input && sessionPolicies.length === 0
      ? {
          id: 'session-policy',
          covers: () => false,
          sentence: 'the policy that the federated session was made with: no record holds it',
        }
      : undefined,
  ({ caller: { input } }) =>
    typeof input === 'object' && 'service' in input && input.sourceArn === undefined
      ? {
          id: 'service-source',
          covers: keysNamed('aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorg*'),
          sentence: 'for which resource the service called: records do not hold it',
        }
      : undefined,
  ({ endpoint, endpointKnown }) =>
    endpoint === undefined || endpointKnown
      ? undefined
      : {
          id: 'vpc-endpoint',
          covers: keysNamed('aws:sourcevpc', 'aws:sourcevpcarn', 'aws:vpceorg*'),
          sentence: `the VPC endpoint \`${endpoint.id}\`: the world does not describe it, so its policy is taken to let everything through`,
        },
  ({ attested }) =>
    attested
      ? {
          id: 'attestation',
          covers: keysNamed('kms:recipientattestation:*'),
          sentence: 'what the attestation document measured: records do not hold all of it',
        }
      : undefined,
  ({ caller, owner }) => {
    const open = [
      ...(isOpen(caller.account) ? ['aws:principalorgid', 'aws:principalorgpaths'] : []),
      ...(isOpen(owner) ? ['aws:resourceorgid', 'aws:resourceorgpaths'] : []),
    ];
    if (open.length === 0) return undefined;
    const id = isOpen(caller.account) ? caller.account?.id : owner?.id;
    return {
      id: 'organization',
      covers: keysNamed(...open),
      sentence: `the organization of account \`${id}\`, if it is in one: the world does not say`,
    };
  },
  ({ key, textOnly }) =>
    key?.grants.some(({ visible }) => visible === false) === true
      ? {
          id: 'grant-tokens',
          covers: () => false,
          sentence: `which grant tokens the request brought: ${textOnly ? 'the text does' : 'records do'} not hold them`,
        }
      : undefined,
  ({ textOnly }) =>
    textOnly
      ? {
          id: 'circumstances',
          covers: keysNamed(
            'aws:sourceip',
            'aws:vpcsourceip',
            'aws:sourcevpc*',
            'aws:vpce*',
            'aws:multifactorauth*',
            'aws:useragent',
            'aws:currenttime',
            'aws:epochtime',
            'aws:tokenissuetime',
            'aws:viaawsservice',
            'aws:calledvia*',
            'kms:viaservice',
            'aws:userid',
            'aws:requestedregion',
          ),
          sentence:
            'from where, when and how the call came: an error text does not hold it; give `--context`, `--time`, `--via` or `--vpc-endpoint`',
        }
      : undefined,
];

const ofAddress = keysNamed('aws:sourceip', 'aws:vpcsourceip');
const ofTags = keysNamed('aws:principaltag/*');

/** An account of AWS CLI outputs that say nothing of an organization; a world file leaves out what is not there. */
function isOpen(account: Account | undefined): boolean {
  return account !== undefined && !account.written && account.organization === undefined;
}

/** Keys that follow from the caller, the key and the call itself; all others are parameters. */
const lasting: ReadonlySet<string> = new Set([
  'kms:calleraccount',
  'kms:viaservice',
  'kms:grantisforawsresource',
  'kms:keyspec',
  'kms:keyusage',
  'kms:keyorigin',
  'kms:multiregion',
  'kms:multiregionkeytype',
  'kms:customermasterkeyspec',
  'kms:customermasterkeyusage',
  'kms:resourcealiases',
  'aws:resourcetag/${tagkey}',
]);

/** The condition keys of an action that its parameters bring; null where there are none. */
const openParameters = memo(256, (action: string): Gap['covers'] | null => {
  const row = findKmsAction(action);
  const ofKey = row?.resources.includes('key') === true;
  const open = (row?.conditionKeys ?? [])
    .map((key) => key.toLowerCase())
    .filter((key) => !ofKey || !lasting.has(key))
    .map((key) => key.replace(/\$\{.*$/, '*'));
  return open.length === 0 ? null : keysNamed(...open);
});
