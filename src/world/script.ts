// The read-only AWS CLI commands that collect a world, as a POSIX shell script. The files that it writes
// are named and placed so that loadWorld knows what each belongs to.

/** A shell script: `sh collect.sh DIR [REGION…]` writes the outputs below DIR. */
export function collectScript(): string {
  return script;
}

const script = String.raw`#!/bin/sh
# Collects what requests to AWS KMS are decided with, into a folder that keyward reads as a world.
# Every command only reads. A command that is not permitted is reported and skipped;
# "keyward world show DIR" then says what is missing.
#
#   sh collect.sh DIR [REGION...]      (the Region of the AWS CLI's configuration when none is given)
#
# Run it once for each account, with the same DIR; the part about the organization needs the management
# account or a delegated administrator.
set -u

dir=${'$'}{1:?"usage: sh collect.sh DIR [REGION...]"}
shift
[ "$#" -gt 0 ] || set -- "$(aws configure get region || echo us-east-1)"

failed=0
# save FILE COMMAND...: writes a command's output to a file, and no file when it fails.
save() {
  file=$1
  shift
  mkdir -p "$(dirname "$file")"
  if aws "$@" --output json > "$file.part"; then
    mv "$file.part" "$file"
  else
    rm -f "$file.part"
    failed=$((failed + 1))
    echo "skipped: aws $*" >&2
  fi
}

account=$(aws sts get-caller-identity --query Account --output text) || exit 1
home=$dir/$account

# Users, groups, roles and their policies, managed ones included.
save "$home/get-account-authorization-details.json" iam get-account-authorization-details

for region in "$@"; do
  place=$home/$region
  save "$place/list-aliases.json" kms list-aliases --region "$region"
  save "$place/describe-vpc-endpoints.json" ec2 describe-vpc-endpoints --region "$region" \
    --filters "Name=service-name,Values=com.amazonaws.$region.kms"
  for key in $(aws kms list-keys --region "$region" --query 'Keys[].KeyId' --output text); do
    save "$place/$key/describe-key.json" kms describe-key --region "$region" --key-id "$key"
    save "$place/$key/get-key-policy.json" kms get-key-policy --region "$region" --key-id "$key" \
      --policy-name default
    save "$place/$key/list-grants.json" kms list-grants --region "$region" --key-id "$key"
    save "$place/$key/list-resource-tags.json" kms list-resource-tags --region "$region" \
      --key-id "$key"
  done
done

# The organization: which SCPs and RCPs apply to the account, level by level.
org=$dir/organization
if aws organizations describe-organization --output json > /dev/null 2>&1; then
  save "$org/describe-organization.json" organizations describe-organization
  for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
    for policy in $(aws organizations list-policies --filter "$type" \
      --query 'Policies[].Id' --output text); do
      save "$org/describe-policy.$policy.json" organizations describe-policy --policy-id "$policy"
      save "$org/list-targets-for-policy.$policy.json" organizations list-targets-for-policy \
        --policy-id "$policy"
    done
  done
  child=$account
  while [ -n "$child" ]; do
    case $child in r-*) break ;; esac
    save "$org/list-parents.$child.json" organizations list-parents --child-id "$child"
    child=$(aws organizations list-parents --child-id "$child" \
      --query 'Parents[0].Id' --output text 2> /dev/null)
    [ "$child" = None ] && child=
  done
else
  echo "skipped: the organization (none, or not permitted from account $account)" >&2
fi

echo "collected account $account into $dir; $failed commands were skipped" >&2
`;
