// The elements of documents and statements, and what to say of one that is missing, unknown or too many.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import { didYouMean } from '../syntax/did-you-mean.ts';
import type { Member, ObjectNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import type { Report } from './report.ts';

/** The elements of a document. */
export const documentElements = ['Version', 'Id', 'Statement'] as const;

/** The elements of a statement. */
export const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

/** The name of an element. */
export type ElementName = (typeof documentElements)[number] | (typeof statementElements)[number];

/**
 * The members that are elements, by name; of two of one name the first counts. Others are reported, and
 * taken for the element that they are a misspelling of, so that what is wrong inside is found as well.
 */
export function readElements(
  node: ObjectNode,
  known: readonly ElementName[],
  whole: 'document' | 'statement',
  report: Report,
): ReadonlyMap<ElementName, Member> {
  const elements = new Map<ElementName, Member>();
  for (const member of node.members) {
    const name = known.find((element) => element === member.key);
    const element = name ?? reportUnknown(member, known, whole, report);
    if (element !== undefined && !elements.has(element)) elements.set(element, member);
  }
  return elements;
}

function reportUnknown(
  { key, keySpan }: Member,
  known: readonly ElementName[],
  whole: 'document' | 'statement',
  report: Report,
): ElementName | undefined {
  const near = didYouMean(key, known) as ElementName | undefined;
  const caseOnly = near !== undefined && near.toLowerCase() === key.toLowerCase();
  report({
    code: 'unknown-element',
    span: keySpan,
    message: `${quoted(key)} is not an element of a ${whole}${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
    why: caseOnly
      ? 'the names of elements are case-sensitive'
      : near === undefined
        ? `the elements of a ${whole} are ${known.map((name) => `\`${name}\``).join(', ')}`
        : undefined,
    remedy: near === undefined ? (misplaced(key, whole) ?? 'remove it') : undefined,
  });
  return near;
}

/** An element that stands one level too high or too low. */
function misplaced(key: string, whole: 'document' | 'statement'): string | undefined {
  if (whole === 'document') {
    return isStatementElement(key) ? 'move it into `Statement`' : undefined;
  }
  return (documentElements as readonly string[]).includes(key)
    ? 'move it out of the statement, beside `Statement`'
    : undefined;
}

/** Whether a name is that of an element of statements. */
export function isStatementElement(key: string): boolean {
  return (statementElements as readonly string[]).includes(key);
}

/** Reports `X` and `NotX` in one statement. */
export function reportConflict(
  elements: ReadonlyMap<ElementName, Member>,
  name: 'Principal' | 'Action' | 'Resource',
  report: Report,
): void {
  const negated = elements.get(`Not${name}`);
  if (negated === undefined || !elements.has(name)) return;
  report({
    code: 'conflicting-elements',
    span: negated.keySpan,
    message: `the statement has both \`${name}\` and \`Not${name}\``,
    why: 'AWS refuses the two together',
    remedy: `keep one of them; a \`Deny\` in a statement of its own can take out what \`Not${name}\` lists`,
  });
}
