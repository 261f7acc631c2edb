// Where the model and AWS disagree: what may differ between the world and AWS, the likelier first. AWS's phrase
// names the type of the policy that decided, which tells where to look. None of it is certain.

import type { Decision } from '../model/decision.ts';
import type { PolicyType } from '../model/policy.ts';
import { utcSeconds } from '../model/utc-seconds.ts';
import { quoted } from '../syntax/quoted.ts';
import type { FoundCaller } from '../world/find-caller.ts';
import type { Account, Key } from '../world/world.ts';
import { type AwsAnswer, policyTypeOf } from './aws-answer.ts';
import type { CallEvidence } from './call/call-evidence.ts';

/** One thing that may explain a difference, and what to do about it. */
export interface Difference {
  readonly likelihood: 'likely' | 'possible';
  readonly sentence: string;
  readonly remedy?: string | undefined;
}

/** What a difference is looked for in. */
export interface Disagreement {
  readonly aws: AwsAnswer;
  readonly decision: Decision;
  readonly caller: FoundCaller;
  readonly key?: Key | undefined;
  readonly owner?: Account | undefined;
  readonly evidence: CallEvidence;
  readonly endpointPolicyKnown: boolean;
}

/** The differences that come into question, the likelier first. */
export function differencesOf(disagreement: Disagreement): readonly Difference[] {
  const found = [...byPhrase(disagreement), ...general.flatMap((row) => row(disagreement) ?? [])];
  return [
    ...found.filter(({ likelihood }) => likelihood === 'likely'),
    ...found.filter(({ likelihood }) => likelihood === 'possible'),
  ];
}

type Row = (disagreement: Disagreement) => Difference | undefined;

/** What AWS's phrase says, against what the world has of policies of that type. */
function byPhrase(disagreement: Disagreement): readonly Difference[] {
  const { aws } = disagreement;
  if (aws.kind !== 'denied') return [];
  if (aws.said.kind === 'hidden') {
    const other = hidden(disagreement);
    return other === undefined ? [] : [other];
  }
  const type = policyTypeOf(aws.said);
  const difference = type && byType[type](disagreement);
  return difference === undefined ? [] : [difference];
}

const byType: Readonly<Record<PolicyType, Row>> = {
  'service-control-policy': ({ aws, caller: { account } }) => {
    if (account?.organization === undefined) {
      return likely(
        `AWS said a service control policy, and the world has none for account \`${account?.id}\``,
        'collect the organization: `keyward world script` prints the commands',
      );
    }
    if (account.organization.management) {
      return likely(
        `AWS said a service control policy, but the world has account \`${account.id}\` as the management account, which none limits`,
      );
    }
    return differs('a service control policy', 'the service control policies', arnOf(aws));
  },
  'resource-control-policy': ({ aws, owner }) => {
    if (owner?.organization === undefined) {
      return likely(
        `AWS said a resource control policy, and the world has none for account \`${owner?.id}\`, which owns the key`,
        'collect the organization: `keyward world script` prints the commands',
      );
    }
    return differs('a resource control policy', 'the resource control policies', arnOf(aws));
  },
  'vpc-endpoint-policy': ({ evidence: { vpcEndpoint }, endpointPolicyKnown }) => {
    if (vpcEndpoint === undefined) {
      return likely(
        'AWS said a VPC endpoint policy, and nothing says through which endpoint the call came',
        'give `--vpc-endpoint`, and describe the endpoint in the world',
      );
    }
    if (!endpointPolicyKnown) {
      return likely(
        `AWS said a VPC endpoint policy, and the world has no policy of \`${vpcEndpoint.id}\``,
        'save `aws ec2 describe-vpc-endpoints`',
      );
    }
    return differs('a VPC endpoint policy', `the policy of \`${vpcEndpoint.id}\``);
  },
  'permissions-boundary': ({ aws, caller: { entity } }) => {
    if (entity && !('boundary' in entity && entity.boundary)) {
      return likely(
        `AWS said a permissions boundary, and ${quoted(entity.arn)} has none in the world`,
        'save `aws iam get-account-authorization-details` again',
      );
    }
    return differs('a permissions boundary', 'the boundary', arnOf(aws));
  },
  'session-policy': ({ caller: { sessionPolicies } }) =>
    sessionPolicies.length === 0
      ? likely(
          'AWS said a session policy: no record holds those, and the world has none for this session',
          'find out which policy was passed when the session was made, and describe it in the `sessions` of the account',
        )
      : differs('a session policy', 'the session policies'),
  'key-policy': keyPolicy,
  'resource-policy': keyPolicy,
  'trust-policy': () => differs('the role trust policy', 'the trust policy'),
  'identity-policy': ({ decision, caller: { entity } }) =>
    decision.verdict === 'allow'
      ? likely(
          `AWS said an identity-based policy, and what the world has of ${quoted(entity?.arn ?? 'the caller')} allows it: a policy or a group was changed, or the tags of the caller were others`,
        )
      : differs('an identity-based policy', 'the policies of the caller'),
};

