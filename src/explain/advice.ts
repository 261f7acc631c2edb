// What to do where no verified fix can be proposed: who must change what.
import type { PolicyType } from '../model/policy.ts';
import { isAwsManagedKey } from './aws-managed.ts';
import type { Case } from './case.ts';
import type { Fix } from './explanation.ts';
import { listed, sourceName, typeNearest } from './names.ts';

/** A sentence for a denial without fixes, and for an explicit deny that only a request can escape. */
export function advice(subject: Case, fixes: readonly Fix[]): string | undefined {
  const { trace } = subject;
  const { decision } = trace;
  if (decision.verdict === 'allow') return undefined;
  if (decision.kind === 'explicit-deny') {
    const denies = decision.determining.filter((source) => source.kind === 'statement');
    const names = listed(
      denies.map((source) => sourceName(trace, source)),
      3,
    );
    const owners = listed([...new Set(denies.map(({ type }) => owner[typeNearest(trace, type)]))]);
    const lead =
      fixes.length > 0
        ? 'No Allow overrides an explicit deny.'
        : 'No Allow overrides an explicit deny, and nothing that the caller can send escapes this one.';
    return `${lead} If it denies more than it should, ${owners} must narrow ${names}.`;
  }
  if (fixes.length > 0) return undefined;
  if (isAwsManagedKey(subject)) {
    return 'Nobody can change the policy of an AWS managed key: use the key through its service, or use a customer managed key instead.';
  }
  if (decision.reason === 'anonymous') {
    return 'Sign the request with the credentials of an IAM user or a role.';
  }
  if (decision.reason === 'not-usable-across-accounts') {
    return `Call ${trace.action} from a principal of account ${trace.resourceAccount}, for example by assuming a role there.`;
  }
  return 'No change that Keyward knows of would allow this request: see the closed gates.';
}

const owner: Readonly<Record<PolicyType, string>> = {
  'identity-policy': "the administrator of the caller's account",
  'key-policy': "the key's administrator",
  'resource-policy': "the resource's owner",
  'trust-policy': "the role's administrator",
  'permissions-boundary': "the administrator of the caller's account",
  'session-policy': 'whoever creates the session',
  'service-control-policy': "the organization's administrator",
  'resource-control-policy': "the organization's administrator",
  'vpc-endpoint-policy': "the VPC endpoint's owner",
};
