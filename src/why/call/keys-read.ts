// Which context keys a policy set looks at: those of its conditions, those of its variables, and aws:userid where
// a principal is named by its unique id.
import type { Call, CompiledPolicySet } from '../../engine/compiled.ts';
import { granteeForm, hasOperation } from '../../engine/grants.ts';
import { openCall } from '../../engine/open-call.ts';
import { FORM } from '../../engine/principal-match.ts';
import { isIn } from '../../engine/words.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { Clause, Policy, Statement } from '../../model/policy.ts';
import type { AccessRequestInput } from '../../model/request.ts';

/** Stands for "a grant of the key asks for an encryption context" among the names of keys. */
export const grantConstraints = 'grant-constraints';

/** A statement, and its clauses that look at context keys. */
interface Reader {
  readonly id: number;
  readonly clauses: readonly ReadingClause[];
}

interface ReadingClause {
  /** In lower case. */
  readonly keys: readonly string[];
  /** Which of the statement's compiled conditions it is; below zero for other elements. */
  readonly condition: number;
}

/** The statements of a set that look at context keys. Remembered for as long as the set lives. */
function readersOf(policies: CompiledPolicySet): readonly Reader[] {
  const known = readersBy.get(policies);
  if (known) return known;
  const readers: Reader[] = [];
  for (const { id, policy, statement } of policies.statements) {
    const clauses = readingClauses(statement, policy);
    if (clauses.length > 0) readers.push({ id, clauses });
  }
  readersBy.set(policies, readers);
  return readers;
}

const readersBy = new WeakMap<CompiledPolicySet, readonly Reader[]>();

/** The clauses of a statement that look at context keys: the same in every set. */
function readingClauses(statement: Statement, policy: Policy): readonly ReadingClause[] {
  const known = clausesBy.get(statement);
  if (known) return known;
  let conditions = 0;
  const clauses = statement.clauses.map((clause) => ({
    keys: keysOf(clause, policy),
    condition: clause.kind === 'Condition' && clause.unknown === undefined ? conditions++ : -1,
  }));
  const reading = clauses.filter(({ keys }) => keys.length > 0);
  clausesBy.set(statement, reading);
  return reading;
}

const clausesBy = new WeakMap<Statement, readonly ReadingClause[]>();

/** The keys in lower case that the statements of a policy look at. */
export function keysOfPolicy(policy: Policy): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const statement of policy.statements) {
    for (const clause of readingClauses(statement, policy)) {
      for (const key of clause.keys) keys.add(key);
    }
  }
  return keys;
}

/** The keys in lower case that any statement looks at. */
export function keysRead(policies: CompiledPolicySet): ReadonlySet<string> {
  return new Set(readersOf(policies).flatMap(({ clauses }) => clauses.flatMap(({ keys }) => keys)));
}

/**
 * The keys that can matter to one request: those of the statements whose Principal, Action and Resource may match
 * it, and `grant-constraints` where a grant of the key to this caller asks for an encryption context.
 */
export function keysReadFor(
  policies: CompiledPolicySet,
  request: AccessRequestInput,
): ReadonlySet<string> {
  const call = openCall(policies.scratch, request);
  const keys = new Set<string>();
  for (const { clauses } of readersOf(policies).filter((reader) => mayMatch(reader, call))) {
    for (const clause of clauses) for (const key of clause.keys) keys.add(key);
  }
  const asks = policies.grants.some(
    (compiled) =>
      compiled.grant.Constraints !== undefined &&
      hasOperation(compiled, call) &&
      granteeForm(compiled, call) !== FORM.none,
  );
  if (asks) keys.add(grantConstraints);
  return keys;
}

/**
 * Whether a statement may apply or not by what some keys are: one that looks at them, and whose Principal, Action,
 * Resource and other conditions match.
 */
export function hangsOn(
  policies: CompiledPolicySet,
  request: AccessRequestInput,
  isOpen: (key: string) => boolean,
): boolean {
  const open = readersOf(policies).filter(({ clauses }) =>
    clauses.some(({ keys }) => keys.some(isOpen)),
  );
  if (open.length === 0) return false;
  const call = openCall(policies.scratch, request);
  return open.some((reader) => {
    if (!mayMatch(reader, call)) return false;
    const { conditions } = policies.statements[reader.id]!;
    return reader.clauses.every(
      ({ keys, condition }) =>
        condition < 0 || keys.some(isOpen) || conditions[condition]!.test(call),
    );
  });
}

/** Whether the call's caller, action and resource may match a reader, variables aside. */
function mayMatch({ id }: Reader, { caller, action, resource }: Call): boolean {
  return isIn(caller.words, id) && isIn(action.words, id) && isIn(resource.words, id);
}

/** The keys that one clause looks at, in lower case. */
export function keysOf(clause: Clause, { version }: Policy): readonly string[] {
  const variables = (texts: readonly string[]) =>
    version === '2008-10-17' ? [] : texts.flatMap(variablesIn);
  switch (clause.kind) {
    case 'Condition':
      return [asciiLower(clause.key), ...variables(clause.values.map(({ value }) => value))];
    case 'Resource':
    case 'NotResource':
      return variables(clause.patterns.map(({ value }) => value));
    case 'Principal':
    case 'NotPrincipal':
      return clause.principals.some(({ kind }) => kind === 'unique-id') ? ['aws:userid'] : [];
    case 'Action':
    case 'NotAction':
      return [];
    default:
      return clause satisfies never;
  }
}

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`. */
function variablesIn(text: string): readonly string[] {
  const names: string[] = [];
  for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', open + 2)) {
    const close = text.indexOf('}', open);
    if (close < 0) break;
    const [name = ''] = text.slice(open + 2, close).split(',', 1);
    if (name.trim().length > 1) names.push(asciiLower(name.trim()));
  }
  return names;
}
