// What is read of each type of resource. Types that are not here hold no policy that is known.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { readAttachedPolicy, readGroup, readManagedPolicy, readRole, readUser } from './iam.ts';
import { readAlias, readKey } from './kms.ts';
import { readEndpoint, readOrganizationPolicy, resourcePolicy } from './other-policies.ts';
import type { ResourceReader } from './properties.ts';

/** The reader of each type. */
export const resourceRows: Readonly<Record<string, (reader: ResourceReader) => void>> = {
  'AWS::KMS::Key': readKey,
  'AWS::KMS::ReplicaKey': readKey,
  'AWS::KMS::Alias': readAlias,
  'AWS::IAM::Role': readRole,
  'AWS::IAM::User': readUser,
  'AWS::IAM::Group': readGroup,
  'AWS::IAM::Policy': readAttachedPolicy,
  'AWS::IAM::RolePolicy': readAttachedPolicy,
  'AWS::IAM::UserPolicy': readAttachedPolicy,
  'AWS::IAM::GroupPolicy': readAttachedPolicy,
  'AWS::IAM::ManagedPolicy': readManagedPolicy,
  'AWS::Organizations::Policy': readOrganizationPolicy,
  'AWS::EC2::VPCEndpoint': readEndpoint,
  'AWS::SSO::PermissionSet': resourcePolicy('InlinePolicy', 'identity-policy'),
  'AWS::S3::BucketPolicy': resourcePolicy('PolicyDocument'),
  'AWS::S3::AccessPoint': resourcePolicy('Policy'),
  'AWS::S3Express::BucketPolicy': resourcePolicy('PolicyDocument'),
  'AWS::SQS::QueuePolicy': resourcePolicy('PolicyDocument'),
  'AWS::SQS::QueueInlinePolicy': resourcePolicy('PolicyDocument'),
  'AWS::SNS::TopicPolicy': resourcePolicy('PolicyDocument'),
  'AWS::SNS::TopicInlinePolicy': resourcePolicy('PolicyDocument'),
  'AWS::SecretsManager::ResourcePolicy': resourcePolicy('ResourcePolicy'),
  'AWS::ECR::Repository': resourcePolicy('RepositoryPolicyText'),
  'AWS::Logs::ResourcePolicy': resourcePolicy('PolicyDocument'),
  'AWS::Backup::BackupVault': resourcePolicy('AccessPolicy'),
  'AWS::EFS::FileSystem': resourcePolicy('FileSystemPolicy'),
  'AWS::Kinesis::ResourcePolicy': resourcePolicy('ResourcePolicy'),
  'AWS::Events::EventBus': resourcePolicy('Policy'),
  'AWS::ApiGateway::RestApi': resourcePolicy('Policy'),
  'AWS::OpenSearchService::Domain': resourcePolicy('AccessPolicies'),
};
