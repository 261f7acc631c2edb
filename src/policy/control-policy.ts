// What resource control policies forbid: a customer's may not allow, and have no NotAction.
// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
import type { Clause } from '../model/policy.ts';
import type { Member } from '../syntax/node.ts';
import type { ElementName } from './elements.ts';
import type { PolicyContext } from './policy-context.ts';

/** Checks a statement against the rules of resource control policies. */
export function checkControlStatement(
  elements: ReadonlyMap<ElementName, Member>,
  clauses: readonly Clause[],
  { rules, report, effect }: PolicyContext,
): void {
  const notAction = elements.get('NotAction');
  if (notAction !== undefined && !rules.notAction) {
    report({
      code: 'element-not-allowed',
      span: notAction.keySpan,
      message: `\`NotAction\` is not allowed in ${rules.label}`,
      remedy: 'list the actions in `Action`: `"kms:*"`',
    });
  }
  if (effect === 'Allow' && rules.allow === 'full-access' && !allowsEverything(clauses)) {
    report({
      code: 'allow-not-allowed',
      span: elements.get('Effect')!.value.span,
      message: `${rules.label} can only deny`,
      why: 'the only one that allows is `RCPFullAWSAccess` of AWS, which is always attached',
      remedy: 'turn the statement into a `Deny` of what must not happen',
    });
  }
}

/** RCPFullAWSAccess: everyone, every action, every resource, no condition. */
function allowsEverything(clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => {
    switch (clause.kind) {
      case 'Principal':
        return clause.principals.every(({ kind }) => kind === 'everyone');
      case 'Action':
      case 'Resource':
        return clause.patterns.length === 1 && clause.patterns[0]!.value === '*';
      default:
        return false;
    }
  });
}
