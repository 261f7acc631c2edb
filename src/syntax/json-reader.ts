// Tokens into nodes. The tokens come from jsonc-parser's scanner; the reader keeps its own stack, so
// that no depth of nesting can overflow the call stack.
import { createScanner } from 'jsonc-parser';
import type { Position, Span } from '../model/span.ts';
import { atEnd, atToken, duplicateKey, type JsonProblem, scanProblem } from './json-problems.ts';
import { type Token, token, tokenEnd } from './json-token.ts';
import { MAX_DEPTH } from './limits.ts';
import type { LocatedNode, Member } from './node.ts';

/** Takes a problem and its place. Answers nothing, so that a reader can stop with it. */
export type ReportJson = (problem: JsonProblem, span: Span) => undefined;

/** Reads one JSON value; undefined after a problem that makes the rest unreadable. */
export function readJson(text: string, report: ReportJson): LocatedNode | undefined {
  const scanner = createScanner(text, false);
  const reader: Reader = { report, stack: [], expected: 'value', state: 'reading' };
  while (reader.state === 'reading') {
    const kind = scanner.scan();
    if (kind === token.space || kind === token.lineBreak) continue;
    take(reader, { kind, scanner, text });
  }
  return reader.state === 'done' ? reader.value : undefined;
}

/** Where the reader stands. `comma` is the one just read, `value` the finished document. */
interface Reader {
  readonly report: ReportJson;
  readonly stack: Open[];
  expected: 'first' | 'key' | 'colon' | 'value' | 'comma' | 'end';
  state: 'reading' | 'done' | 'failed';
  comma?: Span | undefined;
  value?: LocatedNode;
  commented?: true;
}

/** An object or list whose end has not been reached. */
type Open = OpenObject | { readonly kind: 'array'; readonly items: LocatedNode[]; start: Position };
interface OpenObject {
  readonly kind: 'object';
  readonly members: Member[];
  readonly start: Position;
  key?: { readonly name: string; readonly span: Span };
  names?: Map<string, Span>;
}

function take(reader: Reader, here: Token): undefined {
  const { kind, scanner } = here;
  if (kind === token.lineComment || kind === token.blockComment) return takeComment(reader, here);
  if (kind === token.end) return takeEnd(reader, here);
  const error = scanner.getTokenError();
  if (error !== 0) {
    const problem = scanProblem(error, here);
    if (problem.fatal) return fail(reader, problem, here);
    reader.report(problem, spanOf(here));
  }
  const top = reader.stack.at(-1);
  if (top !== undefined && closes(reader, top, kind)) {
    if (reader.comma !== undefined) reader.report(atToken('trailing-comma', here), reader.comma);
    reader.comma = undefined;
    return close(reader, top, tokenEnd(scanner));
  }
  switch (reader.expected) {
    case 'end':
      return fail(reader, atToken('end', here), here);
    case 'colon':
      if (kind !== token.colon) return fail(reader, atToken('colon', here), here);
      reader.expected = 'value';
      return;
    case 'comma':
      if (kind !== token.comma) return fail(reader, atToken(`comma-in-${top!.kind}`, here), here);
      reader.comma = spanOf(here);
      reader.expected = top!.kind === 'object' ? 'key' : 'value';
      return;
    case 'key':
      return takeKey(reader, top as OpenObject, here);
    case 'first':
      return top!.kind === 'object' ? takeKey(reader, top!, here) : takeValue(reader, here);
    case 'value':
      return takeValue(reader, here);
  }
}

/** A bracket closes after a value, at once after its opening, and (with a report) after a comma. */
function closes({ expected, comma }: Reader, top: Open, kind: number): boolean {
  if (kind !== (top.kind === 'array' ? token.closeList : token.closeObject)) return false;
  return expected === 'first' || expected === 'comma' || comma !== undefined;
}

