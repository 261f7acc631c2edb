// Assumptions about who is let in: grants, principals, accounts, and the name of the reason.
import { type Assumption, guides } from './assumption.ts';

const { iam, kms, kmsApi } = guides;

/** The rows, by id. */
export const accessAssumptions = {
  'grant-limited-by-boundary-and-session': {
    statement:
      'AWS does not say whether a permissions boundary or a session policy limits what a grant allows.',
    choice:
      'Both limit it: a grant is treated like a key policy statement that names the role or user.',
    why: 'A grant names its grantee as a key policy would, and the narrower reading promises no access that may not be there.',
    source: `${kms}/grants.html`,
  },
  'grant-limited-by-scp': {
    statement:
      'AWS says that service control policies restrict what grants permit, but not whether the mere lack of an Allow does.',
    choice:
      'It does: a call that a grant allows is denied when one level of service control policies has no Allow for it.',
    why: 'The guide names service control policies among the policies that only restrict, and a missing Allow restricts everywhere else.',
    source: `${kms}/policy-evaluation.html`,
  },
  'grant-alone-across-accounts': {
    statement:
      "For a key of another account the guide asks for an IAM policy or a grant in the caller's account; no example shows a grant alone.",
    choice: 'The grant is enough: its grantee needs no identity policy.',
    why: 'The guide puts the grant beside the IAM policy with an "or".',
    source: `${kms}/policy-evaluation.html`,
  },
  'grant-to-account-delegates': {
    statement:
      'A grant may name an account as its grantee; AWS does not say which of its principals can then use it.',
    choice:
      "It delegates: a principal of the account needs an identity policy that allows the action, and the account's root user needs nothing more.",
    why: 'An account as a principal means delegation in every kind of policy.',
    source: `${kms}/create-grant-overview.html`,
  },
  'grant-constraint-case': {
    statement:
      'The API reference calls the keys of an encryption context constraint case-insensitive; the guide says that the pairs must match exactly.',
    choice: 'Keys and values must match exactly.',
    why: 'The encryption context itself is case-sensitive, and the exact reading is the narrower one.',
    source: `${kmsApi}/API_GrantConstraints.html`,
  },
  'retire-grant-by-account': {
    statement:
      "One page says that kms:RetireGrant is never sufficient by itself; another, that the key's account can delegate the permission by IAM.",
    choice:
      "An identity policy that allows kms:RetireGrant is enough in the key's account, and in an account that is the grant's retiring principal.",
    why: 'The page about retiring grants is the one that says who may delegate it.',
    source: `${kms}/grant-delete.html`,
  },
  'reason-order': {
    statement:
      'When several policies would each deny a call, AWS names one of them in its message and does not document which.',
    choice:
      'The first closed gate is named: explicit denies, service control policies, the VPC endpoint policy, key trust, the boundary, the session policy.',
    why: 'That is the order in which AWS describes the evaluation.',
    source: `${iam}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  },
  'explicit-deny-order': {
    statement:
      'When policies of several types deny explicitly, AWS names one type in its message and does not document which.',
    choice:
      'The first of these is named: resource control, service control, VPC endpoint, boundary, session, resource, identity policy. All of them are listed as deciding.',
    why: 'AWS describes the guardrails first when it explains the evaluation.',
    source: `${iam}/troubleshoot_access-denied.html`,
  },
  'not-usable-across-accounts-error': {
    statement:
      'An Allow for an action that does not work across accounts has no effect; AWS does not say which error the caller of the other account receives.',
    choice: 'AccessDeniedException, with the text that AWS KMS uses for keys of other accounts.',
    why: 'That text says nothing about the key, not even whether it exists.',
    source: `${kms}/key-policy-modifying-external-accounts.html`,
  },
  'everyone-is-not-limited': {
    statement:
      'AWS describes how a boundary and a session policy limit a resource policy that names a role, a user or a session, but not one that names everyone.',
    choice:
      "An Allow for `*` in the caller's own account is not limited by what a boundary or a session policy leaves out.",
    why: 'For `*` with a condition on aws:PrincipalArn, AWS documents exactly that.',
    source: `${iam}/reference_policies_elements_principal.html`,
  },
  'federated-user-by-user-arn': {
    statement:
      'AWS does not say whether naming an IAM user in a resource policy lets in a federated session of that user without an identity Allow.',
    choice: 'It does; the boundary and the session policy still limit the session.',
    why: 'AWS names those two limits for such sessions, and naming the user overrides its identity policies.',
    source: `${iam}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  },
  'not-principal-incomplete': {
    statement:
      'A Deny whose NotPrincipal lists a caller without its account, or the account without the caller, may deny it all the same; AWS leaves that to each service.',
    choice: 'It denies: only a caller that is listed together with its account is exempt.',
    why: 'Nobody should count on an exemption that AWS warns may not work.',
    source: `${iam}/reference_policies_elements_notprincipal.html`,
  },
  'service-caller-account-absent': {
    statement:
      'AWS does not say what kms:CallerAccount and aws:PrincipalAccount hold when a service calls for itself.',
    choice: 'Neither key is present.',
    why: 'A service principal belongs to none of your accounts.',
    source: `${kms}/conditions-kms.html#conditions-kms-caller-account`,
  },
  'service-principal-arn-absent': {
    statement: 'AWS does not say what aws:PrincipalArn holds when a service calls for itself.',
    choice:
      'The key is not present. A Deny with ArnNotEquals on it therefore reaches services too, unless aws:PrincipalIsAWSService exempts them.',
    why: 'A service principal has a name and no ARN.',
    source: `${iam}/reference_policies_condition-keys.html#condition-keys-principalarn`,
  },
  'list-retirable-grants-resource': {
    statement:
      'One page describes the retiring principal as the resource of ListRetirableGrants; the service authorization reference lists no resource for it.',
    choice: 'The resource is `*`.',
    why: 'AWS asks for `*` wherever an action has no resource type.',
    source: `${kms}/kms-api-permissions-reference.html`,
  },
  'ml-kem-follows-decrypt': {
    statement:
      'Encapsulate and Decapsulate are newer than the tables of permissions and condition keys.',
    choice:
      'They are authorised as Decrypt is, in the same account and across accounts, but carry no encryption context.',
    why: 'They are cryptographic operations on a key, and an encryption context belongs to symmetric encryption.',
    source: `${kmsApi}/API_Decapsulate.html`,
  },
  'last-usage-in-every-state': {
    statement: 'GetKeyLastUsage is newer than the table of key states.',
    choice: 'It works in every state, as DescribeKey does.',
    why: 'It only reads what is known about the key.',
    source: `${kms}/key-state.html`,
  },
} as const satisfies Readonly<Record<string, Assumption>>;
