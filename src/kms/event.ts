// The CloudTrail record of a call: who, what, when, and how it ended. No plaintext, key material or token
// ever stands in it: blobs and tokens are left out by their shape.
// https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html

import type { JsonObject, JsonValue } from '../model/policy.ts';
import type { TrailRecord, TrailResource } from '../model/trail-record.ts';
import { utcSeconds } from '../model/utc-seconds.ts';
import type { Key } from '../world/world.ts';
import { apiShapes, operationApis } from './api.generated.ts';
import type { ApiShape } from './api-shape.ts';
import { callIds } from './call-ids.ts';
import { camel } from './camel.ts';
import type { KmsError } from './errors.ts';
import type { Operation } from './operation.ts';
import type { Performing } from './performing.ts';
import type { SimulateRequest } from './simulate-request.ts';
import { trailIdentity } from './trail-identity.ts';

/** The record of a call. */
export function trailRecord(call: Performing): TrailRecord {
  const { asking, principal, row, accesses, decisions, error, response, input = {} } = call;
  const { request, caller, endpoint, region } = asking;
  const { requestId, eventId } = callIds(call.idBytes);
  const { clock } = asking;
  const via = request.via ?? caller.via;
  const service = principal.kind === 'service' ? principal.arn : via && `${via}.amazonaws.com`;
  const keys: Key[] = [];
  for (const access of accesses) if (access.key) keys.push(access.key.view);
  // A call that the endpoint's policy denies never reaches AWS KMS; the endpoint records it.
  const byEndpoint = decisions.at(-1)?.decision.reason === 'vpc-endpoint';
  const [key] = keys;
  // A service that forwards a call does not come through the caller's endpoint.
  const through = via === undefined ? endpoint : undefined;
  return {
    eventVersion: '1.11',
    userIdentity: trailIdentity({ principal, caller, clock, service, context: request.context }),
    eventTime: utcSeconds(clock),
    eventSource: 'kms.amazonaws.com',
    eventName: request.operation,
    awsRegion: region,
    sourceIPAddress: service ?? sourceIpOf(request) ?? 'AWS Internal',
    userAgent: service ?? 'keyward',
    errorCode: error && (byEndpoint ? 'VpceAccessDenied' : errorCodeOf(error)),
    errorMessage: error && messageOf(error, byEndpoint),
    requestParameters: row ? parametersOf(row, input) : null,
    responseElements: responseOf(row, response, keys),
    additionalEventData: eventDataOf(response, call.eventData),
    requestID: requestId,
    eventID: eventId,
    readOnly: row ? !row.writes : true,
    resources: key && keys.map(resourceOf),
    eventType: byEndpoint ? 'AwsVpceEvent' : 'AwsApiCall',
    managementEvent: !byEndpoint,
    recipientAccountId: principal.account ?? key?.account ?? '',
    vpcEndpointId: through?.id,
    vpcEndpointAccountId: through?.account,
    eventCategory: byEndpoint ? 'NetworkActivity' : 'Management',
    tlsDetails: undefined,
  };
}

function eventDataOf(
  response: object | undefined,
  data: JsonObject | undefined,
): JsonObject | undefined {
  const keyMaterialId = (response as { readonly KeyMaterialId?: string } | undefined)
    ?.KeyMaterialId;
  return keyMaterialId === undefined ? data : { keyMaterialId, ...data };
}

function resourceOf({ account, arn }: Key): TrailResource {
  return { accountId: account, type: 'AWS::KMS::Key', ARN: arn };
}

function sourceIpOf({ context = {} }: SimulateRequest): string | undefined {
  const name = Object.keys(context).find((key) => /^aws:(sourceip|vpcsourceip)$/i.test(key));
  const value = name === undefined ? undefined : context[name];
  return typeof value === 'string' ? value : undefined;
}

/** CloudTrail writes `AccessDenied` without the suffix that the API's name has; others keep theirs. */
function errorCodeOf({ name }: KmsError): string {
  return name === 'AccessDeniedException' ? 'AccessDenied' : name;
}

function messageOf({ message }: KmsError, byEndpoint: boolean): string | undefined {
  return byEndpoint ? deniedByEndpoint : message.slice(0, 1024) || undefined;
}

const deniedByEndpoint = 'The request was denied due to a VPC endpoint policy';

/** The parameters as CloudTrail names them: in camelCase, without blobs and tokens. */
function parametersOf(row: Operation, input: object): JsonObject | null {
  const all = shown(operationApis[row.name].input, input) as Record<string, JsonValue>;
  const more = row.trail?.(input as never) as JsonObject | undefined;
  for (const name in more) all[name] = more[name]!;
  return Object.keys(all).length === 0 ? null : all;
}

function responseOf(
  row: Operation | undefined,
  response: object | undefined,
  keys: readonly Key[],
): JsonObject | null {
  if (!row?.writes || response === undefined) return null;
  const shape = (operationApis[row.name] as { readonly output?: string }).output;
  const body = shape === undefined ? {} : (shown(shape, response) as JsonObject);
  const [key] = keys;
  const all = { ...(key ? { keyId: key.arn } : {}), ...body };
  return Object.keys(all).length === 0 ? null : all;
}

const secretMembers: ReadonlySet<string> = new Set(['GrantToken', 'GrantTokens']);

/** A value by its shape; undefined for what must not be shown. */
function shown(shapeName: string, value: unknown): JsonValue | undefined {
  const shape = (apiShapes as Readonly<Record<string, ApiShape>>)[shapeName]!;
  switch (shape.kind) {
    case 'structure': {
      const members: Record<string, JsonValue> = {};
      for (const name in value as object) {
        const entry = (value as Readonly<Record<string, unknown>>)[name];
        const member = shape.members[name];
        if (member === undefined || entry === undefined || secretMembers.has(name)) continue;
        const seen = shown(member, entry);
        if (seen !== undefined) members[camel(name)] = seen;
      }
      return members;
    }
    case 'list':
      return (value as readonly unknown[]).flatMap((entry) => shown(shape.member, entry) ?? []);
    case 'map':
      return { ...(value as Readonly<Record<string, string>>) };
    case 'blob':
      return undefined;
    case 'string':
      return shape.sensitive ? undefined : (value as string);
    case 'timestamp':
      return utcSeconds(value as Date);
    case 'integer':
    case 'boolean':
      return value as number | boolean;
    default:
      return shape satisfies never;
  }
}
