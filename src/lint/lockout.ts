// Whether anyone can still change a key policy: the question that AWS KMS asks before it takes one, and that a
// later deletion of principals asks again.
import type { Statement } from '../model/policy.ts';
import type { ContextValue, PrincipalInput } from '../model/request.ts';
import { readOperatorName } from '../policy/operator-name.ts';
import { filled } from './condition-samples.ts';
import type { Lab } from './lab.ts';
import { callerOf, isCaller, type Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf, kmsActionsIn, principalsOf } from './statement-parts.ts';

const action = 'kms:PutKeyPolicy';

/** Why nobody can change a key policy. */
export interface Lockout {
  /** `allow`: nothing allows it to anyone of the account; `deny`: the Denies take it from all who had it. */
  readonly cause: 'allow' | 'deny';
  /** A request that should have been allowed. */
  readonly question: Question;
  /** The Denies that stand in its way. */
  readonly denies: readonly Statement[];
  /** Whether no other request could fare better. */
  readonly proven: boolean;
}

/** Finds out whether a key policy locks everybody out; undefined when somebody may change it. */
export function lockoutOf(document: LintDocument, lab: Lab): Lockout | undefined {
  const statements = statementsIn(document);
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const questions = questionsAbout(document, lab, statements);
  if (questions.some((question) => lab.mayBeAllowed(document, question))) return undefined;
  for (const question of questions) {
    const { decision } = lab.ask(document, question);
    if (decision.kind !== 'explicit-deny') continue;
    const met = allows.some((allow) => lab.meets(document, allow, question));
    if (!met) continue;
    const sources = decision.determining;
    const denies = statements.filter(({ index, effect }) =>
      sources.some(
        (source) => source.kind === 'statement' && effect === 'Deny' && source.statement === index,
      ),
    );
    return { cause: 'deny', question, denies, proven: denies.some(meetsEveryone) };
  }
  return {
    cause: 'allow',
    question: ask(`arn:aws:iam::${lab.accountOf(document)}:root`, {}),
    denies: [],
    proven: allows.every((allow) => conditionsOf(allow).length === 0),
  };
}

/** Whether it hangs on values that are not known whether anybody can change a key policy. */
export function hangsOnUnknown(document: LintDocument, lab: Lab): boolean {
  if (lab.unknownsOf(document).length === 0) return false;
  const questions = questionsAbout(document, lab, statementsIn(document));
  return (
    questions.some((question) => lab.mayBeAllowed(document, question)) &&
    !questions.some((question) => lab.witness(document, question, 'allow', '') !== undefined)
  );
}

function questionsAbout(
  document: LintDocument,
  lab: Lab,
  statements: readonly Statement[],
): readonly Question[] {
  return [
    ...statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((allow) => attempts(document, lab, allow, statements)),
    ...ownCallers(lab.accountOf(document)).map((principal) => ask(principal, {})),
  ];
}

/**
 * Requests of one caller to change the key policy, with whatever the conditions of its statements ask for;
 * `identity` says what the caller's own policies are taken to be.
 */
export function attemptsOf(
  document: LintDocument,
  lab: Lab,
  principal: string,
  identity: NonNullable<Question['identity']>,
): readonly Question[] {
  const statements = statementsIn(document);
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((allow) => attempts(document, lab, allow, statements, [principal]))
    .concat(ask(principal, {}))
    .map((question) => ({ ...question, principal, identity }));
}

function statementsIn({ policy }: LintDocument): readonly Statement[] {
  return policy.statements.filter((statement) => kmsActionsIn(statement).includes('PutKeyPolicy'));
}

function ask(
  principal: string | PrincipalInput,
  context: Readonly<Record<string, ContextValue>>,
): Question {
  return { principal, action, context, identity: 'everything' };
}

/** Those who are of the account, whatever the policy says. */
function ownCallers(account: string): readonly string[] {
  return [`arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:user/alice`];
}

/** Requests that meet an Allow and keep clear of the Denies, as far as their conditions say how. */
function attempts(
  document: LintDocument,
  lab: Lab,
  allow: Statement,
  statements: readonly Statement[],
  principals?: readonly string[],
): readonly Question[] {
  const account = lab.accountOf(document);
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const own = `arn:aws:iam::${account}:user/alice`;
  const named = principalsOf(allow).flatMap((entry) => callerOf(entry, own));
  const picked = statements.flatMap(callersInConditions).filter((arn) => arn.includes(account));
  const callers = principals ?? [...new Set([...named, ...ownCallers(account), ...picked])];
  const escapes = Object.assign({}, ...denies.map(escapeOf)) as Record<string, ContextValue>;
  return [{}, escapes].flatMap((context) =>
    callers.flatMap((principal) =>
      lab
        .questionsFor(document, allow, { principals: [principal], actions: [action], context })
        // No service forwards PutKeyPolicy.
        .map(({ via: _, ...question }): Question => ({ ...question, identity: 'everything' })),
    ),
  );
}

/** Whether the statements about the key policy ask for nothing but callers, which are all tried. */
export function asksForCallersOnly(document: LintDocument): boolean {
  return statementsIn(document).every(meetsEveryone);
}

/** Whether the callers that were tried are all who could be spared by a Deny. */
function meetsEveryone(deny: Statement): boolean {
  return conditionsOf(deny).every(({ key }) =>
    ['aws:principalarn', 'kms:viaservice'].includes(key.toLowerCase()),
  );
}

/** The callers that conditions on aws:PrincipalArn name, whether to let in or to spare. */
function callersInConditions(statement: Statement): readonly string[] {
  return conditionsOf(statement)
    .filter(({ key }) => key.toLowerCase() === 'aws:principalarn')
    .flatMap(({ values }) => values.map(({ value }) => filled(value)))
    .filter(isCaller);
}

/** Context under which a Deny does not apply: what its negated conditions spare, and without what it wants. */
function escapeOf(deny: Statement): Record<string, ContextValue> {
  return Object.fromEntries(
    conditionsOf(deny).map(({ operator, key, values }) => {
      const name = readOperatorName(operator);
      const spared = filled(values[0]?.value ?? '');
      if ('fault' in name && name.fault) return [key, null];
      const { row, set } = name;
      if (row.family === 'Null') return [key, spared === 'true' ? 'example' : null];
      if (row.family === 'Bool') return [key, spared !== 'true'];
      if (!row.negated) return [key, null];
      return [key, set === undefined ? spared : [spared]];
    }),
  );
}
