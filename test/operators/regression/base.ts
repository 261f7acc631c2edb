// Mistakes that policy engines have made, each as one request with the answer that AWS documents.
// The base: the key policy lets the account's IAM decide, and the caller's identity policy allows
// kms:* on everything; a row changes what it needs to.
import type {
  ConditionValue,
  RawContextValue,
  RawPolicySet,
  RawRequest,
} from '../../reference/shapes.ts';
import { account, document, iamGuide, kmsGuide, otherAccount, root, statement } from '../ask.ts';

/** One mistake: the name says what holds, the source where AWS says so. */
export interface RegressionRow {
  name: string;
  answer: string;
  source: string;
  policies?: RawPolicySet;
  request?: Partial<RawRequest>;
}

export const delegation = document(statement('Allow', { Principal: { AWS: root } }));
export const allowing = document(statement('Allow'));
export const otherThings = document(statement('Allow', { Action: 's3:*' }));
export const role = `arn:aws:iam::${account}:role/Engineering`;
export const session = `arn:aws:sts::${account}:assumed-role/Engineering/alice`;
export const bob = `arn:aws:iam::${account}:user/bob`;
export const linked = `arn:aws:iam::${account}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`;

/** What every row starts from. */
export const base: RawPolicySet = { resourcePolicy: delegation, identityPolicies: [allowing] };

export const operatorsPage = iamGuide('reference_policies_elements_condition_operators');
export const setOperators = iamGuide(
  'reference_policies_condition-single-vs-multi-valued-context-keys',
);
export const notPrincipal = iamGuide('reference_policies_elements_notprincipal');
export const principalPage = iamGuide('reference_policies_elements_principal');
export const variables = iamGuide('reference_policies_variables');
export const kmsConditions = kmsGuide('conditions-kms');
export const denyAllow = iamGuide('reference_policies_evaluation-logic_policy-eval-denyallow');
export const crossAccounts = iamGuide('reference_policies_evaluation-logic-cross-account');
export const rcps =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html';
export const scps =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html';

export type Condition = Record<string, Record<string, ConditionValue | ConditionValue[]>>;

// An identity policy that allows, or also denies, under a condition.
export function when(
  effect: 'Allow' | 'Deny',
  Condition: Condition,
  version = '2012-10-17',
): RawPolicySet {
  const statements = [statement(effect, { Condition })];
  if (effect === 'Deny') statements.unshift(statement('Allow'));
  return { identityPolicies: [{ Version: version, Statement: statements }] };
}

export function keyPolicy(...statements: Parameters<typeof document>): RawPolicySet {
  return { resourcePolicy: document(...statements), identityPolicies: [] };
}

export function denyNotPrincipal(...listed: string[]): RawPolicySet {
  const deny = statement('Deny', { NotPrincipal: { AWS: listed } });
  return { resourcePolicy: document(statement('Allow', { Principal: { AWS: root } }), deny) };
}

export function context(values: Record<string, RawContextValue>): Partial<RawRequest> {
  return { context: values };
}

export const allowed = 'allow identity-policy';
export const denied = 'deny explicit-deny';
export const silent = 'deny no-identity-allow';
export const ip = 'aws:SourceIp';
export const app = 'kms:EncryptionContext:App';
export const dept = 'aws:PrincipalTag/dept';

export function keyPolicyForOther(): RawPolicySet {
  return { resourcePolicy: document(statement('Allow', { Principal: { AWS: otherAccount } })) };
}

export const foreigner = { principal: `arn:aws:iam::${otherAccount}:user/alice` };