function keyPolicy({ key, aws, decision }: Disagreement): Difference {
  const name = key?.arn === undefined ? 'the key' : quoted(key.arn);
  if (
    aws.kind === 'denied' &&
    aws.said.kind === 'implicit' &&
    decision.reason === 'no-identity-allow'
  ) {
    return likely(
      `AWS said that no resource-based policy allows it, and in the world the key policy of ${name} delegates to the account: at the time of the call it may not have`,
    );
  }
  return likely(
    `AWS said the key policy of ${name}, and in the world it says otherwise: it may have been changed since`,
    key &&
      `save \`aws kms get-key-policy --key-id ${key.id}\` again, or take the version of that time`,
  );
}

function hidden({ owner, key }: Disagreement): Difference | undefined {
  return likely(
    key === undefined || owner === undefined
      ? 'AWS used the words that it has for keys of other accounts: the key may not exist in this Region'
      : `AWS used the words that it has for keys of other accounts, so in its eyes the caller is not of account \`${owner.id}\`, or the key policy, or a grant, of that account does not let it in`,
  );
}

function differs(aws: string, world: string, arn?: string): Difference {
  const named = arn === undefined ? '' : ` (${quoted(arn)})`;
  return likely(
    `AWS said ${aws}${named}, and ${world} of the world ${world.endsWith('ies') ? 'say' : 'says'} otherwise: a change since the call, or an attachment that the world does not have`,
  );
}

/** What may differ whatever AWS said. */
const general: readonly Row[] = [
  ({ aws, decision, key }) =>
    aws.kind !== 'denied' &&
    decision.verdict === 'deny' &&
    key?.manager === 'CUSTOMER' &&
    !key.grantsKnown
      ? likely(
          `a grant may have let the caller in: the world does not know the grants of \`${key.arn}\``,
          `save \`aws kms list-grants --key-id ${key.id}\``,
        )
      : undefined,
  ({ aws, decision, key }) =>
    aws.kind !== 'denied' && decision.verdict === 'deny' && key?.grantsKnown === true
      ? possible('a grant may have let the caller in that was retired or revoked since')
      : undefined,
  ({ aws, decision, caller: { account } }) =>
    aws.kind === 'denied' &&
    decision.verdict === 'allow' &&
    account !== undefined &&
    account.organization === undefined &&
    policyTypeOf(aws.said) === undefined
      ? possible(
          `the world knows no organization of account \`${account.id}\`: a service control policy may have denied it`,
        )
      : undefined,
  ({ decision, key }) =>
    decision.reason === 'grant' || key?.grants.length
      ? possible('a grant takes up to five minutes until every part of AWS KMS knows it')
      : undefined,
  ({ evidence: { via } }) =>
    via === undefined
      ? undefined
      : possible(
          `the call came through ${quoted(via)}: services send an encryption context and conditions of their own`,
        ),
  ({ evidence: { textOnly, timeKnown } }) =>
    textOnly
      ? possible(
          `the text does not hold the circumstances of the call${timeKnown ? '' : ', nor its time'}: the CloudTrail record does`,
        )
      : undefined,
  ({ evidence: { time, timeKnown } }) =>
    possible(
      timeKnown
        ? `the world is as its files have it, and the call was made at ${utcSeconds(time)}: policies, tags and aliases may have changed between`
        : 'the world is as its files have it: policies, tags and aliases may have changed since the call',
    ),
];

function arnOf(aws: AwsAnswer): string | undefined {
  return aws.kind === 'denied' && aws.said.kind === 'explicit' ? aws.said.policyArn : undefined;
}

function likely(sentence: string, remedy?: string): Difference {
  return { likelihood: 'likely', sentence, remedy };
}

function possible(sentence: string, remedy?: string): Difference {
  return { likelihood: 'possible', sentence, remedy };
}
