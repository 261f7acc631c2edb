// Whether every request that meets an Allow is explicitly denied by the same document, as far as requests can
// be tried: each caller and action of the statement, plainly and with what keeps the Denies away.
import type { ConditionClause, Statement } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import { valueFor } from './condition-samples.ts';
import type { Witness } from './finding.ts';
import type { Lab } from './lab.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf } from './statement-parts.ts';
import { turned } from './strangers.ts';
import { actionsToTry, withResource } from './targets.ts';

/** A Deny that met every request that was tried, and the first of them; undefined when one passes. */
export function alwaysDenied(
  document: LintDocument,
  statement: Statement,
  lab: Lab,
): { readonly denial: number; readonly witness: Witness } | undefined {
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
  const own = new Set(conditionsOf(statement).map(({ key }) => key.toLowerCase()));
  const escaping: Record<string, ContextValue> = {};
  for (const clause of denials.flatMap(conditionsOf)) {
    const key = clause.key.toLowerCase();
    const value = escapeFrom(clause);
    if (value !== null && !own.has(key)) escaping[key] = value;
  }
  for (const action of actionsToTry(document, statement)) {
    for (const context of Object.keys(escaping).length === 0 ? [{}] : [{}, escaping]) {
      for (const question of lab.questionsFor(document, statement, {
        actions: [action],
        context,
      })) {
        yield {
          ...withResource(document, statement, question, lab),
          identity: 'everything',
        } as const;
      }
    }
  }
}

function escapeFrom(clause: ConditionClause): ContextValue {
  return /Not|Null/.test(clause.operator) ? valueFor(turned(clause)) : null;
}
