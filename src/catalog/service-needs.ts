// What AWS services need on a key that they call with a service principal of their own, where one action without
// the other is of no use.

/** One service. */
export interface ServiceNeed {
  /** The service principal; `logs` has its Region in it. */
  readonly principal: RegExp;
  /** The actions, each needed. */
  readonly actions: readonly string[];
  /** What fails without them. */
  readonly fails: string;
  readonly source: string;
}

const sqs =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html';

/** The services whose documentation asks for both GenerateDataKey and Decrypt. */
export const serviceNeeds: readonly ServiceNeed[] = [
  {
    principal: /^sns\.amazonaws\.com$/,
    actions: ['GenerateDataKey', 'Decrypt'],
    fails: 'Amazon SNS cannot deliver to an encrypted queue',
    source: sqs,
  },
  {
    principal: /^events\.amazonaws\.com$/,
    actions: ['GenerateDataKey', 'Decrypt'],
    fails: 'Amazon EventBridge cannot send to an encrypted queue or topic',
    source: sqs,
  },
  {
    principal: /^cloudwatch\.amazonaws\.com$/,
    actions: ['GenerateDataKey', 'Decrypt'],
    fails: 'alarms cannot publish to an encrypted topic',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  },
  {
    principal: /^logs\.(?:[a-z0-9-]+\.)?amazonaws\.com$/,
    actions: ['GenerateDataKey', 'Decrypt', 'Encrypt'],
    fails: 'CloudWatch Logs cannot write and read the log group',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
];
