// Changes of a request that touch more than one context key.
import { parseArn } from '../../model/arn.ts';
import type { ContextValue } from '../../model/request.ts';
import type { Case } from '../case.ts';
import type { RequestChange } from './request-candidate.ts';
import type { Trial } from './trial.ts';

/** Nobody is told to give MFA or TLS up. */
export function onlyIfTrue({ key, value, wish }: Trial): RequestChange | undefined {
  return value === true || wish.presence === 'any' ? { context: { [key]: value } } : undefined;
}

/** The age of an MFA sign-in is there only with MFA. */
export function withMfa({ key, value }: Trial): RequestChange {
  return { context: { [key]: value, 'aws:MultiFactorAuthPresent': true } };
}

/** A forwarded call has no VPC keys, and its service must be in the key's Region. */
export function throughService({ subject, key, value }: Trial): RequestChange | undefined {
  if (value === null) return { via: null, context: given(subject, { [key]: null }) };
  if (typeof value !== 'string') return undefined;
  const [prefix, region, ...rest] = value.split('.');
  if (prefix === undefined || region !== parseArn(subject.trace.resource)?.region) return undefined;
  if (!rest.join('.').startsWith('amazonaws.com')) return undefined;
  const { vpcEndpoint } = subject.request;
  return {
    via: prefix,
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint: null }),
    context: given(subject, { [key]: value }),
  };
}

/** Any service does where a policy only asks whether there is one. */
export function throughSomeService({ subject, key, value }: Trial): RequestChange {
  const { vpcEndpoint } = subject.request;
  return {
    via: value === true ? 's3' : null,
    ...(vpcEndpoint === undefined || value !== true ? {} : { vpcEndpoint: null }),
    context: given(subject, { [key]: value }),
  };
}

/** A call through an endpoint has no public address. */
export function throughEndpoint({ subject, key, value }: Trial): RequestChange | undefined {
  const context = given(subject, { [key]: value, 'aws:SourceIp': null });
  if (value === null) return { vpcEndpoint: null, context };
  if (typeof value !== 'string' || !value.startsWith('vpce-')) return undefined;
  const { via } = subject.request;
  return { ...(via === undefined ? {} : { via: null }), vpcEndpoint: value, context };
}

/** The keys of an encryption context follow from its pairs. */
export function encryptionContextKeys({ subject, value }: Trial): RequestChange {
  const before = Object.keys(subject.request.context ?? {}).filter((key) =>
    key.toLowerCase().startsWith('kms:encryptioncontext'),
  );
  const dropped = Object.fromEntries(before.map((key) => [key, null]));
  if (value === null) return { context: dropped };
  const names = Array.isArray(value) ? value.map(String) : [String(value)];
  const pairs = Object.fromEntries(names.map((name) => [`kms:EncryptionContext:${name}`, 'value']));
  return { context: { ...dropped, ...pairs } };
}

/** The part of a change that speaks of keys which the request gives itself; the others are derived. */
function given(
  { request }: Case,
  change: Readonly<Record<string, ContextValue>>,
): Readonly<Record<string, ContextValue>> {
  const names = new Set(Object.keys(request.context ?? {}).map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(change).filter(([key]) => names.has(key.toLowerCase())));
}
