// Sids: which characters they may have, and whether they must be unique.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
import { describeKind, type LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { PolicyContext } from './policy-context.ts';

/** Reads a statement's Sid; `used` holds those of the statements before it, with their numbers. */
export function readSid(
  node: LocatedNode,
  number: number,
  used: Map<string, number>,
  { report, rules }: PolicyContext,
): string | undefined {
  if (node.kind === 'unknown') return undefined;
  if (node.kind !== 'string') {
    return report({
      code: 'wrong-type',
      span: node.span,
      message: `\`Sid\` is ${describeKind(node)}, where a string is wanted`,
      remedy: 'write `"Sid": "AllowUse"`',
    });
  }
  const { value, span } = node;
  if (value === '') return undefined;
  if (rules.sid !== 'free' && /[^A-Za-z0-9]/.test(value)) {
    report({
      code: 'invalid-sid',
      severity: rules.sid === 'strict' ? 'error' : 'warning',
      span,
      message: `the Sid ${quoted(value)} has characters other than A–Z, a–z and 0–9`,
      why: rules.sid === 'strict' ? `IAM refuses ${rules.label} with such a Sid` : undefined,
      remedy: `write \`${value.replace(/[^A-Za-z0-9]/g, '').slice(0, 60) || 'AllowUse'}\``,
    });
  }
  const first = used.get(value);
  if (first === undefined) used.set(value, number);
  else {
    report({
      code: 'duplicate-sid',
      severity: rules.sid === 'strict' ? 'error' : 'warning',
      span,
      message: `the Sid ${quoted(value)} is used already, by statement ${first}`,
      why:
        rules.sid === 'strict'
          ? 'IAM refuses a document in which two statements have the same Sid'
          : 'an explanation that names the Sid cannot say which of them is meant',
      remedy: 'give each statement a Sid of its own',
    });
  }
  return value;
}
