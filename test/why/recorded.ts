// A decided request as CloudTrail would record it: what a record can hold of it, and nothing else.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import { readPrincipal } from '../../src/engine/principal.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { parseArn } from '../../src/model/arn.ts';
import type { AccessRequestInput, ContextValue, RequestContext } from '../../src/model/request.ts';

/** How much the record holds. */
export interface RecordingOptions {
  readonly parameters: 'recorded' | 'null';
}

/** The record; undefined where the request has something that no record can hold. */
export function recorded(
  request: AccessRequestInput,
  given: RequestContext,
  explanation: Explanation,
  { parameters }: RecordingOptions,
): object | undefined {
  const { context = {}, via, vpcEndpoint, resource, action } = request;
  if (Object.keys(given).some((key) => !isRecordable(key, via !== undefined))) return undefined;
  const principal = readPrincipal(request.principal);
  const identity = identityOf(request);
  if (identity === undefined) return undefined;
  const get = (name: string) => contextValue(context, name);
  const time = get('aws:currenttime');
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) return undefined;
  const parsed = parseArn(resource);
  const key = parsed?.service === 'kms' && resource.includes(':key/') ? resource : undefined;
  const service = via === undefined ? undefined : `${via.split('.')[0]}.amazonaws.com`;
  const address = get('aws:sourceip') ?? get('aws:vpcsourceip');
  const { verdict } = explanation.decision;
  // A record of ReEncrypt is about both keys; only a denial names one of the two actions.
  if (action.startsWith('kms:ReEncrypt') && verdict === 'allow') return undefined;
  return {
    eventVersion: '1.11',
    userIdentity: { ...identity, ...(service === undefined ? {} : { invokedBy: service }) },
    eventTime: new Date(time).toISOString().replace(/\.000Z$/, 'Z'),
    eventSource: 'kms.amazonaws.com',
    eventName: action.slice('kms:'.length).replace(/^ReEncrypt(From|To)$/, 'ReEncrypt'),
    awsRegion: parsed?.region || String(get('aws:requestedregion') ?? 'us-east-1'),
    sourceIPAddress: service ?? (address === undefined ? 'AWS Internal' : String(address)),
    userAgent: service ?? String(get('aws:useragent') ?? 'aws-cli'),
    ...(verdict === 'deny'
      ? { errorCode: 'AccessDenied', errorMessage: explanation.errorText }
      : {}),
    // Only of calls that failed may they be left out: null means none where a call succeeded.
    requestParameters:
      parameters === 'null' && verdict === 'deny' ? null : parametersOf(action, context, key),
    responseElements: null,
    requestID: 'b1a5f0de-0000-4000-8000-000000000000',
    eventID: 'e1a5f0de-0000-4000-8000-000000000000',
    readOnly: true,
    ...(key === undefined
      ? {}
      : { resources: [{ accountId: parsed!.account, type: 'AWS::KMS::Key', ARN: key }] }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: principal.account ?? parsed?.account,
    ...(vpcEndpoint === undefined || via !== undefined ? {} : { vpcEndpointId: vpcEndpoint }),
    eventCategory: 'Management',
  };
}

/** The keys that a request may give and that a record holds somewhere. */
function isRecordable(key: string, forwarded: boolean): boolean {
  const name = key.toLowerCase();
  if (name.startsWith('kms:encryptioncontext:')) return true;
  if (name === 'aws:sourceip' || name === 'aws:vpcsourceip') return !forwarded;
  return ['aws:currenttime', 'aws:useragent'].includes(name);
}

function contextValue(context: RequestContext, name: string): ContextValue | undefined {
  const found = Object.keys(context).find((key) => key.toLowerCase() === name);
  return found === undefined ? undefined : context[found];
}

function identityOf({ principal: input, via }: AccessRequestInput): object | undefined {
  const principal = readPrincipal(input);
  const { kind, arn, account, name, mfa, temporary, principalArn, sessionName } = principal;
  const attributes = {
    creationDate: '2026-01-01T00:00:00Z',
    mfaAuthenticated: String(mfa ?? false),
  };
  const common = { arn, accountId: account };
  switch (kind) {
    case 'root':
      return { type: 'Root', principalId: account, ...common };
    case 'user':
      return {
        type: 'IAMUser',
        ...common,
        userName: name,
        accessKeyId: temporary ? 'ASIAIOSFODNN7EXAMPLE' : 'AKIAIOSFODNN7EXAMPLE',
        ...(temporary || via !== undefined ? { sessionContext: { attributes } } : {}),
      };
    case 'role':
      if (sessionName === undefined) return undefined;
      return {
        type: 'AssumedRole',
        ...common,
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        sessionContext: {
          sessionIssuer: { type: 'Role', arn: principalArn, accountId: account, userName: name },
          attributes,
          ...(principal.sourceIdentity ? { sourceIdentity: principal.sourceIdentity } : {}),
        },
      };
    case 'federated-user':
      return {
        type: 'FederatedUser',
        ...common,
        sessionContext: {
          sessionIssuer: { type: 'IAMUser', arn: principal.issuingUser, accountId: account },
        },
      };
    case 'service':
      return { type: 'AWSService', invokedBy: arn };
    default:
      return undefined;
  }
}

function parametersOf(action: string, context: RequestContext, key: string | undefined): object {
  const alias = contextValue(context, 'kms:requestalias');
  const pairs = Object.entries(context)
    .filter(([name]) => name.toLowerCase().startsWith('kms:encryptioncontext:'))
    .map(([name, value]) => [name.slice('kms:EncryptionContext:'.length), String(value)]);
  const encryptionContext =
    pairs.length === 0 ? {} : { encryptionContext: Object.fromEntries(pairs) };
  if (action === 'kms:ReEncryptFrom') {
    return { sourceKeyId: key, sourceEncryptionContext: encryptionContext.encryptionContext };
  }
  if (action === 'kms:ReEncryptTo') {
    return {
      destinationKeyId: key,
      destinationEncryptionContext: encryptionContext.encryptionContext,
    };
  }
  return { keyId: alias ?? key, ...encryptionContext };
}
