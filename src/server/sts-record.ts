// The CloudTrail record of a call of AWS STS. CloudTrail writes the session token down too; here, as no record of
// Keyward holds a secret, it is left out, and so is the code of an MFA device.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html#cloudtrail-integration_examples-sts-api

import { trailIdentity } from '../kms/trail-identity.ts';
import { lowerFirst } from '../model/lower-first.ts';
import type { JsonObject, JsonValue } from '../model/policy.ts';
import type { TrailRecord } from '../model/trail-record.ts';
import { utcSeconds } from '../model/utc-seconds.ts';
import { newRequestId } from './answer.ts';
import type { StsOutcome } from './sts.ts';
import type { StsCall } from './sts-call.ts';
import { membersOf, type StsParameters } from './sts-parameters.ts';
import type { XmlValue } from './sts-xml.ts';

/** The record of a call, as the core makes those of AWS KMS; undefined where nobody knows the caller or the operation. */
export function stsRecord({ call, operation, error, result }: StsOutcome): TrailRecord | undefined {
  if (call === undefined) return undefined;
  const { principal, found, now, region, requestId, parameters, account, context = {} } = call;
  const role = operation === 'AssumeRole' && !error ? parameters.get('RoleArn') : undefined;
  return {
    eventVersion: '1.11',
    userIdentity: trailIdentity({ principal, caller: found, clock: now, context }),
    eventTime: utcSeconds(now),
    eventSource: 'sts.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: String(context['aws:SourceIp'] ?? context['aws:VpcSourceIp'] ?? ''),
    userAgent: 'keyward',
    errorCode: error?.name,
    errorMessage: error?.message.slice(0, 1024),
    // What was refused may be anything: only what succeeded is written down.
    requestParameters: error ? null : parametersOf(parameters, call),
    responseElements: result === undefined ? null : responseOf(result),
    requestID: requestId,
    eventID: newRequestId(),
    // CloudTrail has it so: AssumeRole changes nothing, GetFederationToken does.
    readOnly: operation !== 'GetFederationToken',
    resources:
      role === undefined
        ? undefined
        : [{ accountId: role.split(':')[4] ?? '', type: 'AWS::IAM::Role', ARN: role }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    vpcEndpointId: call.vpcEndpoint,
    eventCategory: 'Management',
  };
}

/** What a record shows of the parameters that are texts. */
const texts = [
  'Name',
  'RoleArn',
  'RoleSessionName',
  'SourceIdentity',
  'ExternalId',
  'SerialNumber',
  'Policy',
] as const;

function parametersOf(parameters: StsParameters, { session }: StsCall): JsonObject | null {
  const seconds = parameters.get('DurationSeconds');
  const arns = membersOf(parameters, 'PolicyArns').map((member) => member.get('arn') ?? '');
  const tags = membersOf(parameters, 'Tags').map((member) => ({
    key: member.get('Key') ?? '',
    value: member.get('Value') ?? '',
  }));
  const transitive = membersOf(parameters, 'TransitiveTagKeys').map((key) => key.get('') ?? '');
  const came = parameters.has('RoleArn') ? session?.transitiveTags : undefined;
  const shown: JsonObject = {
    ...Object.fromEntries(
      texts.flatMap((name) => {
        const value = parameters.get(name);
        return value === undefined ? [] : [[lowerFirst(name), value]];
      }),
    ),
    ...(seconds === undefined ? {} : { durationSeconds: Number(seconds) }),
    ...(arns.length > 0 ? { policyArns: arns.map((arn) => ({ arn })) } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(transitive.length > 0 ? { transitiveTagKeys: transitive } : {}),
    ...(came === undefined ? {} : { incomingTransitiveTags: { ...came } }),
  };
  return Object.keys(shown).length === 0 ? null : shown;
}

/** The members of an answer that a record shows: credentials only by their id. What is not named here stays out. */
const shownMembers: ReadonlySet<string> = new Set([
  'Credentials',
  'AccessKeyId',
  'Expiration',
  'AssumedRoleUser',
  'AssumedRoleId',
  'FederatedUser',
  'FederatedUserId',
  'Arn',
  'PackedPolicySize',
  'SourceIdentity',
]);

/** Of GetCallerIdentity CloudTrail keeps no answer. */
function responseOf(result: XmlValue): JsonObject | null {
  return typeof result === 'string' || !('Credentials' in result)
    ? null
    : (shownOf(result) as JsonObject);
}

function shownOf(value: XmlValue, name = ''): JsonValue {
  if (typeof value === 'string') {
    if (name === 'Expiration') return spoken(new Date(value));
    return name === 'PackedPolicySize' ? Number(value) : value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([member, inner]) =>
      inner !== undefined && shownMembers.has(member)
        ? [[lowerFirst(member), shownOf(inner, member)]]
        : [],
    ),
  );
}

/** `Nov 2, 2026, 8:43:17 PM`, as CloudTrail writes the end of credentials. */
function spoken(time: Date): string {
  const form = new Intl.DateTimeFormat('en-US', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return form.format(time).replaceAll('\u202f', ' ');
}
