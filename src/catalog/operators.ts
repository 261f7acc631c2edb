// The condition operators by name. How each compares is the engine's business.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

/** The kinds of values that operators compare. */
export type OperatorFamily =
  | 'String'
  | 'Numeric'
  | 'Date'
  | 'Bool'
  | 'Binary'
  | 'IpAddress'
  | 'Arn'
  | 'Null';

/** One condition operator, without set prefix and IfExists. */
export interface OperatorName {
  readonly name: string;
  readonly family: OperatorFamily;
  /** Whether it holds when nothing matches. */
  readonly negated: boolean;
  /** Whether policy variables work in its values. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards in its values. */
  readonly wildcards: boolean;
  readonly source: string;
}

/** The 27 operators. */
export const operatorNames: readonly OperatorName[] = [
  ...family('String', 'Conditions_String', { variables: true }, [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
  ]),
  ...family('String', 'Conditions_String', { variables: true, wildcards: true }, [
    'StringLike',
    'StringNotLike',
  ]),
  ...family('Numeric', 'Conditions_Numeric', {}, [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ]),
  ...family('Date', 'Conditions_Date', {}, [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ]),
  // The page about operators allows variables here, the page about variables does not list it.
  ...family('Bool', 'Conditions_Boolean', { variables: true }, ['Bool']),
  ...family('Binary', 'Conditions_BinaryEquals', {}, ['BinaryEquals']),
  ...family('IpAddress', 'Conditions_IPAddress', {}, ['IpAddress', 'NotIpAddress']),
  ...family('Arn', 'Conditions_ARN', { variables: true, wildcards: true }, [
    'ArnEquals',
    'ArnLike',
    'ArnNotEquals',
    'ArnNotLike',
  ]),
  ...family('Null', 'Conditions_Null', {}, ['Null']),
];

function family(
  name: OperatorFamily,
  anchor: string,
  { variables = false, wildcards = false }: { variables?: boolean; wildcards?: boolean },
  names: readonly string[],
): OperatorName[] {
  return names.map((operator) => ({
    name: operator,
    family: name,
    negated: operator.includes('Not'),
    variables,
    wildcards,
    source: `https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#${anchor}`,
  }));
}
