// The layers of a policy set, and the one question that every gate asks of them:
// which statement is the first that applies?
import { assume } from './assume.ts';
import type { Call, CompiledStatement, Patterns, Range } from './compiled.ts';
import { textAt } from './context.ts';
import { patternsMatch, templatesMatch } from './statement.ts';
import { addTo, emptyWords } from './words.ts';

/** Makes the range of the statements that `belongs` picks. */
export function rangeOf(
  statements: readonly CompiledStatement[],
  present: boolean,
  belongs: (statement: CompiledStatement) => boolean,
): Range {
  const words = emptyWords(statements.length);
  const ids = statements.filter(belongs).map(({ id }) => id);
  for (const id of ids) addTo(words, id);
  return {
    present,
    firstWord: (ids[0] ?? 0) >>> 5,
    lastWord: ids.length === 0 ? -1 : ids[ids.length - 1]! >>> 5,
    words,
  };
}

/** The id of the first statement of a range, from `from` on, that applies to the call; −1 when none does. */
export function firstIn(call: Call, range: Range, from = 0): number {
  const { words } = range;
  const actions = call.action.words;
  const callers = call.caller.words;
  const resources = call.resource.words;
  const { statements } = call.policies;
  const start = from >>> 5;
  for (let word = Math.max(range.firstWord, start); word <= range.lastWord; word++) {
    let bits = words[word]! & resources[word]! & actions[word]! & callers[word]!;
    if (bits === 0) continue;
    if (word === start) bits &= -1 << (from & 31);
    while (bits !== 0) {
      const id = (word << 5) + 31 - Math.clz32(bits & -bits);
      if (stillApplies(call, statements[id]!)) return id;
      bits &= bits - 1;
    }
  }
  return -1;
}

/** Asks of a candidate what its words could not answer: variables, unique ids, conditions. */
export function stillApplies(call: Call, statement: CompiledStatement): boolean {
  if (!reachesCall(call, statement)) return false;
  if (statement.resource !== undefined && statement.resource.templates.length > 0) {
    if (!resourceHolds(call, statement.resource)) return false;
  }
  if (call.caller.byUniqueId.has(statement.id) && !namesUserId(call, statement)) return false;
  const { conditions } = statement;
  for (let index = 0; index < conditions.length; index++) {
    if (!conditions[index]!.test(call)) return false;
  }
  if (call.caller.incomplete.has(statement.id)) assume(call, 'not-principal-incomplete');
  return true;
}

/** Whether the layer of a statement takes part in the call. */
export function reachesCall(call: Call, { layer }: CompiledStatement): boolean {
  switch (layer) {
    case 'vpc-endpoint':
      return call.throughEndpoint;
    case 'rcp':
      return call.underRcps;
    case 'resource':
      return call.underResourcePolicy;
    default:
      return true;
  }
}

/** Whether the patterns of a Resource element match, variables and all. */
export function resourceHolds(call: Call, patterns: Patterns): boolean {
  if (patterns.unknown) return true;
  const matched = patternsMatch(patterns, call.resource.text) || templatesMatch(patterns, call);
  return matched !== patterns.negated;
}

/** Whether aws:userid is, or begins with, one of the unique ids that a statement names. */
export function namesUserId(call: Call, statement: CompiledStatement): boolean {
  const userId = textAt(call, call.policies.slots.userId);
  if (userId === undefined) return false;
  return statement.principal!.principals.some(
    ({ kind, value }) =>
      kind === 'unique-id' && (userId === value || userId.startsWith(`${value}:`)),
  );
}
