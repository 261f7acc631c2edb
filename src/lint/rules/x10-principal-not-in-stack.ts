import type { PrincipalPattern } from '../../model/policy.ts';
import { didYouMean } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import type { LintScope } from '../scope.ts';
import { principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'X10-principal-not-in-stack',
  severity: 'warning',
  summary: 'a user or role of the own account that does not exist',
  why: 'AWS refuses a key policy or trust policy that names a principal which it cannot find: the deployment fails with "invalid principals"',
  remedy: 'correct the name and its path, or create the principal first',
  ignore:
    'for a principal that another stack has created, where its name only resembles one of this stack',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html#key-policy-elements',
  *checkScope(scope) {
    for (const document of scope.documents) {
      const account = document.resource?.account ?? scope.account;
      if (!['key-policy', 'resource-policy', 'trust-policy'].includes(document.policy.type))
        continue;
      for (const statement of document.policy.statements) {
        for (const entry of principalsOf(statement)) {
          if (!isNamed(entry) || (entry.account !== account && !isListed(scope, entry))) continue;
          const missing = missingFrom(scope, entry);
          if (missing === undefined) continue;
          yield {
            file: document.source.file,
            message: `${statementName(statement)}: ${missing}`,
            span: entry.span,
            possible: !isListed(scope, entry),
          };
        }
      }
    }
  },
});

function isNamed({ kind }: PrincipalPattern): boolean {
  return kind === 'user' || kind === 'role';
}

/** Whether the world says who exists in the principal's account. */
function isListed({ world }: LintScope, { account = '' }: PrincipalPattern): boolean {
  return world?.accounts.get(account)?.identitiesKnown === true;
}

/** Why a principal is taken not to exist: the world does not list it, or the stack has one almost alike. */
function missingFrom(scope: LintScope, entry: PrincipalPattern): string | undefined {
  const ofStack = scope.resources.flatMap((resource) =>
    (resource.kind === 'user' || resource.kind === 'role') && resource.arn ? [resource.arn] : [],
  );
  if (ofStack.includes(entry.value)) return undefined;
  const shown = quoted(entry.value);
  if (isListed(scope, entry)) {
    const { users, roles } = scope.world!.accounts.get(entry.account!)!;
    const arns = [...users.values(), ...roles.values()].map(({ arn }) => arn);
    if (arns.includes(entry.value)) return undefined;
    return `${shown} does not exist in account ${entry.account}${hint(entry.value, [...arns, ...ofStack])}`;
  }
  const near = nearest(entry.value, ofStack);
  return near === undefined
    ? undefined
    : `${shown} is not a principal of this stack, and ${quoted(near)} is`;
}

function hint(arn: string, arns: readonly string[]): string {
  const near = nearest(arn, arns);
  return near === undefined ? '' : `; did you mean ${quoted(near)}?`;
}

/** The ARN of the same account with nearly the same name, whatever its path. */
function nearest(arn: string, arns: readonly string[]): string | undefined {
  const head = (text: string) => text.split('/')[0]!;
  const name = (text: string) => text.split('/').at(-1)!;
  const alike = arns.filter((other) => head(other) === head(arn) && other !== arn);
  const same = alike.find((other) => name(other) === name(arn));
  if (same !== undefined) return same;
  const near = didYouMean(name(arn), alike.map(name));
  return near === undefined ? undefined : alike.find((other) => name(other) === near);
}
