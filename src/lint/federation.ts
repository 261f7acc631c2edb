// Trust in identity providers: which action goes with which, and what must be said of who signed in.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
import { compileGlob } from '../engine/glob.ts';
import type { PrincipalPattern, Statement } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import { operatorOf } from './condition-facts.ts';
import type { Severity } from './finding.ts';
import { actionPatternsOf, clauseOf, conditionsOf, principalsOf } from './statement-parts.ts';

interface Gap {
  readonly message: string;
  readonly span?: Span | undefined;
}

const saml = 'sts:AssumeRoleWithSAML';
const web = 'sts:AssumeRoleWithWebIdentity';
const plain = 'sts:AssumeRole';

/** The action by which a principal gets a role. */
function actionOf({ kind, value }: PrincipalPattern): string {
  if (kind !== 'federated') return plain;
  return value.includes(':saml-provider/') ? saml : web;
}

/** Principals none of whose actions the statement has, and actions that none of its principals can use. */
export function actionMismatches(statement: Statement): readonly Gap[] {
  const patterns = actionPatternsOf(statement);
  const entries = principalsOf(statement);
  const matches = (pattern: string, action: string) =>
    compileGlob(pattern.toLowerCase())(action.toLowerCase());
  if (!clauseOf(statement, 'Action')) return [];
  const deaf = entries
    .filter((entry) => !patterns.some(({ value }) => matches(value, actionOf(entry))))
    .filter(
      (entry) =>
        patterns.some(({ value }) => [saml, web, plain].some((one) => matches(value, one))) ||
        entry.kind === 'federated',
    )
    .map((entry) => ({
      message: `\`${entry.value}\` gets a role by \`${actionOf(entry)}\`, which the statement does not allow`,
      span: entry.span,
    }));
  return deaf;
}

/** What is missing of a provider of web identities. */
export function webIdentityGaps(
  statement: Statement,
): readonly (Gap & { readonly severity: Severity })[] {
  return principalsOf(statement)
    .filter((entry) => entry.kind === 'federated')
    .flatMap((entry) => {
      const gap = entry.value.includes(':saml-provider/')
        ? samlGap(statement)
        : oidcGap(statement, entry);
      return gap ? [{ span: entry.span, ...gap }] : [];
    });
}

function samlGap(statement: Statement) {
  if (says(statement, 'saml:aud')) return undefined;
  return {
    message: 'no condition on `SAML:aud` says for whom the assertion is',
    severity: 'low' as const,
  };
}

const github = 'token.actions.githubusercontent.com';

function oidcGap(statement: Statement, { value }: PrincipalPattern) {
  const issuer = value.replace(/^.*:oidc-provider\//, '').toLowerCase();
  const subject = says(statement, `${issuer}:sub`);
  const who = 'everyone who signs in with it may assume the role';
  if (issuer === github && !subject) {
    return {
      message: `no condition on \`${issuer}:sub\` names a repository, so any workflow on GitHub may assume the role`,
      severity: 'high' as const,
    };
  }
  const open = subject?.values.find((one) => /^(?:repo:)?\*/.test(one.value));
  if (issuer === github && open) {
    return {
      message: `\`${open.value}\` fits the repositories of any organization on GitHub`,
      severity: 'high' as const,
      span: open.span,
    };
  }
  if (says(statement, `${issuer}:aud`) ?? says(statement, `${issuer}:app_id`)) return undefined;
  if (!subject) {
    return {
      message: `no condition on \`${issuer}:aud\` or \`:sub\`: ${who}`,
      severity: 'high' as const,
    };
  }
  return {
    message: `no condition on \`${issuer}:aud\` says for whom the token is`,
    severity: 'medium' as const,
  };
}

/** The condition on a key that holds only for some of its values. */
function says(statement: Statement, key: string) {
  return conditionsOf(statement).find((clause) => {
    const name = operatorOf(clause);
    const binds = name && !name.row.negated && !name.ifExists && name.set !== 'ForAllValues';
    return clause.key.toLowerCase() === key && binds && name.row.family !== 'Null';
  });
}
