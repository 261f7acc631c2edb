// Reads a Resource or NotResource element: ARN patterns, or `*`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
// https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html
import type { ResourceClause } from '../model/policy.ts';
import { type Member, placed } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { PolicyContext } from './policy-context.ts';
import { checkVariables, findVariables } from './variables.ts';
import { asWritten, type PlacedText, readWritten } from './written.ts';

/** Reads the element into a clause. */
export function readResource({ key, value }: Member, context: PolicyContext): ResourceClause {
  const kind = key as ResourceClause['kind'];
  const { report } = context;
  const { values, unknown } = readWritten(value, report, {
    what: kind,
    example: '`"*"`',
  });
  for (const item of values) checkResource(item, context);
  if (value.kind === 'array' && value.items.length === 0) {
    const applies =
      kind === 'Resource' ? 'so the statement never applies' : 'so it means every resource';
    report({
      code: 'empty-element',
      severity: 'warning',
      span: value.span,
      message: `\`${kind}\` lists nothing, ${applies}`,
      remedy: 'list a resource, or remove the statement',
    });
  }
  return {
    kind,
    patterns: values.map(asWritten),
    ...(unknown === undefined ? {} : { unknown }),
    ...placed(value.span),
  };
}

function checkResource(item: PlacedText, context: PolicyContext): undefined {
  const { text, span } = item;
  if (text === '*') return;
  checkVariables(item, context);
  const parts = splitPattern(text);
  if (parts === undefined) return notAnArn(item, context);
  const { report, rules } = context;
  if (rules.resourceIsOwn) {
    report({
      code: 'key-policy-resource',
      severity: 'info',
      span,
      message: `in a key policy \`Resource\` is \`"*"\`, which means the key itself; ${quoted(text)} counts only if it matches this key's ARN`,
      remedy: 'write `"Resource": "*"`',
    });
  }
  if (parts.length > 2 && /[*?]/.test(parts[2]!)) {
    report({
      code: 'wildcard-in-service',
      severity: 'warning',
      span,
      message: `${quoted(text)} has a wildcard in the service part of the ARN`,
      why: 'AWS documents none there',
      remedy: 'name the service, or write `*` for all resources',
    });
  }
  warnEarlyVariable(item, parts, context);
  if (parts[2] === 'kms') checkKmsResource(item, parts, context);
}

/** The parts of an ARN pattern; fewer than six only where the last ends in `*`, which may reach past colons. */
function splitPattern(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  while (parts.length < 5) {
    const colon = colonOutsideVariable(rest);
    if (colon < 0) break;
    parts.push(rest.slice(0, colon));
    rest = rest.slice(colon + 1);
  }
  parts.push(rest);
  if (parts[0] !== 'arn') return undefined;
  return parts.length === 6 || rest.endsWith('*') ? parts : undefined;
}

function colonOutsideVariable(text: string): number {
  let at = 0;
  while (at < text.length) {
    if (text[at] === ':') return at;
    if (text.startsWith('${', at)) {
      const close = text.indexOf('}', at);
      if (close < 0) return -1;
      at = close;
    }
    at++;
  }
  return -1;
}

function notAnArn(item: PlacedText, { report, rules }: PolicyContext): undefined {
  const { text, span } = item;
  const keyId = /^(mrk-)?[0-9a-f-]{32,36}$/.test(text);
  const alias = text.startsWith('alias/');
  const short = text.startsWith('arn:');
  report({
    code: 'invalid-resource',
    // KMS accepts any text here; it takes no part in a decision unless it matches the key's ARN.
    severity: rules.resourceIsOwn ? 'warning' : 'error',
    span,
    message: short
      ? `the ARN ${quoted(text)} has ${text.split(':').length} of its six parts`
      : `the resource ${quoted(text)} is neither an ARN nor \`*\``,
    why:
      keyId || alias
        ? 'a policy names a KMS key by its ARN; a key id or alias does not identify it'
        : undefined,
    remedy: rules.resourceIsOwn ? 'write `"*"`: the key itself' : remedyFor(text, keyId, alias),
  });
}

function remedyFor(text: string, keyId: boolean, alias: boolean): string {
  if (keyId)
    return `write \`arn:aws:kms:us-east-1:111122223333:key/${text}\` with your Region and account`;
  if (alias) {
    return `write the key's ARN, or use a condition \`"ForAnyValue:StringEquals": { "kms:ResourceAliases": ${JSON.stringify(text.slice(0, 60))} }\``;
  }
  return 'write `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`; parts may be empty or `*`';
}

/** Variables are documented only after the fifth colon. */
function warnEarlyVariable(
  item: PlacedText,
  parts: readonly string[],
  context: PolicyContext,
): void {
  if (context.version === '2008-10-17') return;
  const early = parts.slice(0, 5).find((part) => findVariables(part).length > 0);
  if (early === undefined) return;
  context.report({
    code: 'variable-out-of-place',
    severity: 'warning',
    span: item.span,
    message: `${quoted(early)} stands before the fifth colon of the ARN ${quoted(item.text)}`,
    why: 'AWS documents variables only in the part after it',
    remedy: 'write `*` in this part, and put the variable in a condition',
  });
}

function checkKmsResource(
  { text, span }: PlacedText,
  parts: readonly string[],
  { report }: PolicyContext,
): void {
  const [, , , , account = '', resource = ''] = parts;
  if (parts.length < 6) return;
  const warn = (message: string, remedy: string) =>
    report({
      code: 'unmatched-resource',
      severity: 'warning',
      span,
      message,
      why: 'AWS accepts it, and it never matches a resource of KMS',
      remedy,
    });
  if (!/[*?$]/.test(account) && !/^\d{12}$/.test(account)) {
    warn(
      `the account id ${quoted(account)} in ${quoted(text)} is not 12 digits`,
      'write the account id with its leading zeros, or `*`',
    );
  }
  if (!/^(?:key\/|alias\/|[*?]|\$\{|[a-z]*[*?])/.test(resource)) {
    warn(
      `${quoted(resource)} in ${quoted(text)} is neither a key nor an alias`,
      'write `key/` and the key id, or `key/*`',
    );
  }
}
