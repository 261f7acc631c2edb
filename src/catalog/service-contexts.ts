// The encryption contexts that AWS services send, as their documentation writes them.

/** One key of a service's encryption context. */
export interface ServiceContext {
  readonly key: string;
  /** What every value begins with; a Region or an account in it is any. */
  readonly starts: readonly string[];
  /** An example, for messages. */
  readonly example: string;
  readonly source: string;
}

/** The keys whose values have a documented form. */
export const serviceContexts: readonly ServiceContext[] = [
  {
    key: 'aws:s3:arn',
    starts: ['arn:aws:s3:::'],
    example: 'arn:aws:s3:::amzn-s3-demo-bucket/object.txt',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  },
  {
    key: 'aws:ebs:id',
    starts: ['vol-', 'snap-'],
    example: 'vol-0123456789abcdef0',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html',
  },
  {
    key: 'SecretARN',
    starts: ['arn:aws:secretsmanager:*:*:secret:'],
    example: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:app-a1b2c3',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
  },
  {
    key: 'PARAMETER_ARN',
    starts: ['arn:aws:ssm:*:*:parameter/'],
    example: 'arn:aws:ssm:us-east-1:111122223333:parameter/app',
    source:
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html',
  },
  {
    key: 'aws:logs:arn',
    starts: ['arn:aws:logs:*:*:log-group:'],
    example: 'arn:aws:logs:us-east-1:111122223333:log-group:app',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  {
    key: 'aws:cloudtrail:arn',
    starts: ['arn:aws:cloudtrail:*:*:trail/'],
    example: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/events',
    source:
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
  },
];
