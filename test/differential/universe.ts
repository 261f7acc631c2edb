// The small world that generated cases live in: accounts, callers, keys, actions.
import type { RawPrincipal } from '../reference/shapes.ts';

/** The accounts; keys are in the first two. */
export const accounts = ['111122223333', '444455556666', '999988887777'] as const;

/** One key in each of the first two accounts. */
export const keys = [
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'arn:aws:kms:eu-west-1:444455556666:key/0987dcba-09fe-87dc-65ba-ab0987654321',
] as const;

/** A caller, with every way in which a policy or a grant may write it. */
export interface Person {
  principal: RawPrincipal;
  /** Entries of a Principal element that name the caller, precise ones first. */
  entries: { AWS?: string; Service?: string }[];
  /** What a grant may name as its grantee. */
  grantees: string[];
  account?: string;
}

/** Every caller of the universe, from the point of view of one account. */
export function peopleOf(account: string): Person[] {
  const iam = `arn:aws:iam::${account}`;
  const sts = `arn:aws:sts::${account}`;
  const root: Person['entries'] = [{ AWS: `${iam}:root` }, { AWS: account }];
  const person = (principal: RawPrincipal, ...names: string[]): Person => ({
    principal,
    account,
    entries: [...names.map((name) => ({ AWS: name })), ...root],
    grantees: [...names, `${iam}:root`, account],
  });
  const engineering = `${iam}:role/Engineering`;
  const session = `${sts}:assumed-role/Engineering/alice`;
  return [
    person(`${iam}:user/alice`, `${iam}:user/alice`),
    person({ user: `${iam}:user/alice`, session: true }, `${iam}:user/alice`),
    person({ user: `${iam}:user/alice`, mfa: true, session: true }, `${iam}:user/alice`),
    person(
      { user: `${iam}:user/team/bob`, tags: { dept: 'blue', owner: 'bob' } },
      `${iam}:user/team/bob`,
    ),
    person(session, session, engineering),
    person({ role: engineering, sessionName: 'alice', mfa: true }, session, engineering),
    person(
      { role: engineering, sessionName: 'bob', tags: { dept: 'blue', team: 'blue' } },
      `${sts}:assumed-role/Engineering/bob`,
      engineering,
    ),
    person({ role: engineering, sourceIdentity: 'alice' }, engineering),
    person(
      { role: `${iam}:role/path/Engineering`, sessionName: 'bob', tags: { dept: '' } },
      `${sts}:assumed-role/Engineering/bob`,
      `${iam}:role/path/Engineering`,
    ),
    person(
      { role: `${iam}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS` },
      `${iam}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
    ),
    person(`${sts}:federated-user/carol`, `${sts}:federated-user/carol`),
    person(
      {
        federatedUser: `${sts}:federated-user/alice`,
        user: `${iam}:user/alice`,
        tags: { dept: 'red' },
      },
      `${sts}:federated-user/alice`,
      `${iam}:user/alice`,
    ),
  ];
}

/** The root user of an account. */
export function rootOf(account: string): Person {
  const arn = `arn:aws:iam::${account}:root`;
  return {
    principal: { root: account },
    account,
    entries: [{ AWS: arn }, { AWS: account }],
    grantees: [arn],
  };
}

const cloudtrail = 'cloudtrail.amazonaws.com';

/** Callers without an account. */
export const services: Person[] = [
  {
    principal: { service: cloudtrail },
    entries: [{ Service: cloudtrail }],
    grantees: [cloudtrail],
  },
  {
    principal: {
      service: cloudtrail,
      sourceArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main',
      sourceAccount: '111122223333',
    },
    entries: [{ Service: cloudtrail }],
    grantees: [cloudtrail],
  },
  {
    principal: { service: 'sns.amazonaws.com' },
    entries: [{ Service: 'sns.amazonaws.com' }],
    grantees: ['sns.amazonaws.com'],
  },
];

/** Nobody in particular. */
export const anonymous: Person = { principal: 'anonymous', entries: [{ AWS: '*' }], grantees: [] };

/** KMS actions on a key; the frequent ones stand several times. */
export const keyActions = [
  'kms:Decrypt',
  'kms:Decrypt',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:DescribeKey',
  'kms:CreateGrant',
  'kms:CreateGrant',
  'kms:RevokeGrant',
  'kms:Sign',
  'kms:ScheduleKeyDeletion',
  'kms:PutKeyPolicy',
  'kms:RetireGrant',
] as const;

/** KMS actions on an alias and a key, each authorised on its own. */
export const aliasActions = ['kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias'] as const;

/** KMS actions without a key. */
export const accountActions = [
  'kms:ListKeys',
  'kms:CreateKey',
  'kms:GenerateRandom',
  'kms:ListAliases',
  'kms:DescribeCustomKeyStores',
] as const;

/** Actions of a service that trusts its own account. */
export const bucketActions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] as const;

/** Actions that a role's trust policy decides. */
export const roleActions = ['sts:AssumeRole', 'sts:TagSession'] as const;

/** The encryption-context pairs that requests and grants use. */
export const contextPairs: [string, string][] = [
  ['App', 'billing'],
  ['App', 'payroll'],
  ['app', 'billing'],
  ['Tier', 'gold'],
  ['aws:s3:arn', 'arn:aws:s3:::amzn-s3-demo-bucket'],
];
