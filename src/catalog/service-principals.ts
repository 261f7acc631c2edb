// Names of service principals that do not begin with the prefix of the service's actions. There is no list of
// AWS that is complete: an unknown name is worth a question, and an error only where a known one is near.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services

/** The names before `.amazonaws.com`, in alphabetical order. */
export const servicePrincipals: readonly string[] = `
airflow-env alexa-appkit billingconsole billingreports build.apprunner
cks.kms cloudwatch codestar-notifications config-conforms config-multiaccountsetup
continuousexport.discovery costalerts custom-resource.application-autoscaling data.iot
delivery.logs dnssec-route53 docdb docdb-elastic dynamodb.application-autoscaling ec2fleet
ec2scheduled ecs-tasks ecs.application-autoscaling edgelambda eks-fargate eks-fargate-pods
eks-nodegroup elasticmapreduce email emr-containers export.rds hooks.cloudformation imagebuilder
inspector inspector2 kafkaconnect lexv2 location logger.cloudfront macie
malware-protection-plan.guardduty malware-protection.guardduty management.chatbot marketplace
member.org.stacksets.cloudformation metering-marketplace monitoring monitoring.rds mrk.kms
opensearchservice ops.apigateway ops.emr-serverless opsworks opsworks-cm osis-pipelines pipes
rds.application-autoscaling replication.dynamodb replicator.lambda reporting.trustedadvisor
resources.cloudformation s3.data-source.lustre.fsx sagemaker-geospatial scheduler sms-voice spot
spotfleet ssm-quicksetup stacksets.cloudformation streams.metrics.cloudwatch tagpolicies.tag
tasks.apprunner transcribe.streaming transitgateway trustedadvisor vmie vpc-flow-logs
`
  .trim()
  .split(/\s+/);
