// The topics of fixtures/scenarios in reading order: the folder, the page's title and its first lines.

/** One row for each folder of fixtures/scenarios. */
export const topics = [
  {
    id: 'trust',
    title: 'Trust and delegation',
    intro:
      'A KMS key trusts nobody but whom its own policy names. Everything else follows from that.',
  },
  {
    id: 'principals',
    title: 'Principals',
    intro: 'Whom a statement speaks of: users, roles, sessions, accounts, everyone.',
  },
  { id: 'root-user', title: 'The root user', intro: 'The one caller who is the account itself.' },
  {
    id: 'cross-account',
    title: 'Across accounts',
    intro:
      "A key of another account takes two yeses: one of the key's side and one of the caller's.",
  },
  {
    id: 'conditions-missing-keys',
    title: 'Conditions: how they combine, and missing keys',
    intro: 'Most surprises with conditions are about a key that is not there.',
  },
  {
    id: 'conditions-strings',
    title: 'Conditions on strings',
    intro: 'Case, wildcards, patterns, and true and false.',
  },
  {
    id: 'conditions-numbers-dates',
    title: 'Conditions on numbers and dates',
    intro: 'What looks like text and is compared as a number or a moment.',
  },
  {
    id: 'conditions-ip',
    title: 'Conditions on addresses',
    intro: 'IPv4, IPv6, ranges, and calls that have no address.',
  },
  { id: 'conditions-arn', title: 'Conditions on ARNs', intro: 'ARNs are compared part by part.' },
  {
    id: 'set-operators',
    title: 'Keys with many values',
    intro: '`ForAllValues` and `ForAnyValue`, and what they say where there is no value.',
  },
  {
    id: 'variables',
    title: 'Policy variables',
    intro: 'Text that is filled in when the request comes.',
  },
  {
    id: 'encryption-context',
    title: 'Encryption context',
    intro: 'The pairs that are bound to a ciphertext, and the finest lock that KMS has.',
  },
  {
    id: 'mfa',
    title: 'Multi-factor authentication',
    intro: 'True, false or not mentioned: three answers, and most policies think of two.',
  },
  {
    id: 'forwarded-calls',
    title: 'Calls that a service forwards',
    intro: 'A service may call KMS in the name of its caller: `kms:ViaService` and its relatives.',
  },
  {
    id: 'service-principals',
    title: 'Service principals',
    intro: 'A service that calls KMS in its own name.',
  },
  {
    id: 'service-linked-roles',
    title: 'Service-linked roles',
    intro: 'Roles that belong to a service: no guardrail of the organization limits them.',
  },
  {
    id: 'grants',
    title: 'Grants',
    intro: 'The third way into a key: one grantee, some operations, perhaps a constraint.',
  },
  {
    id: 'aliases',
    title: 'Aliases',
    intro: 'An alias is a name for a key and a resource of its own.',
  },
  {
    id: 'iam-only-actions',
    title: 'Actions without a key',
    intro: 'Where there is no key there is no key policy, and IAM decides alone.',
  },
  {
    id: 'scp',
    title: 'Service control policies',
    intro: 'What the organization lets its principals do.',
  },
  {
    id: 'rcp',
    title: 'Resource control policies',
    intro: 'What the organization lets anyone do with its resources.',
  },
  {
    id: 'vpc-endpoints',
    title: 'VPC endpoints',
    intro: 'A filter on the way to KMS, and the conditions that ask for the way.',
  },
  {
    id: 'boundaries',
    title: 'Permissions boundaries',
    intro: 'A ceiling for a user or role, and what reaches above it.',
  },
  {
    id: 'session-policies',
    title: 'Session policies',
    intro: 'A ceiling for one session, and what reaches above it.',
  },
  {
    id: 'federated-users',
    title: 'Federated users',
    intro: 'Sessions of GetFederationToken, which belong to the IAM user that asked for them.',
  },
  {
    id: 'not-principal',
    title: 'NotPrincipal',
    intro: 'Everybody but those on the list, which is harder to write than it seems.',
  },
  {
    id: 'aws-managed-keys',
    title: 'AWS managed keys',
    intro: 'Keys whose policy AWS has written.',
  },
  {
    id: 'reencrypt',
    title: 'ReEncrypt',
    intro: 'One call, two keys, two decisions.',
  },
  {
    id: 'other-services',
    title: 'Other services',
    intro: 'The same decision for S3, which trusts its own account, and for roles, which do not.',
  },
  {
    id: 'hostile',
    title: 'Hostile input',
    intro: 'What somebody might try, and the answer that must come out of it.',
  },
];
