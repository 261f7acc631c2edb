// A recorded call as evidence: its circumstances become context keys, each with the field that it came from.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import { memo } from '../../engine/memo.ts';
import type { ContextValue } from '../../model/request.ts';
import type { World } from '../../world/world.ts';
import { readErrorText } from '../error-text/error-text.ts';
import { isIpAddress } from '../ip-address.ts';
import type { CallRecord } from '../trail/call-record.ts';
import type { CallEvidence } from './call-evidence.ts';
import { callerOfRecord, type RecordedCaller } from './caller-of-record.ts';

/** The evidence of a record; a sentence where it does not say who called. */
export function evidenceOfRecord(
  record: CallRecord,
  world: World,
):
  | { readonly kind: 'evidence'; readonly evidence: CallEvidence }
  | { readonly kind: 'unclear'; readonly sentence: string } {
  const caller = callerOfRecord(record, world);
  if (caller.kind === 'unclear') return caller;
  const { principal, via, viaUnnamed } = caller;
  const forwarded = via !== undefined || viaUnnamed;
  const { vpcEndpointId, vpcEndpointAccountId, sourceIPAddress } = record;
  const isAddress = sourceIPAddress !== undefined && isIpAddress(sourceIPAddress);
  const direct = !forwarded && record.identity.type !== 'AWSService';
  const said = saidBy(record);
  const values = circumstances(record, direct, isAddress);
  const context: Record<string, ContextValue> = {};
  for (const [key, value] of values) context[key] = value;
  return {
    kind: 'evidence',
    evidence: {
      principal,
      operation: record.eventName,
      action: said.action,
      parameters: record.requestParameters,
      keys: record.keys.length > 0 ? record.keys : said.keys,
      region: record.awsRegion,
      time: new Date(record.eventTime),
      context,
      origins: () => originsOf(record, caller, values),
      via,
      viaUnnamed,
      addressKnown: record.identity.type === 'AWSService' || (direct && isAddress),
      attested: record.additionalEventData?.recipient !== undefined,
      timeKnown: true,
      textOnly: false,
      vpcEndpoint:
        vpcEndpointId === undefined || forwarded
          ? undefined
          : { id: vpcEndpointId, account: vpcEndpointAccountId },
    },
  };
}

/** Which field of the record each value is from: only an explanation asks. */
function originsOf(
  { keys, identity, vpcEndpointId }: CallRecord,
  { via, origin }: RecordedCaller,
  values: readonly Row[],
): ReturnType<CallEvidence['origins']> {
  return {
    ...Object.fromEntries(values.map(([key, , field]) => [key, `the record's ${field}`])),
    caller: `the record's ${origin}`,
    key: keys.length > 0 ? "the record's resources" : "the record's errorMessage",
    time: "the record's eventTime",
    operation: "the record's eventName",
    region: "the record's awsRegion",
    parameters: "the record's requestParameters",
    ...(identity.mfaAuthenticated === undefined
      ? {}
      : { mfa: "the record's sessionContext.attributes.mfaAuthenticated" }),
    ...(via === undefined ? {} : { via: "the record's userIdentity.invokedBy" }),
    ...(vpcEndpointId === undefined ? {} : { vpcEndpoint: "the record's vpcEndpointId" }),
  };
}

type Row = readonly [key: string, value: ContextValue, field: string];

function circumstances(record: CallRecord, direct: boolean, isAddress: boolean): readonly Row[] {
  const { identity, sourceIPAddress, userAgent, vpcEndpointId, vpcEndpointAccountId } = record;
  const { principalId, creationDate, mfaAuthenticated, federatedProvider, type } = identity;
  const hasId = type === 'AssumedRole' || type === 'IAMUser';
  const temporary = creationDate !== undefined && !Number.isNaN(Date.parse(creationDate));
  const age = temporary
    ? Math.floor((Date.parse(record.eventTime) - Date.parse(creationDate)) / 1000)
    : -1;
  const address = vpcEndpointId === undefined ? 'aws:SourceIp' : 'aws:VpcSourceIp';
  const rows: readonly (Row | undefined)[] = [
    direct && isAddress ? [address, sourceIPAddress!, 'sourceIPAddress'] : undefined,
    direct && vpcEndpointAccountId !== undefined && vpcEndpointId !== undefined
      ? ['aws:VpceAccount', vpcEndpointAccountId, 'vpcEndpointAccountId']
      : undefined,
    userAgent === undefined ? undefined : ['aws:UserAgent', userAgent, 'userAgent'],
    hasId && principalId !== undefined
      ? ['aws:userid', principalId, 'userIdentity.principalId']
      : undefined,
    temporary
      ? ['aws:TokenIssueTime', creationDate, 'sessionContext.attributes.creationDate']
      : undefined,
    // The time of the sign-in itself is not recorded: that of the session's credentials stands for it.
    mfaAuthenticated === true && age >= 0
      ? ['aws:MultiFactorAuthAge', age, 'eventTime and sessionContext.attributes.creationDate']
      : undefined,
    federatedProvider === undefined
      ? undefined
      : ['aws:FederatedProvider', federatedProvider, 'webIdFederationData.federatedProvider'],
    // A service calls for the caller, even where the record does not say which.
    identity.invokedBy !== undefined && type !== 'AWSService'
      ? ['aws:ViaAWSService', true, 'userIdentity.invokedBy']
      : undefined,
  ];
  return rows.filter((row) => row !== undefined);
}

/** What AWS's message names. */
interface Said {
  readonly action?: string;
  readonly keys: readonly string[];
}

/** The action and the key that AWS's message names, whoever called. */
function saidBy({ errorMessage, identity: { arn } }: CallRecord): Said {
  if (errorMessage === undefined) return nothing;
  const message = arn === undefined ? errorMessage : errorMessage.replace(arn, () => anyCaller);
  return message.length > MAX_REMEMBERED ? readSaid(message) : rememberedSaid(message);
}

const nothing: Said = { keys: [] };

const anyCaller = 'arn:aws:sts::111122223333:assumed-role/any-role/any-session';

function readSaid(message: string): Said {
  const read = readErrorText(message);
  if (read.kind !== 'denied') return nothing;
  const { action, resource } = read.denied;
  return {
    ...(action === undefined ? {} : { action }),
    keys: resource?.kind === 'arn' && resource.arn.includes(':kms:') ? [resource.arn] : [],
  };
}

/** Trails repeat messages for one caller after another; longer ones are not AWS's. */
const rememberedSaid = memo(1000, readSaid);
const MAX_REMEMBERED = 2000;
