// Strangers: callers of an account, an organization and a network that a document does not know, and what AWS
// says of them.
import { compileGlob } from '../engine/glob.ts';
import { parseArn } from '../model/arn.ts';
import type { ConditionClause, Statement } from '../model/policy.ts';
import type { PrincipalInput, RequestContext } from '../model/request.ts';
import { keyOf } from './condition-facts.ts';
import { filled } from './condition-samples.ts';
import type { LintDocument } from './scope.ts';
import { conditionsOf } from './statement-parts.ts';

/** A stranger: who it is, and what AWS says of it by key, in lower case. */
export interface Stranger {
  readonly principal: string | PrincipalInput;
  readonly said: RequestContext;
  /** Further keys that it cannot choose. */
  readonly bound?: RegExp;
}

/** An account that a document does not speak of. */
export function strangeAccount({ source }: LintDocument, known: readonly string[]): string {
  const unknown = ['444455556666', '777788889999', '999900001111', '123123123123'];
  const isNew = (account: string) => !source.text.includes(account) && !known.includes(account);
  return unknown.find(isNew) ?? '909090909090';
}

/** Accounts that fit a pattern for the caller's, where one has wildcards: `1111*` is not one account. */
export function fittingAccounts(statement: Statement, known: readonly string[]): readonly string[] {
  return conditionsOf(statement)
    .filter((clause) => /^(?:kms:calleraccount|aws:principal(?:account|arn))$/.test(keyOf(clause)))
    .flatMap(({ values }) => values.map(({ value }) => parseArn(value)?.account ?? value))
    .filter((pattern) => /^[\d*?]+$/.test(pattern) && /\d/.test(pattern) && /[*?]/.test(pattern))
    .map((pattern) => {
      const digits = pattern.replaceAll('?', '9');
      const missing = Math.max(0, 12 - digits.replaceAll('*', '').length);
      return digits.replace('*', '9'.repeat(missing)).replaceAll('*', '');
    })
    .filter((account) => /^\d{12}$/.test(account) && !known.includes(account));
}

// Without conditions on these keys, people of all kinds and from all networks fare alike.
const ofKinds = /^aws:(?:principaltype|username|userid|multifactorauth|tokenissuetime|assumedroot)/;
const ofNetworks = /^aws:(?:sourcevpc|vpce|vpcsourceip)/;

/** People of an account, from the internet and through an endpoint of their own. */
export function strangePeople(
  account: string,
  statement: Statement,
  denials: readonly ConditionClause[],
): readonly Stranger[] {
  const org = 'o-stranger11';
  const paths = [`${org}/r-stra/ou-stra-11111111/`];
  const said = { 'aws:principalorgid': org, 'aws:principalorgpaths': paths };
  const network = {
    'aws:sourcevpce': 'vpce-0fedcba9876543210',
    'aws:sourcevpc': 'vpc-0fedcba9876543210',
    'aws:sourcevpcarn': `arn:aws:ec2:us-east-1:${account}:vpc/vpc-0fedcba9876543210`,
    'aws:vpceaccount': account,
    'aws:vpceorgid': org,
    'aws:vpceorgpaths': paths,
  };
  const iam = `arn:aws:iam::${account}`;
  const conditions = [...conditionsOf(statement), ...denials];
  const named = conditionsOf(statement).flatMap((clause) => namesIn(clause, account));
  const asksOf = (keys: RegExp) => conditions.some((clause) => keys.test(keyOf(clause)));
  const others = asksOf(ofKinds) ? [`${iam}:role/stranger`, `${iam}:root`] : [];
  const places = asksOf(ofNetworks) ? [{}, { ...said, ...network }] : [{}, said];
  return [`${iam}:user/stranger`, ...named, ...others].flatMap((principal) =>
    places.map((place) => ({ principal, said: place })),
  );
}

/** A name is free to choose where a pattern leaves the account open. */
function namesIn(clause: ConditionClause, account: string): readonly string[] {
  if (keyOf(clause) !== 'aws:principalarn') return [];
  return clause.values.flatMap(({ value }) => {
    const rest = /(?:user|role)\/[^:]+$/.exec(value)?.[0];
    return rest === undefined ? [] : [`arn:aws:iam::${account}:${filled(rest)}`];
  });
}

/** A service that works for a resource of an account. */
export function servingStranger(
  service: string,
  account: string,
  statement: Statement,
): readonly Stranger[] {
  const name = service.split('.')[0];
  const own = `arn:aws:${name}:us-east-1:${account}:example/of-a-stranger`;
  const asked = conditionsOf(statement)
    .filter((clause) => keyOf(clause) === 'aws:sourcearn')
    .flatMap(({ values }) => values.flatMap(({ value }) => sourceIn(value, account)));
  const said = { 'aws:sourceorgid': 'o-stranger11', ...servedContext(account, statement) };
  return [...asked, own].map((sourceArn) => ({
    principal: { service, sourceArn, sourceAccount: account },
    said,
    bound: encryptionContext,
  }));
}

const encryptionContext = /^kms:encryptioncontext:/;

/** The encryption context is the service's own, and mostly names the resource: the ARN of the stranger's. */
function servedContext(account: string, statement: Statement): RequestContext {
  const named = conditionsOf(statement).filter((clause) => encryptionContext.test(keyOf(clause)));
  return Object.fromEntries(
    named.flatMap((clause) => {
      const [value] = clause.values.flatMap((written) => sourceIn(written.value, account));
      return value === undefined ? [] : [[keyOf(clause), value]];
    }),
  );
}

/** The ARN of a stranger's resource that a pattern matches, where it can. */
function sourceIn(pattern: string, account: string): readonly string[] {
  if (/^\*+$/.test(pattern)) return [];
  const arn = parseArn(pattern);
  if (!arn) return [];
  const region = filled(arn.region).replace('example', 'us-east-1');
  const resource = filled(arn.resource);
  if (arn.account === '') return /^\*/.test(arn.resource) ? [filled(pattern)] : [];
  if (!compileGlob(arn.account)(account)) return [];
  return [`arn:${filled(arn.partition)}:${filled(arn.service)}:${region}:${account}:${resource}`];
}
