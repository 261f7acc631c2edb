// Makes the fixes that change no decision. A fix counts as safe only if, over the requests that the statements
// of the document speak of, before and after, the engine decides every one as it did.
import { RequestError } from '../engine/errors.ts';
import type { PolicyType } from '../model/policy.ts';
import type { Edit, Finding } from './finding.ts';
import { createLab, type Lab } from './lab.ts';
import type { Question } from './questions.ts';
import { readFile } from './read-file.ts';
import type { LintDocument, LintScope, ReadFile } from './scope.ts';

/** A file after its safe fixes. */
export interface FixedFile {
  readonly text: string;
  readonly applied: readonly Finding[];
  /** Fixes that would have changed a decision, or the meaning of the file. */
  readonly refused: readonly Finding[];
  readonly edits: readonly Edit[];
}

/**
 * Applies the fixes of a file's findings, one after another; each must leave every decision as it was. `type`
 * is what the file's documents were said to be when it was read.
 */
export function applyFixes(
  read: ReadFile,
  findings: readonly Finding[],
  scope: LintScope,
  type?: PolicyType,
): FixedFile {
  const { source } = read;
  const applied: Finding[] = [];
  const refused: Finding[] = [];
  let edits: readonly Edit[] = [];
  for (const finding of findings) {
    const { suggestion, file } = finding;
    if (file !== source.file || suggestion?.effect !== 'same' || read.derived) continue;
    const next = [...edits, ...suggestion.edits];
    if (overlap(next)) continue;
    const after = readFile({ file, text: edited(source.text, next) }, type, scope);
    if (decidesAlike(read, after, scope)) {
      edits = next;
      applied.push(finding);
    } else refused.push(finding);
  }
  return { text: edited(source.text, edits), applied, refused, edits };
}

/** The text with edits made, from the end to the beginning. */
export function edited(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => b.span.start.offset - a.span.start.offset);
  return ordered.reduce(
    (whole, { span, text: piece }) =>
      whole.slice(0, span.start.offset) + piece + whole.slice(span.end.offset),
    text,
  );
}

function overlap(edits: readonly Edit[]): boolean {
  const ordered = [...edits].sort((a, b) => a.span.start.offset - b.span.start.offset);
  return ordered.some((edit, index) => {
    const next = ordered[index + 1];
    return next !== undefined && next.span.start.offset < edit.span.end.offset;
  });
}

function decidesAlike(before: ReadFile, after: ReadFile, scope: LintScope): boolean {
  if (before.documents.length !== after.documents.length || after.unparsed.length > 0) return false;
  const lab = createLab(scope);
  return before.documents.every((document, index) => {
    const other = after.documents[index]!;
    if (other.policy.type !== document.policy.type) return false;
    const questions = [...questionsOf(document, lab), ...questionsOf(other, lab)];
    return questions.every(
      (question) => answerOf(document, question, lab) === answerOf(other, question, lab),
    );
  });
}

function questionsOf(document: LintDocument, lab: Lab): readonly Question[] {
  return document.policy.statements.flatMap((statement) =>
    lab
      .questionsFor(document, statement)
      .flatMap((question): Question[] => [question, { ...question, identity: 'everything' }]),
  );
}

function answerOf(document: LintDocument, question: Question, lab: Lab): string {
  try {
    const { decision, certain } = lab.ask(document, question);
    return `${decision.verdict} ${certain}`;
  } catch (error) {
    if (error instanceof RequestError) return 'no request';
    throw error;
  }
}
