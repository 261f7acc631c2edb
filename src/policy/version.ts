// The Version element: it decides whether `${…}` is a variable.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
import type { PolicyVersion } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import { describeKind, type LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { PolicyRules } from './policy-rules.ts';
import type { Report } from './report.ts';

const CURRENT = '2012-10-17';
const OLD = '2008-10-17';
const remedy = `write \`"Version": "${CURRENT}"\``;

/** Reads the version; a document without one is taken as 2008-10-17. `span` is the document's. */
export function readVersion(
  node: LocatedNode | undefined,
  span: Span,
  rules: PolicyRules,
  report: Report,
): PolicyVersion {
  if (node === undefined) {
    requireCurrent('`Version` is missing', 'missing-version', span, rules, report);
    return OLD;
  }
  if (node.kind === 'string' && node.value === CURRENT) return CURRENT;
  if (node.kind === 'string' && node.value === OLD) {
    requireCurrent(`the version is \`${OLD}\``, 'old-version', node.span, rules, report);
    return OLD;
  }
  report({
    code: node.kind === 'unknown' ? 'unknown-value' : 'invalid-version',
    span: node.span,
    message: `${node.kind === 'string' ? quoted(node.value) : describeKind(node)} is not a version of the policy language`,
    why: `the versions are \`${CURRENT}\` and \`${OLD}\`; the date of the document does not belong here`,
    remedy,
  });
  return CURRENT;
}

function requireCurrent(
  message: string,
  code: string,
  span: Span,
  rules: PolicyRules,
  report: Report,
): void {
  if (rules.version === 'any') return;
  const current = rules.version === 'current';
  report({
    code,
    severity: current ? 'error' : 'warning',
    span,
    message,
    why: current
      ? `${rules.label} must say \`${CURRENT}\``
      : `without \`${CURRENT}\` there are no policy variables, and IAM's validator asks for it`,
    remedy,
  });
}
