// The context keys that a caller can do something about, and what to say. Keys that AWS sets from who
// the caller is (aws:PrincipalArn, kms:CallerAccount …) are not among them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
import { parseArn } from '../../model/arn.ts';
import type { ContextValue } from '../../model/request.ts';
import type { Case } from '../case.ts';
import { quoted } from '../names.ts';
import type { RequestChange } from './request-candidate.ts';
import type { Wish } from './samples.ts';
import { ciphertextNote } from './use-grant.ts';

/** One value to try for one key. */
export interface Trial {
  readonly subject: Case;
  /** The key as the policy writes it. */
  readonly key: string;
  readonly wish: Wish;
  readonly value: ContextValue;
}

/** What a caller can do about a key. */
export interface RequestKey {
  readonly title: (trial: Trial) => string;
  /** The change; by default the key gets the value. */
  readonly change?: (trial: Trial) => RequestChange | undefined;
  readonly cost?: number;
  readonly opens?: string;
}

const time: RequestKey = { title: ({ wish }) => `Call at a time ${wish.words}` };
const parameter: RequestKey = {
  title: ({ key, wish }) =>
    wish.absent ? `Leave ${key} out of the request` : `Send ${key} as ${wish.words}`,
};

const rows: Readonly<Record<string, RequestKey>> = {
  'aws:sourceip': { title: ({ wish }) => `Call from ${wish.words}` },
  'aws:vpcsourceip': { title: ({ wish }) => `Call through a VPC endpoint from ${wish.words}` },
  'aws:sourcevpc': { title: ({ wish }) => `Call through a VPC endpoint in ${wish.words}` },
  'aws:sourcevpce': {
    title: ({ wish }) =>
      wish.absent
        ? 'Do not call through a VPC endpoint'
        : `Call through VPC endpoint ${wish.words}`,
    change: ({ value, key }) =>
      typeof value === 'string' && value.startsWith('vpce-')
        ? { vpcEndpoint: value, context: { [key]: value, 'aws:SourceIp': null } }
        : value === null
          ? { vpcEndpoint: null, context: { [key]: null } }
          : undefined,
  },
  'aws:currenttime': time,
  'aws:epochtime': time,
  'aws:multifactorauthpresent': {
    title: ({ value }) =>
      value === true ? 'Use a session that was signed in with MFA' : 'Use credentials without MFA',
  },
  'aws:multifactorauthage': {
    title: ({ wish }) => `Sign in with MFA again: its age in seconds must be ${wish.words}`,
    change: ({ key, value }) => ({
      context: { [key]: value, 'aws:MultiFactorAuthPresent': true },
    }),
  },
  'aws:securetransport': {
    title: ({ value }) => (value === true ? 'Call over TLS' : 'Call without TLS'),
  },
  'kms:viaservice': {
    title: ({ wish }) =>
      wish.absent ? 'Call AWS KMS directly' : `Use the key through the service ${wish.words}`,
    change: throughService,
  },
  'kms:encryptioncontextkeys': {
    title: ({ subject, wish }) =>
      wish.absent
        ? 'Send no encryption context'
        : `Send an encryption context with the key ${wish.words}${ciphertextNote(subject)}`,
    change: encryptionContextKeys,
  },
  'aws:sourceidentity': { title: ({ wish }) => `Set the source identity ${wish.words}` },
};

const prefixes: Readonly<Record<string, RequestKey>> = {
  'kms:encryptioncontext:': {
    title: ({ subject, key, wish }) => {
      const name = quoted(key.slice('kms:EncryptionContext:'.length));
      return wish.absent
        ? `Leave ${name} out of the encryption context`
        : `Send the encryption context ${name} with the value ${wish.words}${ciphertextNote(subject)}`;
    },
  },
  'aws:principaltag/': {
    title: ({ subject, key, wish }) =>
      `Give ${subject.trace.principal.kind === 'role' ? 'the role or its session' : 'the caller'} the tag ${quoted(key.slice('aws:PrincipalTag/'.length))} with the value ${wish.words}`,
    cost: 6,
    opens: 'every other policy that reads this tag decides by it too',
  },
  'aws:requesttag/': parameter,
};

/** Request parameters that KMS and STS show to policies. */
const parameters: ReadonlySet<string> = new Set([
  'aws:tagkeys',
  'kms:bypasspolicylockoutsafetycheck',
  'kms:datakeypairspec',
  'kms:encryptionalgorithm',
  'kms:expirationmodel',
  'kms:grantconstraintsourcearn',
  'kms:grantconstrainttype',
  'kms:granteeprincipal',
  'kms:granteeserviceprincipal',
  'kms:grantoperations',
  'kms:keyagreementalgorithm',
  'kms:macalgorithm',
  'kms:messagetype',
  'kms:primaryregion',
  'kms:replicaregion',
  'kms:requestalias',
  'kms:retiringprincipal',
  'kms:retiringserviceprincipal',
  'kms:rotationperiodindays',
  'kms:schedulekeydeletionpendingwindowindays',
  'kms:signingalgorithm',
  'kms:validto',
  'kms:wrappingalgorithm',
  'kms:wrappingkeyspec',
  'sts:externalid',
  'sts:rolesessionname',
]);

/** Properties of a key, which only its creation can choose. */
const creationParameters: ReadonlySet<string> = new Set([
  'kms:keyorigin',
  'kms:keyspec',
  'kms:keyusage',
  'kms:multiregion',
]);

/** What a caller can do about a key; undefined where the answer is nothing. */
export function requestKey({ policies, trace }: Case, key: string): RequestKey | undefined {
  const name = key.toLowerCase();
  const prefix = Object.keys(prefixes).find((start) => name.startsWith(start));
  const carried = name.startsWith('kms:encryptioncontext:') ? 'kms:encryptioncontextkeys' : name;
  if (name.startsWith('kms:') && !policies.actionOf(trace.action).carries(carried))
    return undefined;
  if (prefix !== undefined) return prefixes[prefix];
  if (parameters.has(name)) return parameter;
  if (creationParameters.has(name) && trace.action === 'kms:CreateKey') return parameter;
  return Object.hasOwn(rows, name) ? rows[name] : undefined;
}

/** A forwarded call has no VPC keys, and its service must be in the key's Region. */
function throughService({ subject, key, value }: Trial): RequestChange | undefined {
  if (value === null) return { via: null, context: { [key]: null } };
  if (typeof value !== 'string') return undefined;
  const [prefix, region, ...rest] = value.split('.');
  if (prefix === undefined || region !== parseArn(subject.trace.resource)?.region) return undefined;
  if (!rest.join('.').startsWith('amazonaws.com')) return undefined;
  return { via: prefix, vpcEndpoint: null, context: { [key]: value } };
}

function encryptionContextKeys({ subject, value }: Trial): RequestChange {
  const given = Object.keys(subject.request.context ?? {}).filter((key) =>
    key.toLowerCase().startsWith('kms:encryptioncontext'),
  );
  const dropped = Object.fromEntries(given.map((key) => [key, null]));
  if (value === null) return { context: dropped };
  const names = Array.isArray(value)
    ? value.map(String)
    : [value === true ? 'name' : String(value)];
  const pairs = Object.fromEntries(names.map((name) => [`kms:EncryptionContext:${name}`, 'value']));
  return { context: { ...dropped, ...pairs } };
}
