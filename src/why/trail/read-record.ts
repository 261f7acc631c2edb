// Reads one record of a trail: a call to AWS KMS, a record that is none (each kind with its name), or
// something that is no record. Runs once for each of millions of records, so it looks only at what it needs.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import type { CallIdentity, CallRecord, RecordObject } from './call-record.ts';

/** What became of one record. */
export type ReadRecord =
  | { readonly kind: 'call'; readonly record: CallRecord }
  | { readonly kind: 'skipped'; readonly because: SkipReason }
  | { readonly kind: 'broken'; readonly message: string };

/** Why a sound record is passed over: nobody asked AWS KMS for anything in it. */
export type SkipReason =
  | 'other-service'
  | 'insight'
  | 'digest'
  | 'service-event'
  | 'without-caller';

/** One phrase for each reason, after a count: "12 records of other services". */
export const skipWords: Readonly<Record<SkipReason, string>> = {
  'other-service': 'of other services',
  insight: 'of CloudTrail Insights',
  digest: 'of digest files',
  'service-event': 'of what AWS KMS did by itself (rotation, deletion)',
  'without-caller': 'that do not say who called',
};

/** Reads a parsed JSON value as a record. */
export function readRecord(value: unknown): ReadRecord {
  if (!isObject(value)) return broken('it is not a JSON object');
  if (isDigest(value)) return { kind: 'skipped', because: 'digest' };
  if (value.eventCategory === 'Insight' || value.insightDetails !== undefined) {
    return { kind: 'skipped', because: 'insight' };
  }
  const { eventSource, eventName, eventTime, awsRegion, eventType } = value;
  if (typeof eventSource !== 'string') return broken('it has no `eventSource`');
  if (eventSource !== 'kms.amazonaws.com') return { kind: 'skipped', because: 'other-service' };
  if (eventType === 'AwsServiceEvent') return { kind: 'skipped', because: 'service-event' };
  if (typeof eventName !== 'string') return broken('it has no `eventName`');
  if (typeof awsRegion !== 'string') return broken('it has no `awsRegion`');
  if (typeof eventTime !== 'string' || !isTime(eventTime)) {
    return broken('its `eventTime` is not a time like `2026-01-01T09:30:00Z`');
  }
  const { userIdentity } = value;
  if (!isObject(userIdentity) || typeof userIdentity.type !== 'string') {
    return { kind: 'skipped', because: 'without-caller' };
  }
  return {
    kind: 'call',
    record: {
      eventId: text(value.eventID),
      eventTime,
      eventName,
      awsRegion,
      identity: identityOf(userIdentity, userIdentity.type),
      sourceIPAddress: text(value.sourceIPAddress),
      userAgent: text(value.userAgent),
      errorCode: text(value.errorCode),
      errorMessage: text(value.errorMessage),
      requestParameters: parametersOf(value),
      additionalEventData: object(value.additionalEventData),
      keys: keysOf(value.resources),
      recipientAccountId: text(value.recipientAccountId),
      vpcEndpointId: text(value.vpcEndpointId),
      vpcEndpointAccountId: text(value.vpcEndpointAccountId),
      byEndpoint: eventType === 'AwsVpceEvent',
    },
  };
}

/** A digest file, as CloudTrail delivers it beside the logs. */
function isDigest(value: RecordObject): boolean {
  return value.digestS3Bucket !== undefined && value.logFiles !== undefined;
}

function identityOf(identity: RecordObject, type: string): CallIdentity {
  const session = object(identity.sessionContext);
  const attributes = object(session?.attributes);
  const issuer = object(session?.sessionIssuer);
  const mfa = attributes?.mfaAuthenticated;
  return {
    type,
    principalId: text(identity.principalId),
    arn: text(identity.arn),
    accountId: text(identity.accountId),
    accessKeyId: text(identity.accessKeyId),
    userName: text(identity.userName),
    invokedBy: text(identity.invokedBy),
    sourceIdentity: text(session?.sourceIdentity) ?? text(identity.sourceIdentity),
    issuer:
      typeof issuer?.arn === 'string' ? { type: text(issuer.type), arn: issuer.arn } : undefined,
    mfaAuthenticated: mfa === 'true' || mfa === true ? true : mfa === undefined ? undefined : false,
    creationDate: text(attributes?.creationDate),
    federatedProvider: text(object(session?.webIdFederationData)?.federatedProvider),
  };
}

function keysOf(resources: unknown): readonly string[] {
  if (!Array.isArray(resources)) return none;
  const arns: string[] = [];
  for (const resource of resources) {
    const arn = isObject(resource) ? resource.ARN : undefined;
    if (typeof arn === 'string' && arn.includes(':kms:')) arns.push(arn);
  }
  return arns;
}

const none: readonly string[] = [];

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

function isTime(text: string): boolean {
  return form.test(text) && !Number.isNaN(Date.parse(text));
}

function broken(message: string): ReadRecord {
  return { kind: 'broken', message };
}

function isObject(value: unknown): value is RecordObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown): RecordObject | undefined {
  return isObject(value) ? value : undefined;
}

/** A call that succeeded and has null had no parameters; of one that failed they are not recorded. */
function parametersOf({ requestParameters, errorCode }: RecordObject) {
  if (requestParameters !== null) return object(requestParameters);
  return errorCode === undefined ? noParameters : null;
}

const noParameters: RecordObject = Object.freeze({});

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
