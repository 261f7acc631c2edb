// The context keys that a caller can do something about, and what to say. Keys that AWS sets from who
// the caller is (aws:PrincipalArn, kms:CallerAccount …) are not among them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
import type { ContextValue } from '../../model/request.ts';
import type { Case } from '../case.ts';
import { quoted } from '../names.ts';
import type { RequestChange } from './request-candidate.ts';
import {
  encryptionContextKeys,
  onlyIfTrue,
  throughEndpoint,
  throughService,
  throughSomeService,
  withMfa,
} from './request-changes.ts';
import type { Trial } from './trial.ts';
import { ciphertextNote } from './use-grant.ts';

/** What a caller can do about a key. */
export interface RequestKey {
  /** What to do to send a certain value; `words` describe it. */
  readonly send: (words: string, trial: Trial) => string;
  /** What to do to send any value at all, and one to try; absent where that cannot be said. */
  readonly sendAny?: (trial: Trial) => string;
  readonly sample?: ContextValue;
  /** What to do to send none; absent where AWS always sets the key. */
  readonly leave?: (trial: Trial) => string;
  /** The change; by default the key gets the value. */
  readonly change?: (trial: Trial) => RequestChange | undefined;
  readonly cost?: number;
  readonly opens?: string;
}

const time: RequestKey = { send: (words) => `Call ${words}` };
const parameter: RequestKey = {
  send: (words, { key }) => `Send ${key} as ${words.replace(/^other/, 'a value other')}`,
  leave: ({ key }) => `Leave ${key} out of the request`,
};

const rows: Readonly<Record<string, RequestKey>> = {
  'aws:sourceip': {
    send: (words) => `Call from ${words}`,
    sendAny: () => 'Call from a public address',
    sample: '203.0.113.10',
  },
  'aws:vpcsourceip': { send: (words) => `Call through a VPC endpoint from ${words}` },
  'aws:sourcevpc': {
    send: (words) => `Call through a VPC endpoint in ${thing('VPC', words)}`,
    sendAny: () => 'Call through a VPC endpoint',
    sample: 'vpc-1234abcd',
  },
  'aws:sourcevpce': {
    send: (words, trial) => `${call(trial)} through ${thing('VPC endpoint', words)}`,
    sendAny: (trial) => `${call(trial)} through a VPC endpoint`,
    sample: 'vpce-1234abcd',
    leave: () => 'Do not call through a VPC endpoint',
    change: throughEndpoint,
  },
  'aws:currenttime': time,
  'aws:epochtime': time,
  'aws:multifactorauthpresent': {
    send: () => 'Sign in with MFA first, and call with that session',
    sendAny: () => 'Call with temporary credentials',
    sample: false,
    change: onlyIfTrue,
  },
  'aws:multifactorauthage': {
    send: (words) => `Sign in with MFA again: its age in seconds must be ${words}`,
    sendAny: () => 'Sign in with MFA first, and call with that session',
    sample: 0,
    change: withMfa,
  },
  'aws:securetransport': { send: () => 'Call over TLS', change: onlyIfTrue },
  'kms:viaservice': {
    send: (words) => `Use the key through ${thing('service', words)}`,
    leave: () => 'Call AWS KMS directly',
    change: throughService,
  },
  'kms:requestalias': {
    send: (words) => `Name the key by ${thing('alias', words)}`,
    leave: () => 'Name the key by its id or ARN',
  },
  'aws:viaawsservice': {
    send: (_, { value }) =>
      value === true ? 'Use the key through an AWS service' : 'Call AWS KMS directly',
    change: throughSomeService,
  },
  'kms:encryptioncontextkeys': {
    send: (words, { subject }) =>
      `Send an encryption context with ${thing('key', words)}${ciphertextNote(subject)}`,
    sendAny: ({ subject }) => `Send an encryption context${ciphertextNote(subject)}`,
    sample: 'name',
    leave: () => 'Send no encryption context',
    change: encryptionContextKeys,
  },
};

const prefixes: Readonly<Record<string, RequestKey>> = {
  'kms:encryptioncontext:': {
    send: (words, { key, subject }) =>
      `Send the encryption context ${rest(key, ':')} with ${thing('value', words)}${ciphertextNote(subject)}`,
    sendAny: ({ key, subject }) =>
      `Send the encryption context ${rest(key, ':')} with some value${ciphertextNote(subject)}`,
    sample: 'value',
    leave: ({ key }) => `Leave ${rest(key, ':')} out of the encryption context`,
  },
  'aws:principaltag/': {
    send: (words, { key, subject }) =>
      `Give ${subject.trace.principal.kind === 'role' ? 'the role or its session' : 'the caller'} ` +
      `the tag ${rest(key, '/')} with ${thing('value', words)}`,
    cost: 6,
    opens: 'changes every other decision that reads this tag',
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
  if (name.startsWith('kms:') && !policies.actionOf(trace.action).carries(carried)) {
    return undefined;
  }
  // A service that calls for itself has no network of the account, no session and no tags.
  const ownTerms = name.startsWith('aws:') && !name.startsWith('aws:requesttag/');
  if (trace.principal.kind === 'service' && ownTerms) return undefined;
  if (prefix !== undefined) return prefixes[prefix];
  if (parameters.has(name)) return parameter;
  if (creationParameters.has(name) && trace.action === 'kms:CreateKey') return parameter;
  return Object.hasOwn(rows, name) ? rows[name] : undefined;
}

/** A thing by the words for its name: `the VPC `vpc-1``, `a VPC other than `vpc-1``. */
function thing(noun: string, words: string): string {
  if (words.startsWith('other than')) return `a ${noun} ${words}`;
  return words.startsWith('a value') ? words.replace('value', noun) : `the ${noun} ${words}`;
}

/** A forwarded call has no endpoint. */
function call({ subject }: Trial): string {
  return subject.request.via === undefined ? 'Call' : 'Call AWS KMS directly,';
}

/** The name behind the prefix of a key: the tag, or the key of the encryption context. */
function rest(key: string, separator: ':' | '/'): string {
  const start = separator === '/' ? key.indexOf('/') : key.indexOf(':', key.indexOf(':') + 1);
  return quoted(key.slice(start + 1));
}
