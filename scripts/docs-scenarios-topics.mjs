// The topics of fixtures/scenarios in reading order: the folder, the page's title, its
// first lines, and the scenarios that are best read first.

/** One row for each folder of fixtures/scenarios. */
export const topics = [
  {
    id: 'trust',
    title: 'Trust and delegation',
    intro:
      'A KMS key trusts nobody but whom its own policy names. Everything else follows from that.',
    first: [
      'an-identity-policy-alone-cannot-open-a-key',
      'the-default-key-policy-hands-the-key-to-iam',
      'delegation-alone-allows-nobody',
      'a-statement-naming-a-user-needs-no-identity-policy',
      'naming-a-user-does-not-delegate-the-other-actions',
    ],
  },
  {
    id: 'principals',
    title: 'Principals',
    intro: 'Whom a statement speaks of: users, roles, sessions, accounts, everyone.',
    first: [
      'a-role-principal-covers-every-session-of-the-role',
      'a-session-principal-covers-that-session-only',
      'everyone-without-a-condition-really-means-everyone',
    ],
  },
  {
    id: 'root-user',
    title: 'The root user',
    intro: 'The one caller who is the account itself.',
    first: [
      'the-root-user-needs-no-identity-policy',
      'the-root-user-is-locked-out-where-no-statement-names-the-account',
    ],
  },
  {
    id: 'cross-account',
    title: 'Across accounts',
    intro:
      "A key of another account takes two yeses: one of the key's side and one of the caller's.",
    first: [
      'both-accounts-must-say-yes',
      'an-identity-policy-alone-does-not-reach-another-accounts-key',
      'naming-an-external-role-still-needs-its-own-accounts-word',
    ],
  },
  {
    id: 'conditions-missing-keys',
    title: 'Conditions: how they combine, and missing keys',
    intro: 'Most surprises with conditions are about a key that is not there.',
    first: [
      'several-operators-must-all-hold',
      'several-keys-under-one-operator-must-all-hold',
      'the-values-of-a-negated-operator-must-all-differ',
      'a-positive-condition-fails-when-the-key-is-missing',
      'a-negated-condition-holds-when-the-key-is-missing',
    ],
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
    first: [
      'for-all-values-needs-every-value-to-fit',
      'for-all-values-holds-when-there-are-none',
      'for-any-value-needs-one-value-that-fits',
    ],
  },
  {
    id: 'variables',
    title: 'Policy variables',
    intro: 'Text that is filled in when the request comes.',
    first: [
      'a-tag-of-the-caller-fills-in-a-variable',
      'a-variable-without-a-value-matches-nothing',
    ],
  },
  {
    id: 'encryption-context',
    title: 'Encryption context',
    intro: 'The pairs that are bound to a ciphertext, and the finest lock that KMS has.',
    first: ['an-encryption-context-opens-the-key'],
  },
  {
    id: 'mfa',
    title: 'Multi-factor authentication',
    intro: 'True, false or not mentioned: three answers, and most policies think of two.',
    first: [
      'bool-true-admits-mfa-sessions-only',
      'bool-if-exists-true-admits-long-term-keys',
      'a-deny-on-bool-false-misses-long-term-keys',
      'a-deny-on-bool-if-exists-false-catches-them-all',
    ],
  },
  {
    id: 'forwarded-calls',
    title: 'Calls that a service forwards',
    intro: 'A service may call KMS in the name of its caller: `kms:ViaService` and its relatives.',
    first: [
      'the-caller-needs-kms-permission-when-s3-calls',
      'a-via-service-condition-closes-the-direct-way',
    ],
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
    first: [
      'a-grant-opens-a-key-without-any-policy',
      'a-grant-belongs-to-one-key',
      'a-deny-beats-a-grant',
      'an-equals-constraint-wants-the-exact-context',
      'a-subset-constraint-allows-further-pairs',
      'a-new-grant-needs-its-token-at-first',
    ],
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
    first: ['every-level-must-allow', 'a-deny-at-any-level-wins', 'an-scp-grants-nothing'],
  },
  {
    id: 'rcp',
    title: 'Resource control policies',
    intro: 'What the organization lets anyone do with its resources.',
    first: ['an-rcp-deny-stops-everyone'],
  },
  {
    id: 'vpc-endpoints',
    title: 'VPC endpoints',
    intro: 'A filter on the way to KMS, and the conditions that ask for the way.',
    first: ['an-endpoint-policy-filters-the-calls-through-it'],
  },
  {
    id: 'boundaries',
    title: 'Permissions boundaries',
    intro: 'A ceiling for a user or role, and what reaches above it.',
    first: [
      'a-boundary-limits-an-identity-policy',
      'a-boundary-grants-nothing',
      'a-key-policy-that-names-the-user-overrides-the-boundary',
      'a-key-policy-that-names-the-role-does-not',
      'a-key-policy-that-names-the-session-overrides-the-boundary',
    ],
  },
  {
    id: 'session-policies',
    title: 'Session policies',
    intro: 'A ceiling for one session, and what reaches above it.',
    first: [
      'a-session-policy-limits-the-role',
      'a-session-policy-grants-nothing',
      'a-session-policy-limits-a-named-role',
      'a-session-policy-does-not-limit-a-named-session',
    ],
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
    first: ['a-deny-with-not-principal-spares-whom-it-lists'],
  },
  {
    id: 'aws-managed-keys',
    title: 'AWS managed keys',
    intro: 'Keys whose policy AWS has written.',
    first: ['an-aws-managed-key-works-through-its-service-only'],
  },
  {
    id: 'reencrypt',
    title: 'ReEncrypt',
    intro: 'One call, two keys, two decisions.',
    first: ['re-encrypting-asks-two-keys'],
  },
  {
    id: 'other-services',
    title: 'Other services',
    intro: 'The same decision for S3, which trusts its own account, and for roles, which do not.',
    first: ['s3-trusts-its-own-account'],
  },
  {
    id: 'hostile',
    title: 'Hostile input',
    intro: 'What somebody might try, and the answer that must come out of it.',
  },
  {
    id: 'stories-encryption',
    title: 'Stories: encrypting and decrypting',
    intro:
      'From here on, calls are not only decided but made, one after another: each step meets what the last one left, with real ciphertexts.',
    first: [
      'what-alice-encrypts-alice-decrypts',
      'one-writes-and-another-reads',
      'the-context-of-encrypt-is-asked-again-by-decrypt',
      'a-department-decrypts-what-is-its-own',
      'decrypt-finds-its-key-in-the-ciphertext',
      'four-kilobytes-are-the-most',
      'a-ciphertext-moves-to-another-key',
      'a-partner-decrypts-across-accounts',
    ],
  },
  {
    id: 'stories-data-keys',
    title: 'Stories: data keys',
    intro:
      'Keys for work outside of AWS KMS, and random bytes. [Envelope encryption](../envelope-encryption.md) has the code to the first story.',
    first: [
      'a-file-is-encrypted-with-a-data-key',
      's3-encrypts-objects-with-the-key-of-a-customer',
      'a-writer-prepares-keys-that-it-cannot-read',
    ],
  },
  {
    id: 'stories-signing',
    title: 'Stories: signatures, MACs and shared secrets',
    intro: 'What asymmetric and HMAC keys do.',
    first: [
      'a-release-is-signed',
      'a-long-document-is-signed-by-its-digest',
      'a-token-carries-a-mac',
      'two-sides-agree-on-a-secret',
      'a-secret-is-encapsulated',
    ],
  },
  {
    id: 'stories-keys',
    title: 'Stories: the life of a key',
    intro: 'From CreateKey to the end of its waiting time.',
    first: [
      'a-new-key-trusts-its-account',
      'a-disabled-key-refuses-and-comes-back',
      'a-deletion-can-be-called-off',
      'a-deleted-key-takes-its-ciphertexts-along',
      'an-aws-managed-key-serves-through-its-service',
    ],
  },
  {
    id: 'stories-policies',
    title: 'Stories: changing a key policy',
    intro: 'The same call before and after, and what AWS KMS does not let one write.',
    first: [
      'the-policy-is-changed-and-the-same-call-works',
      'the-lockout-check-saves-the-author',
      'delegation-counts-for-the-lockout-check-only-with-an-identity-policy',
      'a-dry-run-tells-without-doing',
    ],
  },
  {
    id: 'stories-grants',
    title: 'Stories: grants come and go',
    intro: 'Creating, using, handing on, retiring and revoking.',
    first: [
      'a-grant-lets-a-role-in-and-is-revoked',
      'a-grant-with-a-constraint-opens-one-department',
      'a-token-makes-a-new-grant-work-at-once',
      'whoever-is-done-retires-the-grant',
      'a-grantee-gives-its-grant-back',
      'a-grantee-hands-on-no-more-than-it-has',
    ],
  },
  {
    id: 'stories-aliases-tags',
    title: 'Stories: aliases and tags',
    intro: 'Names and labels, which policies may ask for.',
    first: [
      'an-alias-moves-to-a-new-key',
      'the-name-that-was-used-or-the-names-that-a-key-has',
      'a-tag-opens-a-key',
      'an-alias-can-open-a-key',
    ],
  },
  {
    id: 'stories-rotation',
    title: 'Stories: rotation',
    intro: 'New material for a key that stays the same.',
    first: ['a-key-rotates-for-two-years-and-old-ciphertexts-open', 'a-key-is-rotated-on-demand'],
  },
  {
    id: 'stories-import',
    title: 'Stories: imported key material',
    intro:
      'Key material from outside. It travels wrapped under a public key that is new each time, so a file cannot hold it, and these stories end before the import: that it succeeds, expires, and must be the same again is shown in `test/kms`.',
    first: ['a-key-waits-for-its-material', 'a-token-is-good-for-one-day-and-one-key'],
  },
  {
    id: 'stories-multi-region',
    title: 'Stories: multi-Region keys',
    intro: 'The same key in several Regions, each with a policy of its own.',
    first: ['a-ciphertext-opens-in-two-regions', 'a-replica-has-a-policy-of-its-own'],
  },
  {
    id: 'service-errors',
    title: 'Stories: errors of the service',
    intro:
      'A policy may allow a call that AWS KMS refuses all the same, and some are refused before.',
    first: [
      'what-the-service-says-to-whom',
      'a-parameter-of-the-wrong-kind',
      'a-parameter-that-is-missing-or-unknown',
      'a-key-that-is-not-there',
    ],
  },
];
