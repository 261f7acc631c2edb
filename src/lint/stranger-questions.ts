// What strangers ask to get in by a statement. Every context key that AWS does not set they choose as the
// conditions want it.
import type { ConditionClause, Statement } from '../model/policy.ts';
import type { ContextValue, RequestContext } from '../model/request.ts';
import { isOpen, isWideRange, setByAws } from './binding-keys.ts';
import { keyOf } from './condition-facts.ts';
import { valueFor } from './condition-samples.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf } from './statement-parts.ts';
import type { Stranger } from './strangers.ts';

/**
 * What a stranger asks to get in by a statement: the values that its conditions want, and, in a second
 * attempt, those that keep a Deny away.
 */
export function questionsOf(
  { principal, said, bound }: Stranger,
  action: string,
  statement: Statement,
  denials: readonly ConditionClause[],
): readonly Question[] {
  const wanted = conditionsOf(statement);
  const escaping = denials.filter(({ operator }) => /Not|Null/.test(operator)).map(turned);
  const base = { principal, action, identity: 'everything' as const };
  const plain = { ...base, ...contextOf(wanted, denials, said, bound) };
  return escaping.length === 0
    ? [plain]
    : [plain, { ...base, ...contextOf([...escaping, ...wanted], denials, said, bound) }];
}

/** The conditions of the Denies of a document. */
export function denialsOf({ policy }: LintDocument): readonly ConditionClause[] {
  return policy.statements.filter(({ effect }) => effect === 'Deny').flatMap(conditionsOf);
}

/** The condition under which a Deny does not apply. */
export function turned(clause: ConditionClause): ConditionClause {
  const { operator, values } = clause;
  if (operator !== 'Null') return { ...clause, operator: operator.replace('Not', '') };
  return { ...clause, values: values.map(({ value }) => ({ value: `${value !== 'true'}` })) };
}

function contextOf(
  wanted: readonly ConditionClause[],
  others: readonly ConditionClause[],
  said: RequestContext,
  bound: RegExp | undefined,
): Pick<Question, 'context' | 'via'> {
  const context = new Map<string, readonly [string, ContextValue]>();
  let via: string | undefined;
  for (const clause of [...others, ...wanted]) {
    const key = keyOf(clause);
    const isSet = (setByAws.test(key) && !isOpen(clause)) || bound?.test(key) === true;
    const value = isSet ? said[key] : freeValue(clause);
    if (isSet || wanted.includes(clause)) {
      if (value === undefined || value === null) continue;
      if (forwarding.test(key)) via = serviceIn(value) ?? via;
      else context.set(key, [clause.key, value]);
    }
  }
  return {
    context: Object.fromEntries(context.values()),
    ...(via === undefined ? {} : { via }),
  };
}

const forwarding =
  /^(?:kms:viaservice|aws:calledvia(?:first|last)?|aws:viaawsservice|kms:grantisforawsresource)$/;

/** The service that forwards the call, in the keys that AWS sets then. */
function serviceIn(value: ContextValue): string | undefined {
  const text = String(Array.isArray(value) ? value[0] : value);
  if (text === 'true') return 'ec2';
  return text === 'false' ? undefined : text.split('.')[0]!.replace(/^example$/, 's3');
}

function freeValue(clause: ConditionClause): ContextValue | undefined {
  const wide = clause.values.filter(({ value }) => isWideRange(value));
  return valueFor(wide.length > 0 ? { ...clause, values: wide } : clause);
}
