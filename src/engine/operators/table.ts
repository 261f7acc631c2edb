// All operators by name. An operator's spelling in a policy may carry a set prefix and IfExists.
import { addressOperators } from './addresses.ts';
import { arnOperators } from './arns.ts';
import { dateOperators } from './dates.ts';
import { numberOperators } from './numbers.ts';
import type { Operator } from './operator.ts';
import { otherOperators } from './others.ts';
import { stringOperators } from './strings.ts';

const table: ReadonlyMap<string, Operator> = new Map(
  [
    ...stringOperators,
    ...numberOperators,
    ...dateOperators,
    ...otherOperators,
    ...addressOperators,
    ...arnOperators,
  ].map((row) => [row.name, row]),
);

/** An operator as a policy writes it: `ForAnyValue:StringLikeIfExists`. */
export interface WrittenOperator {
  /** The operator's row; undefined for Null. */
  readonly operator?: Operator;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

const WRITTEN = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Reads an operator's spelling; undefined when there is no such operator. */
export function readOperator(written: string): WrittenOperator | undefined {
  const [, set, name, ifExists] = WRITTEN.exec(written) ?? [];
  if (name === undefined) return undefined;
  const rest = {
    ifExists: ifExists !== undefined,
    ...(set === undefined ? {} : { set: set as 'ForAllValues' | 'ForAnyValue' }),
  };
  if (name === 'Null') return rest;
  const operator = table.get(name);
  return operator === undefined ? undefined : { operator, ...rest };
}
