// Whether every request that meets an Allow is explicitly denied by the same document, as far as requests can
// be tried: each caller and action of the statement, plainly and with what keeps the Denies away.
import type { ConditionClause, Statement } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import { keyOf, operatorOf } from './condition-facts.ts';
import { valueFor } from './condition-samples.ts';
import type { Witness } from './finding.ts';
import { exceptedCallers } from './guardrails.ts';
import type { Lab } from './lab.ts';
import { callerOf, type Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { clauseOf, conditionsOf, principalsOf } from './statement-parts.ts';
import { turned } from './stranger-questions.ts';
import { actionsToTry, withResource } from './targets.ts';

/** A Deny that met every request that was tried, and the first of them; undefined when one passes. */
export function alwaysDenied(
  document: LintDocument,
  statement: Statement,
  lab: Lab,
): { readonly denial: number; readonly witness: Witness } | undefined {
  if (exceptsUnknown(document)) return undefined;
  const { name } = document.policy;
  let denial: number | undefined;
  let first: Parameters<Lab['witness']>[1] | undefined;
  for (const question of tries(document, statement, lab)) {
    if (lab.mayBeAllowed(document, question)) return undefined;
    if (!lab.meets(document, statement, question)) continue;
    const { decision, certain } = lab.ask(document, question);
    const [source] = decision.determining;
    const isOwn = source?.kind === 'statement' && source.policy === name;
    if (decision.reason !== 'explicit-deny' || !isOwn || !certain) return undefined;
    denial ??= source.statement;
    first ??= question;
  }
  if (denial === undefined || !first) return undefined;
  const sentence = `${first.action} is denied, although the statement allows it`;
  const witness = lab.witness(document, first, 'deny', sentence);
  return witness && { denial, witness };
}

function* tries(document: LintDocument, statement: Statement, lab: Lab) {
  const denials = document.policy.statements.filter(({ effect }) => effect === 'Deny');
  const conditions = denials.flatMap(conditionsOf);
  const own = new Set(conditionsOf(statement).map(keyOf));
  const escaping: Record<string, ContextValue> = {};
  for (const clause of conditions) {
    const value = escapeFrom(clause);
    if (value !== null && !own.has(keyOf(clause))) escaping[keyOf(clause)] = value;
  }
  const contexts = Object.keys(escaping).length === 0 ? [{}] : [{}, escaping];
  const callers = [undefined, ...othersIn(document, statement, denials, lab).map((one) => [one])];
  for (const action of actionsToTry(document, statement)) {
    for (const context of contexts) {
      for (const principals of callers) {
        const options = { actions: [action], context, ...(principals && { principals }) };
        for (const question of lab.questionsFor(document, statement, options)) {
          const placed = withResource(document, statement, question, lab);
          yield { ...placed, identity: 'everything' } as const;
        }
      }
    }
  }
}

/** Where a statement names nobody in particular, those whom the Denies except are among the callers. */
function othersIn(
  document: LintDocument,
  statement: Statement,
  denials: readonly Statement[],
  lab: Lab,
): readonly Question['principal'][] {
  const entries = principalsOf(statement);
  const isOpen = entries.some(({ kind }) => kind === 'everyone' || kind === 'account');
  if (entries.length > 0 && !isOpen) return [];
  const account = lab.accountOf(document);
  const own = `arn:aws:iam::${account}:user/alice`;
  const unlisted = denials
    .flatMap((denial) => clauseOf(denial, 'NotPrincipal')?.principals ?? [])
    .flatMap((entry) => callerOf(entry, own));
  return [...exceptedCallers(denials.flatMap(conditionsOf), account), ...unlisted];
}

function escapeFrom(clause: ConditionClause): ContextValue {
  if (operatorOf(clause)?.row.family === 'Bool') return clause.values[0]?.value !== 'true';
  return /Not|Null/.test(clause.operator) ? valueFor(turned(clause)) : null;
}

// Negated conditions on these except callers that cannot be made up.
const personal =
  /^aws:(?:userid|username|principaltype|principalservicename|source(?:arn|account|orgid))/;

/** Whether Denies except somebody of whom no request can be made up. */
function exceptsUnknown({ policy }: LintDocument): boolean {
  return policy.statements
    .filter(({ effect }) => effect === 'Deny')
    .flatMap(conditionsOf)
    .some((clause) => personal.test(keyOf(clause)) && operatorOf(clause)?.row.negated);
}
