// Whether strangers get in by a statement that names everyone, or by a service; decided by the engine.
import { findKmsAction } from '../catalog/kms-actions.ts';
import { parseArn } from '../model/arn.ts';
import type { ConditionClause, PrincipalPattern, Statement } from '../model/policy.ts';
import { bindingKeys } from './binding-keys.ts';
import { holdsWithoutKey, keyOf, operatorOf } from './condition-facts.ts';
import type { Witness } from './finding.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf, principalsOf } from './statement-parts.ts';
import { denialsOf, questionsOf } from './stranger-questions.ts';
import {
  fittingAccounts,
  type Stranger,
  servingStranger,
  strangeAccount,
  strangePeople,
} from './strangers.ts';
import { actionsToTry, withResource } from './targets.ts';

/** That strangers get in: one action, how many more there are, and the request; or what it depends on. */
export interface PublicAccess {
  readonly action: string;
  readonly others: number;
  readonly proof: { readonly witness: Witness } | { readonly dependsOn: readonly string[] };
}

/** The Allow statements that name everyone, but for those that plainly bind their callers. */
export function statementsForEveryone({ policy }: LintDocument): readonly Statement[] {
  return policy.statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      principalsOf(statement).some(({ kind }) => kind === 'everyone') &&
      !conditionsOf(statement).some(bindsPlainly),
  );
}

/** A condition on the caller whose values are exact, name an account, or are yet unknown: strangers never meet it. */
function bindsPlainly(clause: ConditionClause): boolean {
  const row = operatorOf(clause)?.row;
  if (!row || !bindingKeys.test(keyOf(clause)) || holdsWithoutKey(clause)) return false;
  if (clause.unknown !== undefined) return !row.negated;
  if (row.negated || (row.family !== 'String' && row.family !== 'Arn')) return false;
  return clause.values.every(
    ({ value }) => !/[*?]|\$\{/.test(value) || /^\d{12}$/.test(parseArn(value)?.account ?? ''),
  );
}

/** How strangers get in by a statement for everyone; undefined when none of those tried does. */
export function publicAccess(
  document: LintDocument,
  statement: Statement,
  lab: Lab,
): PublicAccess | undefined {
  const account = strangeAccountFor(document, lab);
  const known = [lab.accountOf(document), ...lab.scope.trustedAccounts];
  const signed = [
    ...[account, ...fittingAccounts(statement, known)].flatMap((one) =>
      strangePeople(one, statement, denialsOf(document)),
    ),
    ...servingStranger('s3.amazonaws.com', account, statement),
  ];
  const anyone = (action: string): readonly Stranger[] =>
    /^(?:s3|sqs|sns):/.test(action) ? [...signed, { principal: 'anonymous', said: {} }] : signed;
  return accessOf(document, statement, lab, actionsToTry(document, statement), anyone);
}

/** The services that a statement names and that may use the resource for a stranger's. */
export function serviceAccess(
  document: LintDocument,
  statement: Statement,
  lab: Lab,
): readonly { readonly entry: PrincipalPattern; readonly access: PublicAccess }[] {
  const services = principalsOf(statement).filter(({ kind }) => kind === 'service');
  if (statement.effect === 'Deny' || services.length === 0) return [];
  const account = strangeAccountFor(document, lab);
  // To look at a key on behalf of others does no harm.
  const actions = actionsToTry(document, statement).filter((action) => !isReading(action));
  return services.flatMap((entry) => {
    const strangers = servingStranger(entry.value, account, statement);
    const access = accessOf(document, statement, lab, actions, () => strangers);
    return access ? [{ entry, access }] : [];
  });
}

function isReading(action: string): boolean {
  const [service, name = ''] = action.split(':');
  const access = service === 'kms' ? findKmsAction(name)?.access : undefined;
  return access === 'Read' || access === 'List';
}

function strangeAccountFor(document: LintDocument, lab: Lab): string {
  return strangeAccount(document, [lab.accountOf(document), ...lab.scope.trustedAccounts]);
}

function accessOf(
  document: LintDocument,
  statement: Statement,
  lab: Lab,
  actions: readonly string[],
  strangers: (action: string) => readonly Stranger[],
): PublicAccess | undefined {
  const open = actions.flatMap((action) => {
    const proof = proofOf(document, statement, action, strangers(action), lab);
    return proof ? [{ action, proof }] : [];
  });
  const [first] = open;
  return first && { ...first, others: open.length - 1 };
}

function proofOf(
  document: LintDocument,
  statement: Statement,
  action: string,
  strangers: readonly Stranger[],
  lab: Lab,
): PublicAccess['proof'] | undefined {
  const denials = denialsOf(document);
  for (const stranger of strangers) {
    const sentence = `${nameOf(stranger.principal)} may call ${action}`;
    for (const question of questionsOf(stranger, action, statement, denials)) {
      const placed = withResource(document, statement, question, lab);
      if (!lab.mayBeAllowed(document, placed)) continue;
      if (!lab.meets(document, statement, placed)) continue;
      const witness = lab.witness(document, placed, 'allow', sentence);
      if (witness) return { witness };
      if (!lab.ask(document, placed).certain) return { dependsOn: lab.unknownsOf(document) };
    }
  }
  return undefined;
}

function nameOf(principal: Question['principal']): string {
  if (principal === 'anonymous') return 'an anonymous caller';
  if (typeof principal === 'string') {
    return `a stranger of account ${/\d{12}/.exec(principal)?.[0]}`;
  }
  if (!('service' in principal)) return 'a stranger';
  return `${principal.service}, working for account ${principal.sourceAccount},`;
}

/** `kms:Decrypt` and 3 other actions. */
export function actionsIn({ action, others }: Pick<PublicAccess, 'action' | 'others'>): string {
  if (others === 0) return `\`${action}\``;
  return `\`${action}\` and ${others} other action${others === 1 ? '' : 's'}`;
}
