// GetFederationToken: credentials of a federated user, which a user gives out with its own permissions cut down
// by the session policy.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
import { authorizeSts } from './sts-authorize.ts';
import { denied, type StsCall, type StsResult } from './sts-call.ts';
import { issue } from './sts-issue.ts';
import { type TextRow, validationError } from './sts-parameters.ts';
import { percent, sessionPolicies } from './sts-session-policies.ts';
import { sessionTags } from './sts-session-tags.ts';

const rows: readonly TextRow[] = [
  {
    name: 'Name',
    required: true,
    min: 2,
    max: 32,
    pattern: /^[\w+=,.@-]*$/,
    source: '[\\w+=,.@-]*',
  },
  { name: 'Policy', min: 1, max: 100_000, pattern: /^/, source: '', secret: true },
];

/** Issues a session of a federated user. */
export async function getFederationToken(call: StsCall): Promise<StsResult> {
  const { parameters, principal, session, account, partition } = call;
  const error = validationError(parameters, rows, [
    { name: 'DurationSeconds', min: 900, max: 129_600 },
  ]);
  if (error) return { kind: 'error', error };
  if (session || principal.kind === 'role' || principal.kind === 'federated-user') {
    return denied('Cannot call GetFederationToken with session credentials');
  }
  if (principal.kind !== 'user') {
    return denied('Keyward does not model federated users of a root user: call as an IAM user');
  }
  const arn = `arn:${partition}:sts::${account}:federated-user/${parameters.get('Name')}`;
  const tags = sessionTags(call);
  if ('kind' in tags) return tags;
  const policies = sessionPolicies(call);
  if ('kind' in policies) return policies;
  const isTagged = Object.keys(tags.passed).length > 0;
  const actions = ['sts:GetFederationToken', ...(isTagged ? ['sts:TagSession'] : [])];
  const refused = authorizeSts(call, actions, arn, tags.context);
  if (refused) return refused;
  const issued = await issue(call, {
    caller: {
      federatedUser: arn,
      user: principal.arn,
      ...(isTagged ? { tags: tags.passed } : {}),
      ...(policies.documents.length > 0 ? { sessionPolicies: policies.documents } : {}),
    },
    seconds: Number(parameters.get('DurationSeconds') ?? 43_200),
  });
  return {
    kind: 'answer',
    issued: issued.session,
    result: {
      Credentials: issued.answer,
      FederatedUser: {
        FederatedUserId: `${account}:${parameters.get('Name')}`,
        Arn: arn,
      },
      PackedPolicySize: policies.size > 0 ? String(percent(policies.size)) : undefined,
    },
  };
}
