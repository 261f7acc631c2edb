// What is read of each type of resource of a plan. Types that are not here hold no policy that is known.
import type { PolicyType } from '../../../model/policy.ts';
import { isKnown, type LintResource } from '../../scope.ts';
import { principal, readInlinePolicy, readManagedPolicy } from './iam.ts';
import { readAlias, readGrant, readKey, readKeyPolicy } from './kms.ts';
import { keyTypes } from './links.ts';
import { addPolicy, baseOf, type PlanReader } from './reader.ts';

type Row = (reader: PlanReader) => LintResource | undefined;

/** The rows, in the order in which they are read: policies of their own come after what they belong to. */
export const resourceRows: readonly (readonly [types: readonly string[], row: Row])[] = [
  [keyTypes, readKey],
  [['aws_kms_key_policy'], readKeyPolicy],
  [['aws_kms_alias'], readAlias],
  [['aws_kms_grant'], readGrant],
  [['aws_iam_role'], principal('role')],
  [['aws_iam_user'], principal('user')],
  [['aws_iam_group'], principal('group')],
  [['aws_iam_role_policy', 'aws_iam_user_policy', 'aws_iam_group_policy'], readInlinePolicy],
  [['aws_iam_policy'], readManagedPolicy],
  [['aws_organizations_policy'], readOrganizationPolicy],
  [['aws_vpc_endpoint', 'aws_vpc_endpoint_policy'], readEndpoint],
  [['aws_ssoadmin_permission_set_inline_policy'], other('inline_policy', 'identity-policy')],
  [['aws_cloudwatch_log_resource_policy'], other('policy_document')],
  [['aws_glue_resource_policy', 'aws_s3_bucket_policy', 'aws_s3_access_point'], other('policy')],
  [['aws_sqs_queue_policy', 'aws_sns_topic_policy'], other('policy')],
  [
    ['aws_s3_bucket', 'aws_sqs_queue', 'aws_sns_topic', 'aws_secretsmanager_secret'],
    other('policy'),
  ],
  [['aws_secretsmanager_secret_policy', 'aws_ecr_repository_policy'], other('policy')],
  [['aws_backup_vault_policy', 'aws_efs_file_system_policy'], other('policy')],
  [['aws_cloudwatch_event_bus_policy', 'aws_api_gateway_rest_api_policy'], other('policy')],
  [['aws_kinesis_resource_policy', 'aws_dynamodb_resource_policy'], other('policy')],
  [['aws_opensearch_domain_policy'], other('access_policies')],
];

const organizationTypes: Readonly<Record<string, PolicyType>> = {
  SERVICE_CONTROL_POLICY: 'service-control-policy',
  RESOURCE_CONTROL_POLICY: 'resource-control-policy',
};

function readOrganizationPolicy(reader: PlanReader): undefined {
  const said = reader.attributes.text('type') ?? 'SERVICE_CONTROL_POLICY';
  const type = isKnown(said) ? organizationTypes[said] : undefined;
  if (!type) return;
  addPolicy(reader, 'content', type, owned(reader, 'organization-policy', 'content'));
}

function readEndpoint(reader: PlanReader): undefined {
  addPolicy(reader, 'policy', 'vpc-endpoint-policy', owned(reader, 'vpc-endpoint', 'policy'));
}

/** The row of a type whose policy is in an attribute. */
function other(attribute: string, type: PolicyType = 'resource-policy'): Row {
  return (reader) => {
    if (!reader.attributes.value(attribute)) return undefined;
    addPolicy(reader, attribute, type, owned(reader, 'other', attribute));
    return undefined;
  };
}

function owned(
  reader: PlanReader,
  kind: 'organization-policy' | 'vpc-endpoint' | 'other',
  attribute: string,
): LintResource {
  const places = reader.attributes.places({ policy: attribute });
  const owner: LintResource = { ...baseOf(reader), kind, places };
  reader.reading.addResource(owner);
  return owner;
}
