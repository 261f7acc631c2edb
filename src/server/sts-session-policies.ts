// Session policies: one in the call itself, and managed ones by ARN, as far as the world knows their documents.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
import type { Policy } from '../model/policy.ts';
import type { DocumentInput } from '../policy/document.ts';
import { parsePolicy } from '../policy/parse.ts';
import { visible } from '../syntax/quoted.ts';
import type { World } from '../world/world.ts';
import { invalid, type StsCall, type StsResult } from './sts-call.ts';
import { membersOf } from './sts-parameters.ts';

/** Session policies as plain data, and how much of what AWS takes they fill. */
export interface SessionPolicies {
  readonly documents: readonly DocumentInput[];
  /** Characters of inline policy and ARNs. */
  readonly size: number;
}

/** The most characters that policy and ARNs may have together. */
const maxSize = 2048;

/** Reads the session policies of a call. */
export function sessionPolicies({
  parameters,
  world,
  account,
}: StsCall): SessionPolicies | StsResult {
  const inline = parameters.get('Policy');
  const arns = membersOf(parameters, 'PolicyArns').map((member) => member.get('arn') ?? '');
  if (arns.length > 10) {
    return invalid(
      "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10",
    );
  }
  const size = (inline?.length ?? 0) + arns.reduce((sum, arn) => sum + arn.length, 0);
  if (size > maxSize) {
    return invalid(
      `Packed size of session policies consumes ${percent(size)}% of allotted space.`,
      'PackedPolicyTooLarge',
    );
  }
  const documents: DocumentInput[] = [];
  if (inline !== undefined) {
    const { policy, diagnostics } = parsePolicy(inline, { type: 'session-policy', name: 'Policy' });
    if (!policy || diagnostics.some(({ severity }) => severity === 'error')) {
      const [first] = diagnostics;
      return invalid(
        first?.message ?? 'The policy is not in the valid JSON format.',
        'MalformedPolicyDocument',
      );
    }
    documents.push({ name: 'session policy', document: inline });
  }
  for (const arn of arns) {
    const policy = managedPolicy(world, account, arn);
    if (!policy) {
      return invalid(
        `The world holds no managed policy ${visible(arn.slice(0, 200))} that is attached to anyone, so it cannot be a session policy here.`,
      );
    }
    documents.push({ name: arn, document: policy.document });
  }
  return { documents, size };
}

/** PackedPolicySize: how much of the room is used. */
export function percent(size: number): number {
  return Math.ceil((size / maxSize) * 100);
}

/** The document of a managed policy: it stands with those that it is attached to. */
function managedPolicy(world: World, account: string, arn: string): Policy | undefined {
  if (!/^arn:[^:]+:iam::(aws|\d{12}):policy\/./.test(arn)) return undefined;
  const owner = arn.split(':')[4];
  // A managed policy belongs to the account, or to AWS.
  if (owner !== 'aws' && owner !== account) return undefined;
  for (const { users, groups, roles } of world.accounts.values()) {
    for (const { policies } of [...users.values(), ...groups.values(), ...roles.values()]) {
      const found = policies.find((policy) => policy.arn === arn);
      if (found) return found;
    }
  }
  return undefined;
}
