// What no AWS source settles, and how Keyward decides it. An explanation names the ones that mattered.
import type { AssumptionId } from '../model/assumption.ts';

/** One assumption: what is open, what Keyward does, why, and the page that comes closest. */
export interface Assumption {
  readonly statement: string;
  readonly choice: string;
  readonly why: string;
  readonly source: string;
}

const iam = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const kms = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const operators = `${iam}/reference_policies_elements_condition_operators.html`;

/** All assumptions by id. */
export const assumptions: Readonly<Record<AssumptionId, Assumption>> = {
  'grant-limited-by-boundary-and-session': {
    statement:
      'AWS does not say whether a permissions boundary or a session policy limits what a grant allows.',
    choice: 'Both limit a grant, as they limit a key policy that names a role.',
    why: 'A grant names its grantee as a key policy would; the narrower reading cannot promise access that is not there.',
    source: `${kms}/grants.html`,
  },
  'grant-limited-by-scp': {
    statement:
      'AWS says that service control policies restrict what grants would permit, but not whether a missing Allow does.',
    choice:
      'A level of service control policies without an Allow denies a call that a grant allows.',
    why: 'The guide lists service control policies among what only restricts, beside key policies, IAM policies and grants.',
    source: `${kms}/policy-evaluation.html`,
  },
  'grant-alone-across-accounts': {
    statement:
      "For a key of another account the guide asks for an IAM policy or a grant in the caller's account; no example shows a grant alone.",
    choice:
      "A grant to a principal of another account is enough without an identity policy of the caller's account.",
    why: 'The evaluation page names a grant as an alternative to an IAM policy when it speaks of key trust.',
    source: `${kms}/policy-evaluation.html`,
  },
  'grant-to-account-delegates': {
    statement:
      'A grant may name an account as its grantee; AWS does not say which of its principals may use it.',
    choice:
      'It delegates, as an account in a key policy does: an identity policy must allow as well. The root user needs none.',
    why: 'An account as a principal means delegation everywhere else.',
    source: `${kms}/create-grant-overview.html`,
  },
  'grant-constraint-case': {
    statement:
      'The API reference calls the keys of an encryption context constraint case-insensitive, the guide says that they match exactly.',
    choice: 'They match exactly.',
    why: 'An encryption context is case-sensitive everywhere else, and the exact reading is the narrower.',
    source: `${kms}/create-grant-overview.html`,
  },
  'reason-order': {
    statement:
      'When several policies would deny, AWS names one of them and does not document which.',
    choice:
      'The first closed gate names the reason: Deny, service control policies, VPC endpoint, key trust, boundary, session policy.',
    why: 'This is the order in which the evaluation logic is described.',
    source: `${iam}/troubleshoot_access-denied.html`,
  },
  'explicit-deny-order': {
    statement:
      'When several policies deny explicitly, AWS names one of them and does not document which.',
    choice:
      'The error text names the first of: resource control, service control, VPC endpoint, boundary, session, resource, identity policy.',
    why: 'Guardrails are described first in the evaluation logic.',
    source: `${iam}/troubleshoot_access-denied.html`,
  },
  'everyone-is-not-limited': {
    statement:
      'AWS describes how a boundary and a session policy limit a resource policy that names a role, a user or a session, but not one that names everyone.',
    choice:
      'An Allow for `*` in the own account is not limited by the implicit denies of a boundary or a session policy.',
    why: 'The documented case of `*` with an aws:PrincipalArn condition is not limited either.',
    source: `${iam}/reference_policies_elements_principal.html`,
  },
  'federated-user-by-user-arn': {
    statement:
      'AWS does not say whether a resource policy that names an IAM user needs an identity Allow for a federated session of that user.',
    choice: 'It does not, but the boundary and the session policy still limit it.',
    why: 'That is how the table of limits treats the user itself, with the limits that it names for federated sessions.',
    source: `${iam}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  },
  'not-principal-incomplete': {
    statement:
      'A Deny with NotPrincipal that lists a caller without its account, or the account without the caller, might deny it; AWS leaves this to each service.',
    choice: 'It denies.',
    why: 'The page warns that such a list can deny; counting on the exemption would be unsafe.',
    source: `${iam}/reference_policies_elements_notprincipal.html`,
  },
  'resource-glob-crosses-colons': {
    statement:
      'AWS does not show how `*` inside an ARN of a Resource element treats a colon that follows.',
    choice:
      'A Resource pattern matches the whole ARN as one text, so that `*` also crosses colons.',
    why: 'All documented matches and non-matches agree with it.',
    source: `${iam}/reference_policies_elements_resource.html`,
  },
  'key-policy-resource-arn': {
    statement:
      'A key policy is documented with `*` as its Resource; what another value does is not.',
    choice: "Another value is matched against the key's own ARN.",
    why: 'That is what Resource means everywhere else.',
    source: `${kms}/key-policy-overview.html`,
  },
  'variable-value-is-literal': {
    statement:
      'AWS does not say whether `*` and `?` in the value of a policy variable act as wildcards.',
    choice: 'They do not: a substituted value is plain text.',
    why: 'Otherwise whoever sets a tag could widen a policy.',
    source: `${iam}/reference_policies_variables.html`,
  },
  'conversion-failure': {
    statement:
      'AWS does not say what an operator answers when a value is not of its type: text under a numeric operator, say.',
    choice: 'The condition does not hold, whether the operator is negated or not.',
    why: 'A comparison that cannot be made is neither equal nor unequal.',
    source: operators,
  },
  'bare-ipv6-is-128': {
    statement:
      'The default prefix of an address without one is documented as /32, which fits IPv4 only.',
    choice: 'An IPv6 address without a prefix is one address, a /128.',
    why: 'The text means the address itself.',
    source: `${operators}#Conditions_IPAddress`,
  },
  'ipv4-mapped-is-ipv6': {
    statement:
      'AWS does not mention IPv6 addresses that hold an IPv4 address, such as ::ffff:192.0.2.1.',
    choice: 'They are IPv6 addresses and match no IPv4 range.',
    why: 'The two families are documented never to match each other.',
    source: `${operators}#Conditions_IPAddress`,
  },
  'partial-date-is-utc-start': {
    statement:
      'AWS accepts dates without a time or a zone, and does not say which instant they stand for.',
    choice: 'They stand for their first instant, in UTC; four digits are a year.',
    why: 'That is how the ISO 8601 profile is usually read.',
    source: `${operators}#Conditions_Date`,
  },
  'multivalued-under-plain-operator': {
    statement:
      'AWS calls it wrong to test a key of several values without ForAllValues or ForAnyValue, and does not say what happens.',
    choice: 'The condition does not hold.',
    why: 'No single value stands for the list.',
    source: `${iam}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  },
  'set-operator-if-exists': {
    statement: 'AWS shows no example of a set operator together with IfExists.',
    choice: 'With the key absent the condition holds.',
    why: 'IfExists says so for every operator.',
    source: operators,
  },
  'service-caller-account-absent': {
    statement:
      'AWS does not say what kms:CallerAccount and aws:PrincipalAccount hold when a service calls for itself.',
    choice: 'They are absent.',
    why: 'A service principal belongs to no account of yours.',
    source: `${kms}/conditions-kms.html`,
  },
  'default-of-omitted-parameter': {
    statement:
      'A condition on an omitted parameter sees its default; AWS names two exceptions, and says nothing of the rotation period and the deletion window.',
    choice:
      'kms:RotationPeriodInDays is 365 and kms:ScheduleKeyDeletionPendingWindowInDays is 30 when the request omits them.',
    why: 'They follow the general rule.',
    source: `${kms}/conditions-kms.html`,
  },
  'resource-properties-in-key-policy': {
    statement:
      "kms:ResourceAliases and aws:ResourceTag are documented for IAM policies, while the service's reference lists them for every statement on a key.",
    choice: 'They are evaluated in key policies as well.',
    why: 'A condition that is listed for the resource has a value to compare.',
    source: `${kms}/conditions-kms.html`,
  },
  'list-retirable-grants-resource': {
    statement:
      'ListRetirableGrants is described with the retiring principal as its resource, and listed as an action without one.',
    choice: 'The request is for `*`.',
    why: 'The service authorization reference gives it no resource type.',
    source: `${kms}/kms-api-permissions-reference.html`,
  },
  'ml-kem-follows-decrypt': {
    statement: 'Encapsulate and Decapsulate are missing from some tables of the guide.',
    choice: 'They follow the row of Decrypt, without an encryption context.',
    why: 'They are cryptographic operations on a key of both accounts.',
    source: `${kms}/kms-api-permissions-reference.html`,
  },
  'last-usage-in-every-state': {
    statement: 'GetKeyLastUsage is missing from the table of key states.',
    choice: 'It works in every state, as DescribeKey does.',
    why: 'It reads metadata.',
    source: `${kms}/key-state.html`,
  },
  'case-of-elements-and-operators': {
    statement:
      'AWS does not say whether the names of elements and operators may be written in another case.',
    choice: 'They may not.',
    why: 'Every example shows the exact case.',
    source: `${iam}/reference_policies_grammar.html`,
  },
  'source-ip-of-forwarded-call': {
    statement:
      "Two pages say that a call which a service forwards keeps the caller's address, two say that it has the service's.",
    choice: "It keeps the caller's.",
    why: 'The newer pages say so.',
    source: `${iam}/access_forward_access_sessions.html`,
  },
  'service-principal-arn-absent': {
    statement: 'AWS does not say what aws:PrincipalArn holds when a service calls for itself.',
    choice: 'It is absent.',
    why: 'A service principal has no ARN.',
    source: `${iam}/reference_policies_condition-keys.html`,
  },
  'retire-grant-by-account': {
    statement:
      "One page says that kms:RetireGrant is never enough by itself, another that the key's account can delegate it by IAM.",
    choice:
      "In the key's account, and in that of a retiring principal which is an account, an identity Allow is enough.",
    why: 'The page on deleting grants says who may delegate it.',
    source: `${kms}/grant-delete.html`,
  },
  'not-usable-across-accounts-error': {
    statement:
      'An Allow across accounts for an action that does not work across accounts has no effect; AWS does not say with which error.',
    choice: 'The call is denied, with the text for a key of another account.',
    why: 'That text tells nothing about the key.',
    source: `${kms}/key-policy-modifying-external-accounts.html`,
  },
};
