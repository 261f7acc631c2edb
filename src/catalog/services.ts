// How services trust: whether a resource's own account can open it by IAM alone.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
import { rcpServices } from './services.generated.ts';

/** `explicit`: only the resource policy opens; `trust-policy`: only a role's trust policy; `implicit`: IAM suffices. */
export type TrustKind = 'explicit' | 'trust-policy' | 'implicit';

/** How one service trusts. */
export interface ServiceTrust {
  /** The prefix of the service's actions, in lower case. */
  readonly service: string;
  readonly trust: TrustKind;
  readonly source: string;
}

/** The services in which an identity policy alone is not enough, even in the resource's own account. */
export const serviceTrusts: readonly ServiceTrust[] = [
  {
    service: 'kms',
    trust: 'explicit',
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
  },
  {
    service: 'sts',
    trust: 'trust-policy',
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html',
  },
];

/** How a service, by its action prefix in lower case, trusts. */
export function trustOf(service: string): TrustKind {
  return byService.get(service) ?? 'implicit';
}

/** Whether resource control policies reach a service, by its action prefix in lower case. */
export function supportsRcp(service: string): boolean {
  return withRcp.has(service);
}

const byService: ReadonlyMap<string, TrustKind> = new Map(
  serviceTrusts.map(({ service, trust }) => [service, trust]),
);

const withRcp: ReadonlySet<string> = new Set(rcpServices);
