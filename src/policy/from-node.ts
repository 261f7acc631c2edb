// Reads a policy document of any type from a parsed value. Everything wrong is reported in one pass,
// and a document with an error gives no policy at all.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Policy, Statement } from '../model/policy.ts';
import { didYouMeanHint } from '../syntax/did-you-mean.ts';
import { tooLarge } from '../syntax/json-problems.ts';
import { exceedsBytes, MAX_POLICY_BYTES } from '../syntax/limits.ts';
import {
  describeKind,
  type LocatedNode,
  type Member,
  nowhere,
  type ObjectNode,
} from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { untilTooMany } from '../syntax/too-many-problems.ts';
import { toObject } from '../syntax/value.ts';
import { reportOutput } from './cli-output.ts';
import { settleType, type WantedType } from './detect.ts';
import {
  documentElements,
  type ElementName,
  isStatementElement,
  readElements,
} from './elements.ts';
import type { PolicyContext } from './policy-context.ts';
import { policyRules } from './policy-rules.ts';
import { type Collector, collector, type Report } from './report.ts';
import { checkCharacters, checkSize } from './size.ts';
import { readStatement } from './statement.ts';
import { readVersion } from './version.ts';

/** What a document was read as. `policy` is absent when any diagnostic is an error. */
export interface ParsedPolicy {
  readonly policy?: Policy;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of a document beside its content. */
export interface PolicyOptions {
  /** The kind of policy; guessed by its shape when absent. */
  readonly type?: WantedType | undefined;
  /** What decisions call it; the file's path when absent. */
  readonly name?: string | undefined;
  readonly file?: string | undefined;
  /** The text that the node's spans point into, kept for excerpts. */
  readonly text?: string | undefined;
  /** The document's own text, where it stands alone: its size and characters are checked as written. */
  readonly source?: string | undefined;
}

/** Reads a policy from a parsed value. */
export function policyFromNode(node: LocatedNode, options: PolicyOptions = {}): ParsedPolicy {
  const collected = collector(options.file);
  const { diagnostics, report } = collected;
  if (!isKnownType(options.type, report)) return { diagnostics };
  if (reportOutput(node, report)) return { diagnostics };
  if (node.kind !== 'object') {
    reportNoObject(node, report);
    return { diagnostics };
  }
  const policy = untilTooMany(() => readPolicy(node, options, collected));
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return policy === undefined || failed ? { diagnostics } : { policy, diagnostics };
}

function readPolicy(
  node: ObjectNode,
  options: PolicyOptions,
  { report, diagnostics }: Collector,
): Policy | undefined {
  const { file, text } = options;
  const type = settleType(options.type, node);
  const document = toObject(node);
  const written = options.source ?? JSON.stringify(document);
  if (exceedsBytes(written, MAX_POLICY_BYTES)) {
    return report({ ...tooLarge(MAX_POLICY_BYTES), span: node.span });
  }
  const rules = policyRules[type];
  const elements = readElements(node, documentElements, 'document', report);
  const version = readVersion(elements.get('Version')?.value, node.span, rules, report);
  const id = readId(elements.get('Id'), { rules, version, report });
  const statements = readStatements(elements, node, { rules, version, report });
  checkSize(written, node.span, rules, report);
  // A character that made an action an error need not be reported again.
  const reported = new Set(diagnostics.map(({ span }) => span?.start.offset));
  checkCharacters(written, node, reported, report);
  return {
    name: options.name ?? file ?? 'policy',
    type,
    version,
    statements,
    ...(id === undefined ? {} : { id }),
    ...(file === undefined ? {} : { file }),
    ...(text === undefined ? {} : { text }),
    document,
  };
}

function readStatements(
  elements: ReadonlyMap<ElementName, Member>,
  node: ObjectNode,
  context: PolicyContext,
): Statement[] {
  const value = elements.get('Statement')?.value;
  if (value === undefined) {
    // Elements of a statement that stand in the document were reported already.
    if (node.members.some(({ key }) => isStatementElement(key))) return [];
    context.report({
      code: 'missing-statement',
      span: node.span,
      message: '`Statement` is missing',
      why: 'a policy is a list of statements',
      remedy: 'add `"Statement": [{ "Effect": …, "Action": …, "Resource": … }]`',
    });
    return [];
  }
  if (value.kind !== 'array' && value.kind !== 'object') {
    context.report({
      code: value.kind === 'unknown' ? 'unknown-value' : 'wrong-type',
      span: value.span,
      message: `\`Statement\` is ${describeKind(value)}, where a list of objects is wanted`,
      remedy: 'write `"Statement": [{ "Effect": …, "Action": …, "Resource": … }]`',
    });
    return [];
  }
  const items = value.kind === 'array' ? value.items : [value];
  if (items.length === 0) {
    context.report({
      code: 'empty-element',
      severity: 'warning',
      span: value.span,
      message: '`Statement` is empty, so the policy neither allows nor denies anything',
      remedy: 'add a statement',
    });
  }
  const sids = new Map<string, number>();
  return items.flatMap((item, index) => readStatement(item, index, sids, context) ?? []);
}

function readId(member: Member | undefined, { rules, report }: PolicyContext): string | undefined {
  if (member === undefined) return undefined;
  const { value, keySpan } = member;
  if (value.kind !== 'string') {
    if (value.kind === 'unknown') return undefined;
    return report({
      code: 'wrong-type',
      span: value.span,
      message: `\`Id\` is ${describeKind(value)}, where a string is wanted`,
      remedy: 'write `"Id": "key-default-1"`, or remove it',
    });
  }
  if (!rules.id) {
    report({
      code: 'id-not-allowed',
      severity: 'warning',
      span: keySpan,
      message: `\`Id\` is not documented for ${rules.label}`,
      why: 'it has no effect',
      remedy: 'remove it',
    });
  }
  return value.value;
}

/** A type can be misspelt where no compiler looks: in JavaScript, or in a file. */
function isKnownType(type: WantedType | undefined, report: Report): boolean {
  if (type === undefined || type === 'any-resource-policy' || Object.hasOwn(policyRules, type))
    return true;
  const types = Object.keys(policyRules);
  report({
    code: 'unknown-policy-type',
    span: nowhere,
    message: `${quoted(type)} is not a type of policy${didYouMeanHint(type, types)}`,
    why: `the types are ${types.map((name) => `\`${name}\``).join(', ')}`,
  });
  return false;
}

function reportNoObject(node: LocatedNode, report: Report): void {
  const inside = node.kind === 'string' && node.value.trimStart().startsWith('{');
  report({
    code: node.kind === 'unknown' ? 'unknown-value' : 'not-an-object',
    span: node.span,
    message: `a policy document is a JSON object, and this is ${describeKind(node)}`,
    remedy: inside
      ? 'the policy is inside this string: remove the outer quotes and the backslashes'
      : 'start with `{ "Version": "2012-10-17", "Statement": [ … ] }`',
  });
}
