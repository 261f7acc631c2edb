// Reads a key policy that a call brings, and refuses what AWS KMS refuses: documents that are malformed or
// too long, principals that do not exist, conditions that allow too much, and a policy that would lock its
// author out.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
import type { Policy } from '../model/policy.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { World } from '../world/world.ts';
import { isAbsent } from './absent-principal.ts';
import { KmsError } from './errors.ts';
import type { StoredKey } from './key.ts';
import type { Call } from './operation.ts';

/** How many bytes a key policy may have: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const maxBytes = 32_768;

/** The only name that a key policy has. */
export const onlyPolicyName = 'default';

/** Throws for any other name. */
export function checkPolicyName(name: string | undefined): void {
  if (name === undefined || name === onlyPolicyName) return;
  throw new KmsError('NotFoundException', 'No such policy exists');
}

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

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context */
function isOverlyPermissive(clause: Clauses[number]): boolean {
  if (clause.kind !== 'Condition' || !/^forallvalues:/i.test(clause.operator)) return false;
  return /^(kms:encryptioncontext:|aws:requesttag\/)/i.test(clause.key);
}

function malformed(message: string): KmsError {
  return new KmsError('MalformedPolicyDocumentException', message);
}
