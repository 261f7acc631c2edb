// Reads a Principal or NotPrincipal element: `"*"`, or an object of AWS, Service, Federated, CanonicalUser.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
import type { PrincipalClause, PrincipalPattern } from '../model/policy.ts';
import { didYouMean } from '../syntax/did-you-mean.ts';
import {
  describeKind,
  type LocatedNode,
  type Member,
  type ObjectNode,
  placed,
} from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { NamedPrincipal } from './named-principal.ts';
import {
  endsAsService,
  namedCanonicalUser,
  namedProvider,
  namedService,
} from './other-principals.ts';
import type { PolicyContext } from './policy-context.ts';
import { namedAwsPrincipal } from './principal-pattern.ts';
import { type PlacedText, readWritten } from './written.ts';

/** Reads the element into a clause; undefined when it is nothing like one. */
export function readPrincipal(
  { key, value }: Member,
  context: PolicyContext,
): PrincipalClause | undefined {
  const kind = key as PrincipalClause['kind'];
  const span = placed(value.span);
  if (value.kind === 'unknown') return { kind, principals: [], unknown: value.dependsOn, ...span };
  if (value.kind === 'string' && value.value === '*') {
    return { kind, principals: [{ kind: 'everyone', value: '*', ...span }], ...span };
  }
  if (value.kind !== 'object') return notAPrincipal(kind, value, context);
  const { principals, unknown } = readEntries(kind, value, context);
  if (!value.members.some(holdsEntries)) warnEmpty(kind, value, context);
  if (context.rules.principal === 'everyone') checkEveryone(principals, value, context);
  return {
    kind,
    principals,
    ...(unknown.length === 0 ? {} : { unknown: unknown.join(', ') }),
    ...span,
  };
}

function holdsEntries({ value }: Member): boolean {
  return value.kind !== 'array' || value.items.length > 0;
}

interface Row {
  readonly read: (text: string) => NamedPrincipal;
  readonly example: string;
}

const rows: Readonly<Record<string, Row>> = {
  AWS: { read: namedAwsPrincipal, example: '`"arn:aws:iam::111122223333:role/NAME"`' },
  Service: { read: namedService, example: '`"cloudtrail.amazonaws.com"`' },
  Federated: { read: namedProvider, example: '`"cognito-identity.amazonaws.com"`' },
  CanonicalUser: { read: namedCanonicalUser, example: 'the 64 digits of the id' },
};

function readEntries(kind: string, element: ObjectNode, context: PolicyContext) {
  const { report, rules } = context;
  const principals: PrincipalPattern[] = [];
  const unknown: string[] = [];
  for (const { key, keySpan, value } of element.members) {
    const near = Object.hasOwn(rows, key) ? key : didYouMean(key, Object.keys(rows));
    const row = near === undefined ? undefined : rows[near];
    if (near !== key) {
      report({
        code: 'unknown-principal-key',
        span: keySpan,
        message: `${quoted(key)} is not a key of \`${kind}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
        why: 'the keys are `AWS`, `Service`, `Federated` and `CanonicalUser`, in exactly this case',
        remedy:
          near === undefined ? 'put accounts, users, roles and sessions under `AWS`' : undefined,
      });
    }
    if (row === undefined) continue;
    if (near === key && !rules.principalKeys.includes(key))
      report(keyNotAllowed(key, keySpan, context));
    const list = readWritten(value, report, { what: key, example: row.example });
    if (list.unknown !== undefined) unknown.push(list.unknown);
    for (const item of list.values) {
      const pattern = readEntry(item, row, context);
      if (pattern !== undefined) principals.push(pattern);
    }
  }
  return { principals, unknown };
}

function readEntry(
  { text, span }: PlacedText,
  { read }: Row,
  { report }: PolicyContext,
): PrincipalPattern | undefined {
  const named = read(text);
  if (named.fault !== undefined) return report({ ...named.fault, span });
  if (named.kind === 'service' && !endsAsService(text)) {
    report({
      code: 'unusual-service',
      severity: 'warning',
      span,
      message: `${quoted(text)} does not end as the names of AWS services do`,
      why: 'a service that does not exist never makes a request',
      remedy: 'check the name: most are like `cloudtrail.amazonaws.com`',
    });
  }
  return { value: text, ...named, ...placed(span) };
}

function keyNotAllowed(key: string, span: Member['keySpan'], { rules }: PolicyContext) {
  const only = { Federated: 'role trust policies', CanonicalUser: 'bucket policies of S3' }[key];
  const everyone = rules.principal === 'everyone';
  return {
    code: 'principal-key-not-allowed',
    span,
    message: `${rules.label} cannot name a principal under ${quoted(key)}`,
    why: only !== undefined && !everyone ? `such principals are for ${only}` : undefined,
    remedy: everyone
      ? 'write `"Principal": "*"`'
      : `use ${rules.principalKeys.map((name) => `\`${name}\``).join(' or ')}`,
  };
}

function notAPrincipal(kind: string, value: LocatedNode, { report }: PolicyContext): undefined {
  const text = value.kind === 'string' ? value.value : undefined;
  report({
    code: 'wrong-type',
    span: value.span,
    message: `\`${kind}\` is ${text === undefined ? describeKind(value) : quoted(text)}, where \`"*"\` or an object is wanted`,
    why: 'the object says what kind of principal is meant',
    remedy: `write ${suggestion(kind, text)}`,
  });
}

function suggestion(kind: string, text: string | undefined): string {
  if (text === undefined || text.length > 60) return `\`"${kind}": { "AWS": "…" }\``;
  const key = namedService(text).fault === undefined ? 'Service' : 'AWS';
  return quoted(`"${kind}": { "${key}": ${JSON.stringify(text)} }`);
}

function warnEmpty(kind: string, { span }: LocatedNode, { report }: PolicyContext): void {
  const effect =
    kind === 'Principal'
      ? 'so the statement never applies'
      : 'so the statement applies to everyone';
  report({
    code: 'empty-element',
    severity: 'warning',
    span,
    message: `\`${kind}\` names nobody, ${effect}`,
    why: 'KMS refuses a key policy in which a statement names nobody',
    remedy: 'name a principal, or remove the statement',
  });
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function checkEveryone(
  principals: readonly PrincipalPattern[],
  { span }: LocatedNode,
  { report, rules }: PolicyContext,
): void {
  if (principals.length === 1 && principals[0]!.kind === 'everyone') return;
  report({
    code: 'principal-not-everyone',
    span,
    message: `the \`Principal\` of ${rules.label} must be \`"*"\``,
    remedy:
      'write `"Principal": "*"`, and choose the callers with a condition on `aws:PrincipalArn` or `aws:PrincipalOrgID`',
  });
}
