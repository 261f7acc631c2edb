// The CloudTrail record of a call: who, what, when, and how it ended. No plaintext, key material or token
// ever stands in it: blobs and tokens are left out by their shape.
// https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
import type { JsonObject, JsonValue } from '../model/policy.ts';
import type { Principal } from '../model/principal.ts';
import type { TrailIdentity, TrailRecord } from '../model/trail-record.ts';
import type { FoundCaller } from '../world/find-caller.ts';
import { apiShapes, operationApis } from './api.generated.ts';
import type { ApiShape } from './api-shape.ts';
import type { KmsError } from './errors.ts';
import type { Operation } from './operation.ts';

/** All that a record is made of. */
export interface CallFacts {
  readonly operation: string;
  readonly row: Operation | undefined;
  readonly principal: Principal;
  readonly caller: FoundCaller;
  readonly region: string;
  readonly now: Date;
  readonly requestId: string;
  readonly eventId: string;
  /** The keys that the call was about, source before destination. */
  readonly keys: readonly { readonly arn: string; readonly account: string }[];
  readonly parameters: object;
  readonly sourceIp: string | undefined;
  readonly via: string | undefined;
  readonly vpcEndpoint: { readonly id: string; readonly account: string } | undefined;
  readonly deniedByEndpoint: boolean;
  readonly response: object | undefined;
  readonly error: KmsError | undefined;
}

/** The record of a call. */
export function trailRecord(facts: CallFacts): TrailRecord {
  const { operation, row, region, now, keys, vpcEndpoint, error } = facts;
  const service =
    facts.principal.kind === 'service'
      ? facts.principal.arn
      : facts.via && `${facts.via}.amazonaws.com`;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(facts, service),
    eventTime: seconds(now),
    eventSource: 'kms.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: service ?? facts.sourceIp ?? 'AWS Internal',
    userAgent: service ?? 'keyward',
    ...(error ? errorFields(error, facts.deniedByEndpoint) : {}),
    requestParameters: row ? parametersOf(row, facts.parameters) : null,
    responseElements: responseOf(facts),
    ...materialOf(facts.response),
    requestID: facts.requestId,
    eventID: facts.eventId,
    readOnly: row ? !row.writes : true,
    ...(keys.length > 0
      ? {
          resources: keys.map(({ account, arn }) => ({
            accountId: account,
            type: 'AWS::KMS::Key' as const,
            ARN: arn,
          })),
        }
      : {}),
    eventType: facts.deniedByEndpoint ? 'AwsVpceEvent' : 'AwsApiCall',
    managementEvent: !facts.deniedByEndpoint,
    recipientAccountId: facts.principal.account ?? keys[0]?.account ?? '',
    ...(vpcEndpoint && facts.via === undefined
      ? { vpcEndpointId: vpcEndpoint.id, vpcEndpointAccountId: vpcEndpoint.account }
      : {}),
    eventCategory: facts.deniedByEndpoint ? 'NetworkActivity' : 'Management',
  };
}

/** CloudTrail writes `AccessDenied` without the suffix that the API's name has; others keep theirs. */
function errorFields({ name, message }: KmsError, byEndpoint: boolean) {
  if (byEndpoint) {
    return {
      errorCode: 'VpceAccessDenied',
      errorMessage: 'The request was denied due to a VPC endpoint policy',
    };
  }
  const errorCode = name === 'AccessDeniedException' ? 'AccessDenied' : name;
  return { errorCode, ...(message === '' ? {} : { errorMessage: message.slice(0, 1024) }) };
}

function identityOf(
  { principal, caller, now }: CallFacts,
  service: string | undefined,
): TrailIdentity {
  const { kind, arn, account, name } = principal;
  if (kind === 'service') return { type: 'AWSService', invokedBy: principal.arn };
  if (kind === 'anonymous' || account === undefined) return { type: 'Unknown' };
  const entityId = caller.entity?.id;
  const common = {
    ...(caller.userId ? { principalId: caller.userId } : {}),
    arn,
    accountId: account,
    ...(service ? { invokedBy: service } : {}),
  };
  const attributes = {
    creationDate: seconds(now),
    mfaAuthenticated: String(principal.mfa ?? false),
  };
  switch (kind) {
    case 'root':
      return { type: 'Root', ...common, principalId: account };
    case 'user':
      return {
        type: 'IAMUser',
        ...common,
        ...(entityId ? { principalId: entityId } : {}),
        userName: name ?? '',
        ...(principal.temporary ? { sessionContext: { attributes } } : {}),
      };
    case 'role':
      return {
        type: 'AssumedRole',
        ...common,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            ...(entityId ? { principalId: entityId } : {}),
            arn: principal.principalArn ?? arn,
            accountId: account,
            userName: name ?? '',
          },
          attributes,
          ...(principal.sourceIdentity ? { sourceIdentity: principal.sourceIdentity } : {}),
        },
      };
    case 'federated-user':
      return { type: 'FederatedUser', ...common, sessionContext: { attributes } };
    default:
      return kind satisfies never;
  }
}

/** The parameters as CloudTrail names them: in camelCase, without blobs and tokens. */
function parametersOf(row: Operation, input: object): JsonObject | null {
  const given = shown(operationApis[row.name].input, input) as JsonObject;
  const all = { ...given, ...(row.trail?.(input as never) as JsonObject | undefined) };
  return Object.keys(all).length === 0 ? null : all;
}

function responseOf({ row, response, keys }: CallFacts): JsonObject | null {
  if (!row?.writes || response === undefined) return null;
  const shape = (operationApis[row.name] as { readonly output?: string }).output;
  const body = shape === undefined ? {} : (shown(shape, response) as JsonObject);
  const [key] = keys;
  const all = { ...(key ? { keyId: key.arn } : {}), ...body };
  return Object.keys(all).length === 0 ? null : all;
}

function materialOf(response: object | undefined): { additionalEventData?: JsonObject } {
  const id = (response as { KeyMaterialId?: string } | undefined)?.KeyMaterialId;
  return id === undefined ? {} : { additionalEventData: { keyMaterialId: id } };
}

const secretMembers: ReadonlySet<string> = new Set(['GrantToken', 'GrantTokens']);

/** A value by its shape; undefined for what must not be shown. */
function shown(shapeName: string, value: unknown): JsonValue | undefined {
  const shape = (apiShapes as Readonly<Record<string, ApiShape>>)[shapeName]!;
  switch (shape.kind) {
    case 'structure': {
      const members = Object.entries(value as object).flatMap(([name, entry]) => {
        const member = shape.members[name];
        if (member === undefined || entry === undefined || secretMembers.has(name)) return [];
        const seen = shown(member, entry);
        return seen === undefined ? [] : [[name.charAt(0).toLowerCase() + name.slice(1), seen]];
      });
      return Object.fromEntries(members) as JsonObject;
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
      return seconds(value as Date);
    case 'integer':
    case 'boolean':
      return value as number | boolean;
    default:
      return shape satisfies never;
  }
}

function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
