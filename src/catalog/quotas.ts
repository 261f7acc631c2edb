// How large a policy document may be, by its type. AWS refuses what is larger.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
import type { PolicyType } from '../model/policy.ts';

/** The size of a document that AWS accepts. */
export interface PolicyQuota {
  readonly limit: number;
  /** What AWS accepts at most, where the limit can be raised or depends on the use. */
  readonly most?: number;
  readonly unit: 'characters' | 'bytes';
  /** Whether spaces and line breaks count. */
  readonly whitespaceCounts: boolean;
  /** What else the limit depends on. */
  readonly note?: string;
  readonly source: string;
}

const iam = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const organizations =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html';

/** The quotas; undefined for resource-based policies, where each service has its own. */
export const quotas: Readonly<Record<PolicyType, PolicyQuota | undefined>> = {
  'identity-policy': {
    limit: 6_144,
    unit: 'characters',
    whitespaceCounts: false,
    most: 10_240,
    note: 'for a managed policy; the inline policies of a user may total 2,048, of a group 5,120, of a role 10,240',
    source: iam,
  },
  'permissions-boundary': {
    limit: 6_144,
    unit: 'characters',
    whitespaceCounts: false,
    source: iam,
  },
  'session-policy': {
    limit: 2_048,
    unit: 'characters',
    whitespaceCounts: true,
    note: 'together with the ARNs of managed session policies',
    source: iam,
  },
  'trust-policy': {
    limit: 2_048,
    unit: 'characters',
    whitespaceCounts: false,
    most: 8_192,
    note: 'by default; AWS raises it to 8,192 on request',
    source: iam,
  },
  'key-policy': {
    limit: 32_768,
    unit: 'bytes',
    whitespaceCounts: true,
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  },
  'service-control-policy': {
    limit: 10_240,
    unit: 'characters',
    whitespaceCounts: true,
    source: organizations,
  },
  'resource-control-policy': {
    limit: 5_120,
    unit: 'characters',
    whitespaceCounts: true,
    source: organizations,
  },
  'vpc-endpoint-policy': {
    limit: 20_480,
    unit: 'characters',
    whitespaceCounts: true,
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  },
  'resource-policy': undefined,
};
