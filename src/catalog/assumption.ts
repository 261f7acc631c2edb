// The shape of an assumption, and the guides that they point into.

/** What no AWS source settles: what is open, what Keyward does, why, and the page that comes closest. */
export interface Assumption {
  /** What AWS leaves open. */
  readonly statement: string;
  /** How Keyward decides it. */
  readonly choice: string;
  readonly why: string;
  readonly source: string;
}

/** The guides of AWS. */
export const guides = {
  iam: 'https://docs.aws.amazon.com/IAM/latest/UserGuide',
  kms: 'https://docs.aws.amazon.com/kms/latest/developerguide',
  kmsApi: 'https://docs.aws.amazon.com/kms/latest/APIReference',
} as const;
