// What a key policy leaves to the IAM policies of its own account: the statements that name the account.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
import { kmsActions } from '../catalog/kms-actions.ts';
import type { Statement } from '../model/policy.ts';
import type { Lab } from './lab.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf, kmsActionsIn, principalsOf } from './statement-parts.ts';

/** The Allows of a key policy that name the key's own account. */
export function delegationsIn(document: LintDocument, lab: Lab): readonly Statement[] {
  const home = lab.accountOf(document);
  return document.policy.statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      principalsOf(statement).some(({ kind, account }) => kind === 'account' && account === home),
  );
}

/** The actions on the key that no statement leaves to IAM without a condition. */
export function notDelegated(statements: readonly Statement[]): readonly string[] {
  const open = statements.filter((statement) => conditionsOf(statement).length === 0);
  const delegated = new Set(open.flatMap(kmsActionsIn));
  return kmsActions
    .filter(({ name, effective }) => effective === 'key-policy' && !delegated.has(name))
    .map(({ name }) => name);
}
