// The key of a call: everything of a record that the policies of two worlds may tell calls apart by, but for the
// parts that vary from record to record and are looked at only where policies do (reads.ts).

import { isIpAddress } from '../ip-address.ts';
import type { CallIdentity, CallRecord, RecordObject } from '../trail/call-record.ts';
import type { SessionNames } from './sessions.ts';

/** Makes keys of records; undefined for one so odd that it is judged on its own. */
export function createKeys(sessions: SessionNames): (record: CallRecord) => string | undefined {
  return (record) => {
    const { identity, requestParameters, errorMessage, additionalEventData } = record;
    if (!isPlain(requestParameters)) return undefined;
    const prefix = sessions.prefixOf(identity);
    return JSON.stringify([
      callerKey(identity, prefix),
      record.eventName,
      record.keys,
      record.awsRegion,
      record.byEndpoint,
      record.vpcEndpointId,
      record.vpcEndpointAccountId,
      record.recipientAccountId,
      addressKey(record.sourceIPAddress ?? ''),
      additionalEventData?.recipient !== undefined,
      record.errorCode !== undefined,
      errorMessage && prefix !== undefined ? withoutArn(errorMessage, identity.arn!) : errorMessage,
      withoutContexts(requestParameters),
    ]);
  };
}

function callerKey(identity: CallIdentity, prefix: string | undefined): unknown {
  const { arn, principalId, accessKeyId, creationDate, issuer, ...rest } = identity;
  return [
    rest,
    issuer?.arn,
    prefix ?? arn,
    prefix === undefined ? principalId : roleId(principalId),
    accessKeyId?.slice(0, 4),
    creationDate !== undefined,
  ];
}

/** `AROA…:` of the id of a session, whose name makes no difference. */
export function roleId(id: string | undefined): string | undefined {
  const colon = id?.indexOf(':') ?? -1;
  return colon < 0 ? id : id?.slice(0, colon + 1);
}

/** A message names the session; what else it says may tell the action and the key. */
export function withoutArn(message: string, arn: string): string {
  return message.replace(arn, () => '');
}

/** Any address is like any other here; what is none is what it is. */
export function addressKey(text: string): string {
  return isIpAddress(text) ? '' : text;
}

const contexts: ReadonlySet<string> = new Set([
  'encryptionContext',
  'sourceEncryptionContext',
  'destinationEncryptionContext',
]);

/** Whether a parameter holds pairs of an encryption context, of which only those that policies read matter. */
export function isContext(name: string): boolean {
  return contexts.has(name);
}

function withoutContexts(parameters: RecordObject | null | undefined): unknown {
  if (!parameters) return parameters;
  const entries = Object.entries(parameters).map(([name, value]) =>
    isContext(name) && value !== null ? [name, true] : [name, value],
  );
  return entries;
}

/** Whether the encryption contexts of a call are such as a request could have. */
export function isPlain(parameters: RecordObject | null | undefined): boolean {
  for (const name in parameters ?? {}) {
    if (isContext(name) && !isPlainContext(parameters?.[name])) return false;
  }
  return true;
}

/** Texts, under names that differ by more than case. */
function isPlainContext(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const pairs = Object.entries(value);
  if (pairs.some(([, text]) => typeof text !== 'string')) return false;
  return new Set(pairs.map(([name]) => name.toLowerCase())).size === pairs.length;
}
