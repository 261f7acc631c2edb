// Rewrites the expectations of a scenario to what its requests came to. Only the values that differ are
// touched, as text at their places, so comments, quotes and layout stay.
import type { ArrayNode, LocatedNode, Member, ObjectNode } from '../syntax/node.ts';
import { applyEdits, type Edit, endOf, type Style, scalar, styleOf } from '../syntax/text-edits.ts';
import { codesOf, compare, type Mismatch } from './compare.ts';
import { decisionOf } from './decision-of.ts';
import type { Outcome } from './outcome.ts';
import { isJson, parseScenario } from './parse.ts';
import type { RequestResult, ScenarioResult } from './run.ts';

/** The new text of a scenario file. */
export interface UpdatedScenario {
  readonly text: string;
  /** How many requests were rewritten. */
  readonly changed: number;
}

/**
 * The scenario's text with each differing expectation replaced, and missing ones added. Undefined when
 * the edits would not read back as intended; then nothing should be written.
 */
export function updateExpectations(
  result: ScenarioResult,
  options: Parameters<typeof parseScenario>[1] = {},
): UpdatedScenario | undefined {
  const { scenario, requests } = result;
  const json = isJson(scenario.text);
  const stale = requests.filter(
    ({ request, mismatches }) => request.expect === undefined || mismatches.length > 0,
  );
  const edits = stale.flatMap((entry) => editsFor(entry, scenario.text, json));
  const text = applyEdits(scenario.text, scenario.text.includes('\r\n') ? edits.map(crlf) : edits);
  const again = parseScenario(text, { ...options, file: scenario.file }).scenario;
  const holds = requests.every(({ outcome }, index) => {
    const expect = again?.requests[index]?.expect;
    return expect !== undefined && compare(expect, outcome, result.sources).length === 0;
  });
  return holds ? { text, changed: stale.length } : undefined;
}

/** The edit with the line ends of a text from Windows. */
function crlf(edit: Edit): Edit {
  return { ...edit, text: edit.text.replaceAll('\n', '\r\n') };
}

function editsFor(result: RequestResult, text: string, json: boolean): readonly Edit[] {
  const { request, outcome, mismatches } = result;
  const node = request.node as ObjectNode;
  const member = node.members.find(({ key }) => key === 'expect');
  if (member === undefined) return [insertion(node, outcome, text, json)];
  const expect = member.value as ObjectNode;
  const isDecision = outcome.kind !== 'refused';
  if (isDecision !== (request.expect?.error === undefined)) {
    return [replacement(expect, outcome, text, json)];
  }
  const inPlace = new Set(expect.members.map(({ key }) => key));
  // An answer that is another kind of thing than what is expected is written anew.
  if (mismatches.some(({ field }) => !inPlace.has(field) || field === 'result')) {
    return [replacement(expect, outcome, text, json)];
  }
  return mismatches.map((mismatch) => fieldEdit(expect, mismatch, text, json));
}

/** Replaces one value, or one list. */
function fieldEdit(expect: ObjectNode, mismatch: Mismatch, text: string, json: boolean): Edit {
  const member = expect.members.find(({ key }) => key === mismatch.field)!;
  if (mismatch.field === 'error') {
    const code = (member.value as ObjectNode).members.find(({ key }) => key === 'code')!.value;
    return scalarEdit(code, mismatch.actual[0] ?? '', text, json);
  }
  if (member.value.kind === 'array') return listEdit(member, member.value, mismatch, text, json);
  return scalarEdit(member.value, mismatch.actual[0] ?? '', text, json);
}

function scalarEdit(node: LocatedNode, value: string, text: string, json: boolean): Edit {
  const start = node.span.start.offset;
  return { start, end: endOf(node, text), text: scalar(value, styleOf(text, start, json)) };
}

function listEdit(
  member: Member,
  list: ArrayNode,
  { actual }: Mismatch,
  text: string,
  json: boolean,
): Edit {
  const start = list.span.start.offset;
  const end = endOf(list, text);
  const style: Style = json ? 'double' : 'plain';
  if (json || text[start] === '[') return { start, end, text: flowList(actual, style) };
  const from = member.keySpan.end.offset;
  if (actual.length === 0) return { start: from, end, text: ': []' };
  const indent = ' '.repeat(list.span.start.column - 1);
  const lines = actual.map((value) => `\n${indent}- ${scalar(value, style)}`);
  return { start: from, end, text: `:${lines.join('')}` };
}

/** Replaces all of an expectation: a decision where an error was expected, or the other way round. */
function replacement(expect: ObjectNode, outcome: Outcome, text: string, json: boolean): Edit {
  const start = expect.span.start.offset;
  const end = endOf(expect, text);
  if (json || text[start] === '{') return { start, end, text: flowExpectation(outcome, json) };
  const indent = ' '.repeat(expect.span.start.column - 1);
  const rows = rowsOf(outcome, 'plain').map(([name, value]) => `${name}: ${value}`);
  return { start, end, text: rows.join(`\n${indent}`) };
}

/** Adds an expectation after the last member of a request. */
function insertion(request: ObjectNode, outcome: Outcome, text: string, json: boolean): Edit {
  const last = request.members.at(-1)!;
  const at = endOf(last.value, text);
  const value = flowExpectation(outcome, json);
  if (json || text[request.span.start.offset] === '{') {
    return { start: at, end: at, text: json ? `, "expect": ${value}` : `, expect: ${value}` };
  }
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : text[newline - 1] === '\r' ? newline - 1 : newline;
  const indent = ' '.repeat(last.keySpan.start.column - 1);
  return { start: end, end, text: `\n${indent}expect: ${value}` };
}

function flowExpectation(outcome: Outcome, json: boolean): string {
  const rows = rowsOf(outcome, json ? 'double' : 'plain');
  const members = rows.map(([name, value]) => `${json ? `"${name}"` : name}: ${value}`);
  return `{ ${members.join(', ')} }`;
}

function rowsOf(outcome: Outcome, style: Style): readonly (readonly [string, string])[] {
  if (outcome.kind === 'refused') {
    const code = style === 'double' ? '"code"' : 'code';
    return [['error', `{ ${code}: ${scalar(codesOf(outcome)[0] ?? '', style)} }`]];
  }
  const error = outcome.kind === 'performed' ? outcome.performed.error : undefined;
  const decision = decisionOf(outcome);
  const name = style === 'double' ? '"name"' : 'name';
  const denied = decision?.verdict === 'deny';
  return [
    ...(decision
      ? ([
          ['verdict', scalar(decision.verdict, style)],
          ['reason', scalar(decision.reason, style)],
        ] as const)
      : []),
    // A denial says what its error is.
    ...(error && !denied
      ? ([['error', `{ ${name}: ${scalar(error.name, style)} }`]] as const)
      : []),
  ];
}

function flowList(values: readonly string[], style: Style): string {
  return `[${values.map((value) => scalar(value, style)).join(', ')}]`;
}
