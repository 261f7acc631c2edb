// A clause in words: what the policy states, what the request has, and where that came from.
import type { ConditionClause } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import type { ClauseTrace, Trace, ValueOrigin } from '../model/trace.ts';
import { visible } from '../syntax/quoted.ts';
import type { Case } from './case.ts';
import { listed, quoted } from './names.ts';
import { type OperatorParts, operatorParts, wordedFor } from './operator-words.ts';
import { principalHint } from './similar-principal.ts';
import { shownValues } from './variables.ts';

/** One sentence about a clause, whether it holds or not, without a full stop. */
export function clauseSentence(subject: Case, clause: ClauseTrace): string {
  const unknown = clause.clause.unknown;
  if (unknown !== undefined)
    return `${clauseName(clause)} depends on ${quoted(unknown)}, which is not known`;
  if (clause.clause.kind === 'Condition') {
    return visible(conditionFact(subject, clause.clause, clause, originWords(clause.origin)));
  }
  return visible(elementFact(subject.trace, clause));
}

/** A condition in a headline: shorter, without the origin. */
export function conditionPhrase(subject: Case, clause: ClauseTrace): string {
  if (clause.clause.kind !== 'Condition') return '';
  return visible(conditionFact(subject, clause.clause, clause, ''));
}

/** What a clause is called: `Action`, `StringEquals aws:PrincipalTag/team`. */
export function clauseName({ clause }: ClauseTrace): string {
  return clause.kind === 'Condition' ? `${clause.operator} ${clause.key}` : clause.kind;
}

/** The values that a clause states, as written. */
export function clauseValues({ clause }: ClauseTrace): readonly string[] {
  switch (clause.kind) {
    case 'Principal':
    case 'NotPrincipal':
      return clause.principals.map((principal) => principal.value);
    case 'Condition':
      return clause.values.map((written) => written.value);
    default:
      return clause.patterns.map((written) => written.value);
  }
}

/** A request's value as text. */
export function valueText(value: ContextValue | undefined): string {
  if (value === undefined || value === null) return 'absent';
  if (value === '') return 'empty';
  if (!Array.isArray(value)) return shortened(String(value));
  return value.length === 0 ? 'an empty list' : shortened(`[${value.join(', ')}]`);
}

/** A sentence is no place for a page of text; an ARN still fits. */
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function elementFact(trace: Trace, clause: ClauseTrace): string {
  const values = listed(clauseValues(clause).map(quoted));
  const kind = clause.clause.kind;
  const asked = {
    Principal: trace.principal.arn,
    Action: trace.action,
    Resource: trace.resource,
  }[kind.replace('Not', '') as 'Principal' | 'Action' | 'Resource'];
  if (kind.startsWith('Not')) {
    return clause.holds
      ? `${kind} does not exempt ${quoted(asked)}`
      : `${kind} ${values} exempts ${quoted(asked)}`;
  }
  if (clause.holds) return `${kind} ${values} covers ${quoted(asked)}`;
  const whose = kind === 'Principal' ? 'the caller is' : 'the request is for';
  return `${kind} is ${values}; ${whose} ${quoted(asked)}${hint(trace, clause)}`;
}

function hint({ principal }: Trace, { clause }: ClauseTrace): string {
  if (clause.kind !== 'Principal') return '';
  const [first] = clause.principals.flatMap((pattern) => principalHint(principal, pattern) ?? []);
  return first === undefined ? '' : ` (${first})`;
}

function conditionFact(
  subject: Case,
  clause: ConditionClause,
  traced: ClauseTrace,
  origin: string,
): string {
  const values = shownValues(subject, clause);
  const parts = wordedFor(operatorParts(clause.operator), values);
  const { requestValue, holds } = traced;
  const absent = isAbsent(requestValue);
  const is = `${clause.key} is ${absent ? 'absent' : valueText(requestValue)}${absent ? '' : origin}`;
  if (parts.family === 'Null') return `${is}${nullWords(clause, holds)}`;
  if (absent) {
    return holds
      ? is + absentWords(clause, values, parts)
      : `${is}; the policy wants ${wantedWords(values, parts)}`;
  }
  if (parts.set !== undefined) return `${is}${setWords(clause, values, parts, holds)}`;
  if (Array.isArray(requestValue)) return `${is}; ${clause.operator} fails on a list`;
  return `${is}${relationWords(values, parts, holds)}`;
}

function isAbsent(value: ContextValue | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** How the value relates to the policy's: `, outside 192.0.2.0/24`. */
function relationWords(
  values: readonly string[],
  { negated, words }: OperatorParts,
  holds: boolean,
): string {
  const matched = holds !== negated;
  const relation = matched ? words.yes : words.no;
  if (relation === '') return holds ? '' : ', which the policy rules out';
  if (relation !== 'not' || values.length === 1)
    return `, ${relation} ${listed(values, 4, matched ? 'or' : 'and')}`;
  return values.length === 2
    ? `, neither ${values.join(' nor ')}`
    : `, none of ${listed(values, 4, 'and')}`;
}

function setWords(
  clause: ConditionClause,
  values: readonly string[],
  parts: OperatorParts,
  holds: boolean,
): string {
  if (holds) return `, as ${clause.operator} wants`;
  if (parts.set === 'ForAllValues' && parts.negated && parts.words.wanted === '') {
    return `; no value may be ${listed(values, 4, 'or')}`;
  }
  const each = parts.set === 'ForAllValues' ? 'every value' : 'one value at least';
  return `; ${each} must be ${wantedWords(values, parts)}`;
}

/** Why a condition holds without a value. */
function absentWords(
  clause: ConditionClause,
  values: readonly string[],
  { negated, ifExists, set }: OperatorParts,
): string {
  if (ifExists) return `, which ${clause.operator} takes as a match`;
  if (set !== undefined) return `, which ${set} takes as a match`;
  return negated ? `, so it is not ${listed(values, 4, 'or')}` : '';
}

function nullWords(clause: ConditionClause, holds: boolean): string {
  if (holds) return '';
  const wantsAbsent = clause.values.some((written) => written.value.toLowerCase() === 'true');
  return wantsAbsent ? '; the policy wants it absent' : '; the policy wants it present';
}

/** What a condition demands of a value: `less than 300`, `blue or green`. */
function wantedWords(values: readonly string[], { negated, words }: OperatorParts): string {
  const lead = negated ? words.unwanted.replace(/^other/, 'a value other') : words.wanted;
  return `${lead}${lead === '' ? '' : ' '}${listed(values, 4, negated ? 'and' : 'or')}`;
}

function originWords(origin: ValueOrigin): string {
  switch (origin.kind) {
    case 'given': {
      const from = origin.from ?? 'given';
      if (origin.overrides === undefined) return ` (${from})`;
      return ` (${from}, in place of the derived ${valueText(origin.overrides)})`;
    }
    case 'derived':
      return ` (derived from the ${origin.from})`;
    default:
      return '';
  }
}
