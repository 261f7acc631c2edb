// A CloudTrail record of a call to AWS KMS or AWS STS.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
import type { JsonObject } from './policy.ts';

/** A record, with the fields that records of AWS KMS and AWS STS have; undefined ones are in no JSON. */
export interface TrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: TrailIdentity;
  /** ISO 8601, in UTC. */
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  /** The caller's address, or the service that forwarded the call. */
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string | undefined;
  readonly errorMessage?: string | undefined;
  readonly requestParameters: JsonObject | null;
  readonly responseElements: JsonObject | null;
  readonly additionalEventData?: JsonObject | undefined;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly TrailResource[] | undefined;
  readonly eventType: 'AwsApiCall' | 'AwsVpceEvent';
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly vpcEndpointId?: string | undefined;
  readonly vpcEndpointAccountId?: string | undefined;
  readonly eventCategory: 'Management' | 'NetworkActivity';
  readonly tlsDetails?:
    | {
        readonly tlsVersion: string;
        readonly cipherSuite: string;
        readonly clientProvidedHostHeader: string;
      }
    | undefined;
}

/** A key that a call was about, or a role. */
export interface TrailResource {
  readonly accountId: string;
  readonly type: 'AWS::KMS::Key' | 'AWS::IAM::Role';
  readonly ARN: string;
}

/** Who made a call. */
export interface TrailIdentity {
  readonly type: 'Root' | 'IAMUser' | 'AssumedRole' | 'FederatedUser' | 'AWSService' | 'Unknown';
  readonly principalId?: string | undefined;
  readonly arn?: string | undefined;
  readonly accountId?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly userName?: string | undefined;
  readonly sessionContext?:
    | {
        readonly sessionIssuer?:
          | {
              readonly type: 'Role' | 'IAMUser';
              readonly principalId?: string | undefined;
              readonly arn: string;
              readonly accountId: string;
              readonly userName: string;
            }
          | undefined;
        readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: string };
        readonly sourceIdentity?: string | undefined;
      }
    | undefined;
  readonly invokedBy?: string | undefined;
}
