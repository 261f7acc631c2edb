// Prints the read-only AWS CLI commands that collect a world, as a shell script.
import { exitCodes, type Io } from '../io.ts';

/** Runs `keyward world script`. */
export function worldScript(io: Io): number {
  io.stdout(script);
  return exitCodes.good;
}

const script = `#!/bin/sh
# Collects what Keyward decides KMS requests with, using read-only AWS CLI commands.
#
#   sh collect.sh FOLDER REGION...       such as: sh collect.sh aws us-east-1 eu-west-1
#
# Run it once for each account, into the same folder, with credentials that may read IAM and KMS
# (the AWS managed policy SecurityAudit is enough for most of it). The organization's part needs the
# management account or a delegated administrator; elsewhere it is left out with a message.
# Read the files before you pass them on; \`keyward world redact\` replaces names and ids.
set -u
umask 077
folder=\${1:?name the folder to write into}
shift
[ $# -gt 0 ] || set -- "$(aws configure get region)"

# save FILE COMMAND...: one output; a command that fails leaves no file behind.
save() {
  file=$1
  shift
  mkdir -p "$(dirname "$file")"
  if aws "$@" --output json > "$file.part"; then
    mv "$file.part" "$file"
  else
    rm -f "$file.part"
    echo "left out: $file" >&2
  fi
}

account=$(aws sts get-caller-identity --query Account --output text) || exit 1
save "$folder/$account/get-account-authorization-details.json" iam get-account-authorization-details

for region in "$@"; do
  here="$folder/$account/$region"
  save "$here/list-aliases.json" kms list-aliases --region "$region"
  save "$here/describe-vpc-endpoints.json" ec2 describe-vpc-endpoints --region "$region"
  for key in $(aws kms list-keys --region "$region" --query 'Keys[].KeyId' --output text); do
    save "$here/$key/describe-key.json" kms describe-key --region "$region" --key-id "$key"
    save "$here/$key/get-key-policy.json" \\
      kms get-key-policy --region "$region" --key-id "$key" --policy-name default
    save "$here/$key/list-grants.json" kms list-grants --region "$region" --key-id "$key"
    save "$here/$key/list-resource-tags.json" \\
      kms list-resource-tags --region "$region" --key-id "$key"
  done
done

organization="$folder/organization"
save "$organization/describe-organization.json" organizations describe-organization

# parents CHILD: what stands above an account or unit, up to the root.
parents() {
  child=$1
  while :; do
    case $child in r-*) return ;; esac
    save "$organization/list-parents.$child.json" organizations list-parents --child-id "$child"
    child=$(aws organizations list-parents --child-id "$child" --query 'Parents[0].Id' \\
      --output text 2> /dev/null) || return
  done
}
parents "$account"

for filter in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
  for policy in $(aws organizations list-policies --filter "$filter" \\
    --query 'Policies[].Id' --output text 2> /dev/null); do
    save "$organization/describe-policy.$policy.json" \\
      organizations describe-policy --policy-id "$policy"
    save "$organization/list-targets-for-policy.$policy.json" \\
      organizations list-targets-for-policy --policy-id "$policy"
  done
done
echo "done: keyward world show $folder" >&2
`;
