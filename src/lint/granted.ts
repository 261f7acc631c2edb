// Who gets an action from a statement of a document, with the request that shows it.
import type { Statement, Written } from '../model/policy.ts';
import { callersToJudge, type JudgedCaller } from './callers.ts';
import type { Witness } from './finding.ts';
import type { Lab } from './lab.ts';
import type { Question, QuestionOptions } from './questions.ts';
import type { LintDocument } from './scope.ts';
import {
  actionPatternsOf,
  clauseOf,
  kmsActionsIn,
  kmsActionsOf,
  principalsOf,
} from './statement-parts.ts';

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
  return document.policy.statements.flatMap((statement) =>
    grantedIn(document, lab, statement, action),
  );
}

/** The same for one statement. */
export function grantedIn(
  document: LintDocument,
  lab: Lab,
  statement: Statement,
  action: string,
): readonly Granted[] {
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
}

/** The first action that a statement lets a caller do, of those whose principal `isMeant`. */
export function firstGranted(
  document: LintDocument,
  lab: Lab,
  statement: Statement,
  isMeant: (principal: string) => boolean,
): Granted | undefined {
  for (const action of kmsActionsIn(statement)) {
    const found = grantedIn(document, lab, statement, action).find(({ caller }) =>
      isMeant(JSON.stringify(caller.principal)),
    );
    if (found) return found;
  }
  return undefined;
}

const uses = ['Decrypt', 'Encrypt', 'Sign', 'GenerateMac', 'DeriveSharedSecret'];

/** Whether the caller may use the key as well: who has administrative actions only is meant to have them. */
export function usesKey(document: LintDocument, lab: Lab, { question }: Granted): boolean {
  return uses.some((use) => lab.mayBeAllowed(document, { ...question, action: `kms:${use}` }));
}

/** The pattern of a statement that covers a KMS action; for NotAction the element itself. */
export function patternFor(statement: Statement, action: string): Written | undefined {
  const pattern = actionPatternsOf(statement).find(({ value }) =>
    kmsActionsOf(value).includes(action),
  );
  if (pattern) return pattern;
  const negative = clauseOf(statement, 'NotAction');
  if (!negative || !kmsActionsIn(statement).includes(action)) return undefined;
  const { span } = negative;
  return { value: 'NotAction', ...(span === undefined ? {} : { span }) };
}

/** A request that a statement lets in, as a witness; undefined where none of those that meet it is allowed. */
export function letIn(
  document: LintDocument,
  lab: Lab,
  statement: Statement,
  options: QuestionOptions,
  sentence: (question: Question) => string,
): Witness | undefined {
  const meeting = lab
    .questionsFor(document, statement, options)
    .filter((question) => lab.meets(document, statement, question))
    .map((question) => asked(document, lab, statement, question));
  return firstWitness(document, lab, meeting, 'allow', sentence);
}

/** A question with the identity policies that a statement needs beside it: where it delegates, and for guests. */
export function asked(
  document: LintDocument,
  lab: Lab,
  statement: Statement,
  question: Question,
): Question {
  const delegates = principalsOf(statement).some(({ kind }) => kind === 'account');
  const isGuest = !JSON.stringify(question.principal).includes(`:${lab.accountOf(document)}:`);
  return { ...question, identity: delegates || isGuest ? 'everything' : 'nothing' };
}

/** The first of several questions that comes to a verdict, as a witness. */
export function firstWitness(
  document: LintDocument,
  lab: Lab,
  questions: readonly Question[],
  verdict: Witness['verdict'],
  sentence: (question: Question) => string,
): Witness | undefined {
  for (const question of questions) {
    const witness = lab.witness(document, question, verdict, sentence(question));
    if (witness) return witness;
  }
  return undefined;
}
