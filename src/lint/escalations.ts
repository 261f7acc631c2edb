// Ways from some permissions of IAM to all of them: the actions, on a resource that no policy names.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate

/** One way: the actions that it takes, together. */
export interface Escalation {
  readonly actions: readonly { readonly action: string; readonly resource: string }[];
  /** What it lets the holder do: follows `lets the holder`. */
  readonly effect: string;
}

const someUser = 'user/somebody-else';
const someRole = 'role/somebody-else';
const somePolicy = 'policy/somebody-else';

/** The ways, each once. */
export const escalations: readonly Escalation[] = [
  alone(
    'iam:CreatePolicyVersion',
    somePolicy,
    "rewrite any managed policy, the holder's own included",
  ),
  alone('iam:SetDefaultPolicyVersion', somePolicy, 'bring back any earlier version of a policy'),
  alone('iam:AttachUserPolicy', someUser, 'attach any policy to any user, the holder included'),
  alone('iam:AttachGroupPolicy', 'group/somebody-else', 'attach any policy to any group'),
  alone('iam:AttachRolePolicy', someRole, 'attach any policy to any role'),
  alone('iam:PutUserPolicy', someUser, 'write policies of any user, the holder included'),
  alone('iam:PutGroupPolicy', 'group/somebody-else', 'write policies of any group'),
  alone('iam:PutRolePolicy', someRole, 'write policies of any role'),
  alone('iam:AddUserToGroup', 'group/somebody-else', 'join any group'),
  alone('iam:UpdateAssumeRolePolicy', someRole, 'become one of those who may assume any role'),
  alone('iam:CreateAccessKey', someUser, 'make access keys of any user'),
  alone('iam:CreateLoginProfile', someUser, 'give any user a password'),
  alone('iam:UpdateLoginProfile', someUser, 'change the password of any user'),
  passing('ec2:RunInstances', 'instance/*', 'start an instance with any role'),
  passing('lambda:CreateFunction', 'function:example', 'run a function with any role'),
  passing('cloudformation:CreateStack', 'stack/example', 'deploy a stack with any role'),
  passing('ecs:RunTask', 'task-definition/example', 'run a task with any role'),
  passing('glue:CreateJob', 'job/example', 'run a job with any role'),
];

function alone(action: string, resource: string, effect: string): Escalation {
  return { actions: [{ action, resource }], effect };
}

function passing(action: string, resource: string, effect: string): Escalation {
  return {
    actions: [
      { action: 'iam:PassRole', resource: someRole },
      { action, resource },
    ],
    effect,
  };
}
