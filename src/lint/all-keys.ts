// Statements of identity policies that reach every key of the account: no key is too far for their resources,
// and no tag, alias or forwarding service is asked for.
import type { Statement } from '../model/policy.ts';
import { patternFor } from './granted.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf } from './statement-parts.ts';

/** A statement, and a request on a key that it was not written for. */
export interface AllKeysStatement {
  readonly statement: Statement;
  readonly question: Question;
}

const keyId = 'ffffffff-0000-4000-8000-00000000000a';

/** What says which key, or through which service: who has such a condition does not mean every key. */
const narrowing =
  /^(?:aws:resource(?:tag\/.+)|kms:resourcealiases|kms:requestalias|kms:viaservice|kms:keyorigin|kms:encryptioncontext.*)$/i;

/** The Allows for an action that also meet a request on a key of the account that nobody has thought of. */
export function allKeysStatements(
  document: LintDocument,
  lab: Lab,
  action: string,
): readonly AllKeysStatement[] {
  const usual = lab.keyArnOf(document);
  const resource = `${usual.slice(0, usual.indexOf(':key/'))}:key/${keyId}`;
  return document.policy.statements.flatMap((statement): AllKeysStatement[] => {
    if (statement.effect === 'Deny' || !patternFor(statement, action)) return [];
    if (conditionsOf(statement).some(({ key }) => narrowing.test(key))) return [];
    const [question] = lab.questionsFor(document, statement, {
      actions: [`kms:${action}`],
      resource,
    });
    if (!question || !lab.meets(document, statement, question)) return [];
    return [{ statement, question }];
  });
}
