// Who gets an action from a statement of a document, with the request that shows it.
import type { Statement, Written } from '../model/policy.ts';
import { callersToJudge, type JudgedCaller } from './callers.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { actionPatternsOf, kmsActionsOf } from './statement-parts.ts';

/** An action that a statement lets a caller do. */
export interface Granted {
  readonly statement: Statement;
  /** The pattern that covers the action. */
  readonly pattern: Written;
  readonly caller: JudgedCaller;
  /** A request that meets the statement. */
  readonly question: Question;
}

/** Each caller of a key policy's Allows for a KMS action; the account itself is left out. */
export function grantedBy(document: LintDocument, lab: Lab, action: string): readonly Granted[] {
  return document.policy.statements.flatMap((statement) => {
    const pattern = patternFor(statement, action);
    if (statement.effect === 'Deny' || !pattern) return [];
    return callersToJudge(document, statement, lab).flatMap((caller): Granted[] => {
      if (caller.isHome) return [];
      const [question] = lab.questionsFor(document, statement, {
        principals: [caller.principal],
        actions: [`kms:${action}`],
      });
      // Who is of the account shows what the key policy itself allows; others need their own account's leave.
      const identity = caller.isOwn ? 'nothing' : 'everything';
      const asked: Question | undefined = question && { ...question, identity };
      if (!asked || !lab.mayBeAllowed(document, asked)) return [];
      return [{ statement, pattern, caller, question: asked }];
    });
  });
}

/** The pattern of a statement that covers a KMS action. */
export function patternFor(statement: Statement, action: string): Written | undefined {
  return actionPatternsOf(statement).find(({ value }) => kmsActionsOf(value).includes(action));
}
