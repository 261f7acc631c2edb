// Reads a key policy that a call brings, and refuses what AWS KMS refuses: documents that are malformed or
// too long, principals that do not exist, conditions that allow too much, and a policy that would lock its
// author out.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
import { parseArn } from '../model/arn.ts';
import type { Policy, PrincipalPattern } from '../model/policy.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { World } from '../world/world.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';
import type { Call } from './operation.ts';

/** How many bytes a key policy may have: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const maxBytes = 32_768;

/** The policy of a document for a key. `bypass` skips the lockout safety check. */
export function readKeyPolicy(
  text: string,
  key: StoredKey,
  bypass: boolean | undefined,
  call: Pick<Call, 'store' | 'lockout'>,
): Policy {
  if (Buffer.byteLength(text) > maxBytes) {
    throw new KmsError(
      'LimitExceededException',
      `The key policy is longer than ${maxBytes} bytes.`,
    );
  }
  const { policy, diagnostics } = parsePolicy(text, { type: 'key-policy', name: 'key-policy' });
  const [problem] = diagnostics.filter(({ severity }) => severity === 'error');
  if (!policy) throw malformed(problem?.message ?? 'Policy contains invalid JSON.');
  if (policy.statements.some((statement) => namesNobody(statement.clauses, call.store.world))) {
    throw malformed('Policy contains a statement with one or more invalid principals.');
  }
  if (policy.statements.some(({ clauses }) => clauses.some(isOverlyPermissive))) {
    throw malformed(
      'OverlyPermissiveCondition: ForAllValues may not be used with this condition key.',
    );
  }
  if (bypass !== true && call.lockout(key, policy).decision.verdict === 'deny') {
    throw malformed(
      'The new key policy will not allow you to update the key policy in the future.',
    );
  }
  return policy;
}

type Clauses = Policy['statements'][number]['clauses'];

function namesNobody(clauses: Clauses, world: World): boolean {
  const principals = clauses.flatMap((clause) =>
    clause.kind === 'Principal' || clause.kind === 'NotPrincipal' ? clause.principals : [],
  );
  return principals.some((principal) => isAbsent(principal, world));
}

/** Whether the world knows that there is no such principal. Accounts that it does not hold may have it. */
function isAbsent({ kind, value, account }: PrincipalPattern, world: World): boolean {
  const home = account === undefined ? undefined : world.accounts.get(account);
  if (!home?.identitiesKnown) return false;
  const name = parseArn(value)?.resource.split('/') ?? [];
  switch (kind) {
    case 'user':
      return home.users.get(name.at(-1)!)?.arn !== value;
    case 'role':
      return home.roles.get(name.at(-1)!)?.arn !== value;
    case 'session':
      return !home.roles.has(name[1]!);
    default:
      return false;
  }
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context */
function isOverlyPermissive(clause: Clauses[number]): boolean {
  if (clause.kind !== 'Condition' || !/^forallvalues:/i.test(clause.operator)) return false;
  return /^(kms:encryptioncontext:|aws:requesttag\/)/i.test(clause.key);
}

function malformed(message: string): KmsError {
  return new KmsError('MalformedPolicyDocumentException', message);
}