function close(reader: Reader, top: Open, end: Position): undefined {
  reader.stack.pop();
  const span = { start: top.start, end };
  if (top.kind === 'array') place(reader, { kind: 'array', items: top.items, span });
  else place(reader, { kind: 'object', members: top.members, span });
}

function place(reader: Reader, node: LocatedNode): undefined {
  const top = reader.stack.at(-1);
  reader.expected = top === undefined ? 'end' : 'comma';
  if (top === undefined) reader.value = node;
  else if (top.kind === 'array') top.items.push(node);
  else top.members.push({ key: top.key!.name, keySpan: top.key!.span, value: node });
}

function takeKey(reader: Reader, top: OpenObject, here: Token): undefined {
  if (here.kind !== token.string) return fail(reader, atToken('key', here), here);
  top.key = { name: here.scanner.getTokenValue(), span: spanOf(here) };
  noteName(top, top.key, reader.report);
  reader.comma = undefined;
  reader.expected = 'colon';
}

function takeValue(reader: Reader, here: Token): undefined {
  const { kind } = here;
  reader.comma = undefined;
  if (kind === token.openObject || kind === token.openList) {
    if (reader.stack.length >= MAX_DEPTH) return fail(reader, atToken('depth', here), here);
    const { start } = spanOf(here);
    if (kind === token.openList) reader.stack.push({ kind: 'array', items: [], start });
    else reader.stack.push({ kind: 'object', members: [], start });
    reader.expected = 'first';
    return;
  }
  const node = scalar(here);
  if (node === undefined) return fail(reader, atToken('value', here), here);
  place(reader, node);
}

function scalar(here: Token): LocatedNode | undefined {
  const { kind, scanner } = here;
  const span = spanOf(here);
  switch (kind) {
    case token.string:
      return { kind: 'string', value: scanner.getTokenValue(), span };
    case token.number: {
      const raw = scanner.getTokenValue();
      return { kind: 'number', value: Number(raw), raw, span };
    }
    case token.true:
    case token.false:
      return { kind: 'boolean', value: kind === token.true, span };
    case token.null:
      return { kind: 'null', span };
    default:
      return undefined;
  }
}

/** One report is enough for all comments of a text. */
function takeComment(reader: Reader, here: Token): undefined {
  if (here.scanner.getTokenError() !== 0) {
    return fail(reader, scanProblem(here.scanner.getTokenError(), here), here);
  }
  if (reader.commented !== true) reader.report(atToken('comment', here), spanOf(here));
  reader.commented = true;
}

/** The end of the text is a place without width. */
function takeEnd(reader: Reader, { scanner }: Token): undefined {
  if (reader.value !== undefined) {
    reader.state = 'done';
    return;
  }
  const top = reader.stack.at(-1);
  const end = tokenEnd(scanner);
  reader.report(atEnd(reader.expected, top?.kind, top?.start), { start: end, end });
  reader.state = 'failed';
}

function fail(reader: Reader, problem: JsonProblem, here: Token): undefined {
  reader.report(problem, spanOf(here));
  reader.state = 'failed';
}

/** Reports a name that its object already has. Small objects need no map. */
function noteName(
  top: OpenObject,
  { name, span }: Required<OpenObject>['key'],
  report: ReportJson,
) {
  const first =
    top.names === undefined
      ? top.members.find((member) => member.key === name)?.keySpan
      : top.names.get(name);
  if (first !== undefined) return report(duplicateKey(name, first), span);
  if (top.names === undefined && top.members.length >= SMALL_OBJECT) {
    top.names = new Map(top.members.map(({ key, keySpan }) => [key, keySpan]));
  }
  top.names?.set(name, span);
}

const SMALL_OBJECT = 12;

function spanOf({ scanner }: Token): Span {
  const offset = scanner.getTokenOffset();
  const line = scanner.getTokenStartLine() + 1;
  const column = scanner.getTokenStartCharacter() + 1;
  return { start: { line, column, offset }, end: tokenEnd(scanner) };
}
