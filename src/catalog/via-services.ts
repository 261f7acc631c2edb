// The services that kms:ViaService knows, by the first part of its value: `s3` in
// `s3.us-east-1.amazonaws.com`. The rest is the Region and, in every partition, `amazonaws.com`.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service

/** The page that lists them. */
export const viaServicesSource =
  'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service';

/** The prefixes, in alphabetical order. `ec2` is Amazon EBS. */
export const viaServices: readonly string[] = `
aiops airflow aoss appfabric appflow apprunner apptest ards athena auditmanager backup
backup-gateway bedrock cassandra chimevoiceconnector cleanrooms-ml codeartifact codeguru-reviewer
comprehend connect custom-packages dax deepracer directoryservice dms docdb-elastic dynamodb ec2
ecr elasticache elasticfilesystem entityresolution es events finspace firehose forecast fsx geo
glue groundstation healthlake importexport iotsitewise kafka kendra kinesis kinesisvideo lambda
lex license-manager lookoutequipment lookoutmetrics lookoutvision m2 macie malware-protection
managedblockchain mediatailor memorydb mgn monitron mq nimble omics profile proton qldb rds
redshift redshift-serverless rekognition s3 s3tables sagemaker secretsmanager securitylake ses sns
sqlworkbench sqs ssm ssm-contacts ssm-incidents states storagegateway thinclient timestream
translate verified-access wisdom workmail workspaces workspaces-web xray
`
  .trim()
  .split(/\s+/);
