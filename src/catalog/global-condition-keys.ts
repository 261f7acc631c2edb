// The condition keys that every service knows, and which requests carry each.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
import { type ListedKey, listedGlobalKeys } from './condition-keys.generated.ts';
import { everyone, type KeyPresence, people, present, signed } from './key-presence.ts';

/** Newer than the data. */
const newerKeys: readonly ListedKey[] = [
  { name: 'aws:SignInSessionArn', type: 'ARN', multivalued: false },
];

/** The keys, with `${TagKey}` where their names end in a tag's key. */
export const globalKeys: readonly ListedKey[] = [
  ...new Map([...newerKeys, ...listedGlobalKeys].map((key) => [key.name, key])).values(),
];

const endpoint = 'calls through a VPC endpoint; a service that forwards a call drops it';
const instance = 'credentials that Amazon EC2 gave to an instance';
const mcp = 'calls through an MCP server of AWS';

/** Which requests carry each key. */
export const globalKeyPresence: ReadonlyMap<string, KeyPresence> = new Map([
  // Properties of the principal
  ...present('aws:PrincipalArn', people, 'always; of a session it is the ARN of the role'),
  ...present('aws:PrincipalAccount', [...people, 'anonymous'], 'always'),
  ...present(
    'aws:PrincipalOrgID aws:PrincipalOrgPaths',
    people,
    'the account of the caller belongs to an organization',
  ),
  ...present(
    'aws:PrincipalTag/${TagKey}',
    ['user', 'role', 'federated-user'],
    'the user, the role or the session has the tag',
  ),
  ...present(
    'aws:PrincipalIsAWSService',
    signed,
    'always; true only for a service that calls for itself',
  ),
  ...present('aws:PrincipalServiceName aws:PrincipalServiceNamesList', ['service'], 'always'),
  ...present('aws:PrincipalType aws:userid', everyone, 'always'),
  ...present('aws:username', ['user'], 'always'),

  // Properties of the session
  ...present('aws:AssumedRoot', ['root'], 'sessions of sts:AssumeRoot'),
  ...present('aws:FederatedProvider', ['role'], 'sessions of an OpenID Connect provider'),
  ...present('aws:TokenIssueTime', people, 'temporary credentials'),
  ...present(
    'aws:MultiFactorAuthPresent',
    ['user', 'role', 'root'],
    'temporary credentials, but not those of federated identities; false when a service forwards a call of long-term keys',
  ),
  ...present(
    'aws:MultiFactorAuthAge',
    ['user', 'role', 'root'],
    'temporary credentials that were asked for with MFA',
  ),
  ...present('aws:SignInSessionArn', people, 'credentials of a console sign-in'),
  ...present('aws:SourceIdentity', ['role'], 'sessions that were given a source identity'),
  ...present('aws:ChatbotSourceArn', ['role'], 'sessions of Amazon Q Developer in chat'),
  ...present(
    'aws:Ec2InstanceSourceVpc aws:Ec2InstanceSourcePrivateIPv4 ec2:RoleDelivery ec2:SourceInstanceArn',
    ['role'],
    instance,
  ),
  ...present('glue:RoleAssumedBy glue:CredentialIssuingService', ['role'], 'jobs of AWS Glue'),
  ...present('lambda:SourceFunctionArn', ['role'], 'functions of AWS Lambda'),
  ...present('ssm:SourceInstanceArn', ['role'], 'instances that AWS Systems Manager manages'),
  ...present('identitystore:UserId', ['role'], 'sessions that carry an IAM Identity Center user'),

  // The network
  ...present(
    'aws:SourceIp',
    people,
    'calls that do not come through a VPC endpoint',
    'no-vpc-endpoint',
  ),
  ...present(
    'aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:VpceAccount aws:VpcSourceIp',
    people,
    endpoint,
    'vpc-endpoint',
  ),
  ...present(
    'aws:VpceOrgID aws:VpceOrgPaths',
    people,
    `${endpoint}; its account belongs to an organization`,
    'vpc-endpoint',
  ),

  // The resource
  ...present(
    'aws:ResourceAccount',
    everyone,
    'actions on a resource, but for those that AWS lists',
  ),
  ...present(
    'aws:ResourceOrgID aws:ResourceOrgPaths',
    everyone,
    'the account of the resource belongs to an organization',
  ),
  ...present('aws:ResourceTag/${TagKey}', everyone, 'the resource has the tag'),

  // The request
  ...present(
    'aws:CalledVia aws:CalledViaFirst aws:CalledViaLast',
    people,
    'always, in calls that a service forwards',
    'forwarded',
  ),
  ...present('aws:ViaAWSService', everyone, 'always; true when a service forwards the call'),
  ...present('aws:CalledViaAWSMCP aws:ViaAWSMCPService aws:IsMcpServiceAction', people, mcp),
  ...present('aws:CurrentTime aws:EpochTime aws:SecureTransport', everyone, 'always'),
  ...present('aws:RequestedRegion aws:UserAgent', everyone, 'always'),
  ...present('aws:referer', everyone, 'the request has the HTTP header'),
  ...present(
    'aws:RequestTag/${TagKey} aws:TagKeys',
    everyone,
    'the request names tags: to set them, or their keys to remove them',
  ),
  ...present(
    'aws:SourceArn aws:SourceAccount',
    ['service'],
    'the service calls on behalf of a resource',
  ),
  ...present(
    'aws:SourceOrgID aws:SourceOrgPaths',
    ['service'],
    'the service calls on behalf of a resource of an organization',
  ),
  ...present('aws:SourceOwner', ['service'], 'some services, in place of aws:SourceAccount'),
]);
