// Makes the fixes that change no decision. A fix counts as safe only if, over the requests that the statements
// of the document speak of, before and after, the engine decides every one as it did.
import { RequestError } from '../engine/errors.ts';
import type { PolicyType } from '../model/policy.ts';
import type { Edit, Finding } from './finding.ts';
import { createLab, type Lab } from './lab.ts';
import type { Question } from './questions.ts';
import { readFile } from './read-file.ts';
import type { LintDocument, LintScope, ReadFile, SourceFile } from './scope.ts';

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

/** The changes as a unified diff, three lines around each. */
export function diffOf({ file, text }: SourceFile, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  const hunks = grouped(edits, lines.length).map(({ from, to, edits: own }) => {
    const start = offsetOf(lines, from);
    const before = lines.slice(from - 1, to);
    const moved = own.map(({ span, text: piece }) => ({
      span: {
        start: { ...span.start, offset: span.start.offset - start },
        end: { ...span.end, offset: span.end.offset - start },
      },
      text: piece,
    }));
    return hunk(from, before, edited(before.join('\n'), moved).split('\n'));
  });
  return hunks.length === 0 ? '' : `--- a/${file}\n+++ b/${file}\n${hunks.join('')}`;
}

interface Group {
  readonly from: number;
  readonly to: number;
  readonly edits: readonly Edit[];
}

const around = 3;

function grouped(edits: readonly Edit[], count: number): readonly Group[] {
  const ordered = [...edits].sort((a, b) => a.span.start.offset - b.span.start.offset);
  const groups: { from: number; to: number; edits: Edit[] }[] = [];
  for (const edit of ordered) {
    const from = Math.max(1, edit.span.start.line - around);
    const to = Math.min(count, edit.span.end.line + around);
    const last = groups.at(-1);
    if (last && from <= last.to + 1) {
      last.to = Math.max(last.to, to);
      last.edits.push(edit);
    } else groups.push({ from, to, edits: [edit] });
  }
  return groups;
}

function offsetOf(lines: readonly string[], line: number): number {
  return lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
}

function hunk(from: number, before: readonly string[], after: readonly string[]): string {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const rows = [
    ...before.slice(0, head).map((line) => ` ${line}`),
    ...before.slice(head, before.length - tail).map((line) => `-${line}`),
    ...after.slice(head, after.length - tail).map((line) => `+${line}`),
    ...before.slice(before.length - tail).map((line) => ` ${line}`),
  ];
  return `@@ -${from},${before.length} +${from},${after.length} @@\n${rows.join('\n')}\n`;
}
