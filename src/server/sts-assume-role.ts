// AssumeRole: credentials of a role, if its trust policy and the caller's policies let the caller have them.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
import type { CallerInput } from '../world/caller-name.ts';
import { present } from '../world/present.ts';
import type { Role } from '../world/world.ts';
import { authorizeSts } from './sts-authorize.ts';
import { denied, invalid, type StsCall, type StsResult } from './sts-call.ts';
import { issue, uniqueId } from './sts-issue.ts';
import { checkMfa, mfaRows } from './sts-mfa.ts';
import { type TextRow, validationError } from './sts-parameters.ts';
import { percent, sessionPolicies } from './sts-session-policies.ts';
import { sessionTags } from './sts-session-tags.ts';

const name = { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/, source: '[\\w+=,.@-]*' } as const;
const rows: readonly TextRow[] = [
  {
    name: 'RoleArn',
    required: true,
    min: 20,
    max: 2048,
    pattern: /^[\x20-\x7e]*$/,
    source: '[\\u0020-\\u007E]*',
  },
  { name: 'RoleSessionName', required: true, ...name },
  { name: 'SourceIdentity', ...name },
  { name: 'ExternalId', min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/, source: '[\\w+=,.@:\\/-]*' },
  { name: 'Policy', min: 1, max: 100_000, pattern: /^/, source: '', secret: true },
  ...mfaRows,
];
const hour = 3600;

/** Assumes a role. */
export async function assumeRole(call: StsCall): Promise<StsResult> {
  const { parameters, principal, session, world, caller } = call;
  const error = validationError(parameters, rows, [
    { name: 'DurationSeconds', min: 900, max: 43_200 },
  ]);
  if (error) return { kind: 'error', error };
  if (principal.kind === 'root') return denied('Roles may not be assumed by root accounts.');
  if (principal.kind === 'federated-user') {
    return denied('Cannot call AssumeRole with the credentials of a federated user');
  }
  const roleArn = parameters.get('RoleArn')!;
  const sessionName = parameters.get('RoleSessionName')!;
  const tags = sessionTags(call);
  if ('kind' in tags) return tags;
  const policies = sessionPolicies(call);
  if ('kind' in policies) return policies;
  const mfa = await checkMfa(call);
  if (typeof mfa !== 'boolean') return mfa;
  const came = principal.sourceIdentity;
  const asked = parameters.get('SourceIdentity');
  if (came !== undefined && asked !== undefined && came !== asked) {
    return denied(
      'The source identity of a session cannot be changed by the roles that it assumes.',
    );
  }
  const sourceIdentity = asked ?? came;
  const refused = authorizeSts(
    call,
    [
      'sts:AssumeRole',
      // What came along a chain must be allowed by every role of it, tags and source identity alike:
      // https://github.com/aws/eks-pod-identity-agent/issues/80 tells of tags.
      ...(Object.keys(tags.all).length > 0 ? ['sts:TagSession'] : []),
      ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
    ],
    roleArn,
    {
      ...tags.context,
      'sts:RoleSessionName': sessionName,
      ...present({
        'sts:ExternalId': parameters.get('ExternalId'),
        'sts:SourceIdentity': sourceIdentity,
      }),
      ...(mfa ? { 'aws:MultiFactorAuthAge': 0 } : {}),
    },
    mfa ? ({ ...caller, mfa: true } as CallerInput) : caller,
  );
  if (refused) return refused;
  const role = [...world.accounts.values()]
    .flatMap(({ roles }) => [...roles.values()])
    .find(({ arn }) => arn === roleArn)!;
  const seconds = durationOf(call, role);
  if (typeof seconds !== 'number') return seconds;
  // A code counts for the session that it opens; a user's session hands it on, a role's does not.
  const mfaAt = mfa
    ? call.now.toISOString()
    : principal.kind === 'user'
      ? session?.mfaAt
      : undefined;
  const issued = await issue(call, {
    caller: {
      role: role.arn,
      sessionName,
      mfa: mfaAt !== undefined,
      ...present({ sourceIdentity }),
      ...(Object.keys(tags.all).length > 0 ? { tags: tags.all } : {}),
      ...(policies.documents.length > 0 ? { sessionPolicies: policies.documents } : {}),
    },
    seconds,
    transitiveTags: tags.transitive,
    ...present({ mfaAt }),
  });
  const arn = `arn:${role.arn.split(':')[1]}:sts::${role.account}:assumed-role/${role.name}/${sessionName}`;
  const id = `${uniqueId('AROA', role.id, role.arn)}:${sessionName}`;
  return {
    kind: 'answer',
    issued: issued.session,
    result: {
      Credentials: issued.answer,
      AssumedRoleUser: { AssumedRoleId: id, Arn: arn },
      PackedPolicySize: policies.size > 0 ? String(percent(policies.size)) : undefined,
      SourceIdentity: sourceIdentity,
    },
  };
}

/**
 * How long the session lasts. Temporary credentials open no session of more than an hour.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
function durationOf({ parameters, session, principal }: StsCall, role: Role): number | StsResult {
  const asked = parameters.get('DurationSeconds');
  if (asked === undefined) return hour;
  const seconds = Number(asked);
  if ((session || principal.kind === 'role') && seconds > hour) {
    return invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > (role.maxSessionSeconds ?? hour)) {
    return invalid(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return seconds;
}
