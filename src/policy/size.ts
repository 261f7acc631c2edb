// Whether AWS would accept a document of this size and with these characters. Warnings: what is too
// large for AWS can still be judged.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
// https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
import { quotas } from '../catalog/quotas.ts';
import type { Span } from '../model/span.ts';
import { utf8Length } from '../syntax/limits.ts';
import { type LocatedNode, nowhere } from '../syntax/node.ts';
import { characterName } from '../syntax/quoted.ts';
import type { PolicyRules } from './policy-rules.ts';
import type { Report } from './report.ts';
import { subSpan } from './sub-span.ts';
import type { PlacedText } from './written.ts';

/** Warns of a document over its quota. `text` is the document as written, or as JSON without spaces. */
export function checkSize(
  text: string,
  span: Span,
  { type, label }: PolicyRules,
  report: Report,
): void {
  const quota = quotas[type];
  if (quota === undefined || text.length * 3 <= quota.limit) return;
  const counted = quota.whitespaceCounts ? text.trim() : text.replace(/\s/g, '');
  const size = quota.unit === 'bytes' ? utf8Length(counted) : counted.length;
  if (size <= quota.limit) return;
  const number = (value: number) => value.toLocaleString('en');
  const spaces = quota.whitespaceCounts ? '' : ' (spaces and line breaks do not count)';
  report({
    code: size > (quota.most ?? quota.limit) ? 'quota-exceeded' : 'quota-perhaps-exceeded',
    severity: 'warning',
    span: span === nowhere ? nowhere : { start: span.start, end: span.start },
    message: `the document has ${number(size)} ${quota.unit}${spaces}; AWS accepts ${label} of ${number(quota.limit)} at most`,
    why: quota.note === undefined ? undefined : `the limit is ${number(quota.limit)} ${quota.note}`,
    remedy: quota.whitespaceCounts
      ? 'remove indentation, join statements that differ in one element, or use wildcards'
      : 'join statements that differ in one element, or split the document into several policies',
  });
}

/** What IAM and KMS accept in a document. */
const REFUSED = /[^\t\n\r\u0020-\u00ff]/;

/** Warns of the first character that AWS refuses; `reported` are offsets that have a diagnostic. */
export function checkCharacters(
  text: string,
  node: LocatedNode,
  reported: ReadonlySet<number | undefined>,
  report: Report,
): void {
  if (!REFUSED.test(text)) return;
  for (const part of textsOf(node)) {
    const found = REFUSED.exec(part.text);
    if (found === null) continue;
    const char = String.fromCodePoint(part.text.codePointAt(found.index)!);
    const span = subSpan(part, found.index, found.index + char.length);
    if (reported.has(span.start.offset)) continue;
    report({
      code: 'refused-character',
      severity: 'warning',
      span,
      message: `the document holds the character ${characterName(char)}, which AWS refuses in policies`,
      why: 'policies hold tabs, line breaks and the characters U+0020 to U+00FF',
      remedy: 'replace it, or match it by `?` or `*` where wildcards work',
    });
    return;
  }
}

function* textsOf(node: LocatedNode): Generator<PlacedText> {
  if (node.kind === 'string') yield { text: node.value, span: node.span };
  if (node.kind === 'array') for (const item of node.items) yield* textsOf(item);
  if (node.kind === 'object') {
    for (const { key, keySpan, value } of node.members) {
      yield { text: key, span: keySpan };
      yield* textsOf(value);
    }
  }
}
