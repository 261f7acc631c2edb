// A clause in words: what the policy states, what the request has, and where that came from.
import type { ConditionClause } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import type { ClauseTrace, Trace, ValueOrigin } from '../model/trace.ts';
import { listed, quoted } from './names.ts';
import { type OperatorParts, operatorParts, operatorWords } from './operator-words.ts';
import { principalHint } from './similar-principal.ts';

/** One sentence about a clause, whether it holds or not, without a full stop. */
export function clauseSentence(trace: Trace, clause: ClauseTrace): string {
  const unknown = clause.clause.unknown;
  if (unknown !== undefined)
    return `${clauseName(clause)} depends on ${quoted(unknown)}, which is not known`;
  if (clause.clause.kind === 'Condition') {
    return conditionFact(clause.clause, clause, originWords(clause.origin));
  }
  return elementFact(trace, clause);
}

/** A condition in a headline: shorter, without the origin. */
export function conditionPhrase(clause: ClauseTrace): string {
  return clause.clause.kind === 'Condition' ? conditionFact(clause.clause, clause, '') : '';
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
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? 'an empty list' : `[${value.join(', ')}]`;
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

function conditionFact(clause: ConditionClause, traced: ClauseTrace, origin: string): string {
  const parts = operatorParts(clause.operator);
  const { requestValue } = traced;
  const absent = requestValue === undefined || requestValue === null;
  const is = `${clause.key} is ${valueText(requestValue)}${absent ? '' : origin}`;
  if (parts.base === 'null') return `${is}${nullWords(clause, traced.holds)}`;
  const values = clause.values.map((written) => written.value);
  if (absent && !traced.holds) return `${is}; the policy wants ${wantedWords(clause)}`;
  if (absent) return `${is}${absentWords(clause, parts)}`;
  if (parts.set !== undefined) {
    return `${is}; ${clause.operator} ${traced.holds ? 'holds' : 'fails'} against ${listed(values)}`;
  }
  const words = operatorWords(parts.base);
  const positive = traced.holds !== parts.negated;
  const relation = positive ? words.yes : words.no;
  if (relation === '' && traced.holds) return is;
  if (relation === '') return `${is}, which the policy rules out`;
  const several = relation === 'not' && values.length > 1;
  return several
    ? `${is}, ${values.length === 2 ? `neither ${values.join(' nor ')}` : `none of ${listed(values, 4, 'and')}`}`
    : `${is}, ${relation} ${listed(values, 4, 'or')}`;
}

/** Why a condition holds without a value. */
function absentWords(clause: ConditionClause, { negated, ifExists, set }: OperatorParts): string {
  if (ifExists) return `, which ${clause.operator} lets pass`;
  if (set !== undefined) return `, which ${set} lets pass`;
  const values = clause.values.map((written) => written.value);
  return negated ? `, so it is not ${listed(values, 4, 'or')}` : '';
}

function nullWords(clause: ConditionClause, holds: boolean): string {
  if (holds) return '';
  const wantsAbsent = clause.values.some((written) => written.value.toLowerCase() === 'true');
  return wantsAbsent ? '; the policy wants it absent' : '; the policy wants it present';
}

/** What a condition demands of a value: `less than 300`, `blue or green`. */
export function wantedWords(clause: ConditionClause): string {
  const parts = operatorParts(clause.operator);
  const words = operatorWords(parts.base);
  const values = listed(
    clause.values.map((written) => written.value),
    4,
    'or',
  );
  const wanted = words.wanted === '' ? values : `${words.wanted} ${values}`;
  const any = parts.set === undefined ? '' : `${parts.set === 'ForAllValues' ? 'only' : 'any of'} `;
  return parts.negated ? `anything but ${wanted}` : `${any}${wanted}`;
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
