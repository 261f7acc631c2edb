// Policy variables: `${key}`, `${key, 'default'}` and the escapes `${*}` `${?}` `${$}`. Where they may
// stand, and what is wrong with how one is written.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
import { quoted } from '../syntax/quoted.ts';
import type { PolicyContext } from './policy-context.ts';
import { subSpan } from './sub-span.ts';
import type { PlacedText } from './written.ts';

/** One `${…}` of a text. `fault` says why it is no variable; then `end` is where reading stopped. */
export interface Variable {
  readonly start: number;
  readonly end: number;
  readonly body: string;
  readonly fault?: string;
}

/** The variables of a text, in order. Linear. */
export function findVariables(text: string): readonly Variable[] {
  const found: Variable[] = [];
  for (let start = text.indexOf('${'); start >= 0; ) {
    const close = text.indexOf('}', start);
    const end = close < 0 ? text.length : close + 1;
    const body = text.slice(start + 2, close < 0 ? end : close);
    const fault = close < 0 ? 'has no closing `}`' : faultOf(body);
    found.push({ start, end, body, ...(fault === undefined ? {} : { fault }) });
    start = text.indexOf('${', end);
  }
  return found;
}

/** `key`, or `key, 'default'`. Keys hold a colon, and tag keys may hold spaces inside. */
const WELL_FORMED = /^[^\s,'{}$][^,'{}$]*(?:, ?'[^']*')?$/;

function faultOf(body: string): string | undefined {
  if (body === '*' || body === '?' || body === '$') return undefined;
  if (body.trim() === '') return 'names no key';
  if (/^\s|\s$/.test(body)) return 'has a space inside its braces';
  if (WELL_FORMED.test(body)) {
    return /[^:]:[^:]/.test(body)
      ? undefined
      : 'names no condition key: those have a prefix, as in `aws:username`';
  }
  if (body.includes("'")) return "has a default that is not written `, 'text'`";
  if (body.includes(',')) return 'has a default without single quotes';
  return 'is not written as a variable';
}

const example = "`${aws:username}`, or with a default `${aws:PrincipalTag/team, 'none'}`";

/** What to do with a placeholder of a template. */
export const fillIn =
  'if it belongs to a template, as of CloudFormation or Terraform, fill it in first';

/** Whether a variable looks like a placeholder of a template: `AWS::AccountId`, `var.region`, `KeyArn`. */
export function isOfTemplate(body: string): boolean {
  return /^AWS::|^[A-Za-z_]\w*([.[].*)?$/.test(body);
}

/**
 * Checks the variables of a value where variables are allowed. In a document of version 2008-10-17,
 * or without one, `${…}` is plain text, which its author rarely means.
 */
export function checkVariables(item: PlacedText, context: PolicyContext): void {
  for (const variable of findVariables(item.text)) {
    const span = subSpan(item, variable.start, variable.end);
    const shown = quoted(item.text.slice(variable.start, variable.end));
    if (context.version === '2008-10-17') {
      if (variable.fault !== undefined) continue;
      context.report({
        code: 'variable-in-old-version',
        severity: 'warning',
        span,
        message: `${shown} is plain text here, not a variable`,
        why: 'only documents with `"Version": "2012-10-17"` have variables',
        remedy: 'set `"Version": "2012-10-17"`',
      });
    } else if (variable.fault !== undefined) {
      context.report({
        code: 'malformed-variable',
        span,
        message: `the variable ${shown} ${variable.fault}`,
        remedy: isOfTemplate(variable.body)
          ? fillIn
          : `write ${example}; a literal \`$\` is \`\${$}\``,
      });
    }
  }
}
