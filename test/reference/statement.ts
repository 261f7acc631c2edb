// Whether a statement applies to a request: every one of its elements must hold.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
import type { Caller } from './caller.ts';
import { conditionHolds } from './condition.ts';
import type { ContextMap } from './context.ts';
import { actionMatches, globMatches } from './glob.ts';
import { exempted, namings } from './principal.ts';
import type { PolicyJson, StatementJson } from './shapes.ts';
import { listOf } from './shapes.ts';
import { fillIn } from './variables.ts';

/** What statements are asked about. */
export interface Question {
  caller: Caller;
  action: string;
  resource: string;
  context: ContextMap;
  /** Whether a permissions boundary is set on the caller. */
  hasBoundary: boolean;
}

/** The statements of a document with this effect that apply. */
export function applying(
  policy: PolicyJson,
  effect: 'Allow' | 'Deny',
  question: Question,
): StatementJson[] {
  // Only 2012-10-17 knows variables; a document without Version counts as 2008-10-17.
  const variables = policy.Version === '2012-10-17';
  return listOf(policy.Statement).filter(
    (statement) => statement.Effect === effect && applies(statement, variables, question),
  );
}

function applies(statement: StatementJson, variables: boolean, question: Question): boolean {
  return (
    principalHolds(statement, question) &&
    actionHolds(statement, question) &&
    resourceHolds(statement, variables, question) &&
    conditionsHold(statement, variables, question)
  );
}

function principalHolds(statement: StatementJson, question: Question): boolean {
  const { caller, hasBoundary } = question;
  if (statement.Principal !== undefined) return namings(statement.Principal, caller).length > 0;
  if (statement.NotPrincipal === undefined) return true;
  // NotPrincipal is supported with Deny only.
  return statement.Effect === 'Deny' && !exempted(statement.NotPrincipal, caller, hasBoundary);
}

function actionHolds(statement: StatementJson, { action }: Question): boolean {
  if (statement.NotAction !== undefined) {
    return !listOf(statement.NotAction).some((pattern) => actionMatches(pattern, action));
  }
  // A key policy's statement without Action is accepted and has no effect.
  return listOf(statement.Action).some((pattern) => actionMatches(pattern, action));
}

function resourceHolds(statement: StatementJson, variables: boolean, question: Question): boolean {
  const { resource, context } = question;
  // Assumption (resource-glob-crosses-colons): the whole ARN is one text for the wildcards.
  const matches = (pattern: string): boolean => {
    const filled = fillIn(pattern, { variables, wildcards: true, context });
    // An entry with a variable that has no value matches nothing, in NotResource too.
    return filled !== undefined && globMatches(filled, resource);
  };
  if (statement.NotResource !== undefined) return !listOf(statement.NotResource).some(matches);
  // Trust policies have no Resource: they speak of the role they belong to.
  const speaksOfItself = statement.Resource === undefined && question.action.startsWith('sts:');
  return speaksOfItself || listOf(statement.Resource).some(matches);
}

function conditionsHold(statement: StatementJson, variables: boolean, question: Question): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      conditionHolds(operator, key, listOf(values), question.context, variables),
    ),
  );
}
