// A record of a call to AWS KMS as CloudTrail wrote it, each field checked: what a record leaves out, or has
// something else for, is absent here.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html

/** One call. Texts are as the record has them; nothing is looked up yet. */
export interface CallRecord {
  readonly eventId?: string | undefined;
  /** ISO 8601 in UTC; it parses. */
  readonly eventTime: string;
  /** `Decrypt`. */
  readonly eventName: string;
  readonly awsRegion: string;
  readonly identity: CallIdentity;
  /** An address, a service's name, or `AWS Internal`. */
  readonly sourceIPAddress?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  /** Null where they are not recorded, as of many denied calls; empty where a call that succeeded had none. */
  readonly requestParameters?: RecordObject | null | undefined;
  readonly additionalEventData?: RecordObject | undefined;
  /** The ARNs of the record's keys, in its order. */
  readonly keys: readonly string[];
  /** The account whose trail the record is from. */
  readonly recipientAccountId?: string | undefined;
  readonly vpcEndpointId?: string | undefined;
  readonly vpcEndpointAccountId?: string | undefined;
  /** Whether the endpoint wrote the record (AwsVpceEvent), not AWS KMS. */
  readonly byEndpoint: boolean;
}

/** Who called. */
export interface CallIdentity {
  /** `Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `AWSAccount`, `AWSService` and others. */
  readonly type: string;
  readonly principalId?: string | undefined;
  readonly arn?: string | undefined;
  readonly accountId?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly userName?: string | undefined;
  /** The service that made the call, for itself or for the caller: `s3.amazonaws.com`. */
  readonly invokedBy?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  /** The role of a session, or the user that issued a federated one. */
  readonly issuer?: { readonly type?: string | undefined; readonly arn: string } | undefined;
  readonly mfaAuthenticated?: boolean | undefined;
  readonly creationDate?: string | undefined;
  readonly federatedProvider?: string | undefined;
}

/** A JSON object of a record, not looked into yet. */
export type RecordObject = Readonly<Record<string, unknown>>;
