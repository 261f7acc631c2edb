// Policy variables in sentences: `${aws:PrincipalTag/team} (here blue)`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
import { textAt } from '../engine/context.ts';
import { emptyCall, openCall } from '../engine/open-call.ts';
import { parseTemplate, resolveText } from '../engine/template.ts';
import type { ConditionClause } from '../model/policy.ts';
import type { Case } from './case.ts';
import { operatorParts } from './operator-words.ts';

/** The values of a condition for a sentence; a variable is followed by what it stands for here. */
export function shownValues(subject: Case, clause: ConditionClause): readonly string[] {
  return clause.values.map(({ value }) => {
    if (!mayVary(value)) return value;
    const resolved = resolver(subject, clause)(value);
    return resolved === value ? value : `${value} (here ${resolved ?? 'without a value'})`;
  });
}

/** The values of a condition with their variables filled in; one that has no value here is left out. */
export function resolvedValues(subject: Case, clause: ConditionClause): readonly string[] {
  return clause.values.flatMap(({ value }) =>
    mayVary(value) ? (resolver(subject, clause)(value) ?? []) : value,
  );
}

function mayVary(value: string): boolean {
  return value.includes('${');
}

function resolver(
  { policies, request }: Case,
  clause: ConditionClause,
): (value: string) => string | undefined {
  const policy = policies.policies.find(({ statements }) =>
    statements.some(({ clauses }) => clauses.includes(clause)),
  );
  if (policy === undefined || !operatorParts(clause.operator).variables) return (value) => value;
  const call = openCall(emptyCall(policies), request);
  return (value) =>
    resolveText(
      parseTemplate(value, policy.version, (key) => policies.slots.find(key)),
      (slot) => textAt(call, slot),
    );
}
