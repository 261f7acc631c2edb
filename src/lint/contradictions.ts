// Conditions of one statement that no request meets together.
import { findConditionKey } from '../catalog/condition-keys.ts';
import { readDate } from '../engine/operators/dates.ts';
import { readNumber } from '../engine/operators/numbers.ts';
import { parseArn } from '../model/arn.ts';
import type { ConditionClause } from '../model/policy.ts';
import { holdsWithoutKey, keyOf, operatorOf } from './condition-facts.ts';

/** Why two conditions never hold together; undefined where they can, or it takes more to say. */
export function contradiction(one: ConditionClause, other: ConditionClause): string | undefined {
  if (one.unknown !== undefined || other.unknown !== undefined) return undefined;
  if (holdsWithoutKey(one) && holdsWithoutKey(other)) return undefined;
  return keyOf(one) === keyOf(other) ? ofOneKey(one, other) : ofTwoKeys(one, other);
}

function ofOneKey(one: ConditionClause, other: ConditionClause): string | undefined {
  const [a, b] = [operatorOf(one), operatorOf(other)];
  if (!a || !b || a.set || b.set) return undefined;
  const key = `\`${one.key}\``;
  const operators = `\`${one.operator}\` and \`${other.operator}\``;
  if (a.row.family === 'Null' || b.row.family === 'Null') {
    const [first, second] = a.row.family === 'Null' ? [one, other] : [other, one];
    const isAbsent = first.values.every(({ value }) => value === 'true');
    const isPresent = !holdsWithoutKey(second);
    return isAbsent && isPresent
      ? `\`Null\` wants ${key} to be absent, and \`${second.operator}\` wants a value`
      : undefined;
  }
  const [left, right] = [literals(one), literals(other)];
  if (left && right) {
    if (!a.row.negated && !b.row.negated && left.every((value) => !right.includes(value))) {
      return `no value of ${key} satisfies both ${operators}`;
    }
    const [wanted, refused] = a.row.negated ? [right, left] : [left, right];
    if (a.row.negated !== b.row.negated && wanted.every((value) => refused.includes(value))) {
      return `of ${operators} one wants the values of ${key} that the other rules out`;
    }
  }
  return isEmptyRange(one, other) || isEmptyRange(other, one)
    ? `no value of ${key} satisfies both ${operators}`
    : undefined;
}

/** The values of an exact comparison; undefined where they are patterns, or compared otherwise. */
function literals(clause: ConditionClause): readonly string[] | undefined {
  const row = operatorOf(clause)?.row;
  if (!row || !/^(?:String|Arn)(?:Not)?(?:Equals|Like)$|^Bool$/.test(row.name)) return undefined;
  const values = clause.values.map(({ value }) => value);
  if (values.length === 0) return undefined;
  const isPattern = row.wildcards ? /[*?]|\$\{/ : /\$\{/;
  return values.some((value) => isPattern.test(value)) ? undefined : values;
}

function isEmptyRange(below: ConditionClause, above: ConditionClause): boolean {
  const [upper, lower] = [below.operator, above.operator].map((name) =>
    /^(Numeric|Date)(LessThan|GreaterThan)(Equals)?$/.exec(name),
  );
  if (upper?.[2] !== 'LessThan' || lower?.[2] !== 'GreaterThan') return false;
  const read = upper[1] === 'Date' ? readDate : readNumber;
  const most = below.values.map(({ value }) => read(value));
  const least = above.values.map(({ value }) => read(value));
  const all = [...most, ...least];
  if (upper[1] !== lower[1] || most.length === 0 || least.length === 0) return false;
  if (!all.every((value) => value !== undefined)) return false;
  const [max, min] = [Math.max(...(most as number[])), Math.min(...(least as number[]))];
  return upper[3] && lower[3] ? max < min : max <= min;
}

function ofTwoKeys(one: ConditionClause, other: ConditionClause): string | undefined {
  if (holdsWithoutKey(one) || holdsWithoutKey(other)) return undefined;
  return otherAccount(one, other) ?? otherAccount(other, one) ?? neverTogether(one, other);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn */
function otherAccount(one: ConditionClause, other: ConditionClause): string | undefined {
  if (!/^(?:kms:calleraccount|aws:principalaccount)$/.test(keyOf(one))) return undefined;
  if (keyOf(other) !== 'aws:principalarn' || operatorOf(other)?.row.negated) return undefined;
  const accounts = operatorOf(one)?.row.negated ? undefined : literals(one);
  const named = other.values.map(({ value }) => parseArn(value)?.account ?? '');
  if (!accounts || !named.every((account) => /^\d{12}$/.test(account))) return undefined;
  return named.some((account) => accounts.includes(account))
    ? undefined
    : `no principal of \`${other.key}\` is in an account of \`${one.key}\``;
}

/** Keys that different calls or different callers carry. */
function neverTogether(one: ConditionClause, other: ConditionClause): string | undefined {
  const [a, b] = [findConditionKey(one.key), findConditionKey(other.key)];
  if (!a || !b) return undefined;
  const routes = [a.calls, b.calls];
  const both = `\`${one.key}\` and \`${other.key}\``;
  if (routes.includes('vpc-endpoint') && routes.some((route) => direct.includes(route))) {
    return `no request carries both ${both}: what comes through a VPC endpoint never has the other`;
  }
  return a.callers.some((caller) => b.callers.includes(caller))
    ? undefined
    : `no caller has both ${both}`;
}

const direct: readonly string[] = ['forwarded', 'no-vpc-endpoint'];
