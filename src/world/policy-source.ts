// Reads the places of a file where a policy document can stand: inline, as a text, by file, by ARN.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Policy, PolicyType } from '../model/policy.ts';
import { policyFromNode } from '../policy/from-node.ts';
import { parseJson } from '../syntax/json.ts';
import type { LocatedNode } from '../syntax/node.ts';
import { quoted } from '../syntax/quoted.ts';
import { parseYaml } from '../syntax/yaml.ts';
import { parseEmbedded } from './embedded.ts';
import type { Attachment, Place, PolicySource } from './fact.ts';
import { fields, member, problem, type Reading, text, wrongKind } from './reading.ts';

/** Reads a policy: a document, `{ name, document }`, `{ name, file }`, a JSON text, or a managed policy's ARN. */
export function readAttachment(
  node: LocatedNode,
  what: string,
  reading: Reading,
): Attachment | undefined {
  const arn = node.kind === 'string' ? node.value : managedArn(node, what, reading);
  if (arn !== undefined && /^arn:[^:]+:iam::[^:]*:policy\/./.test(arn)) {
    return { kind: 'managed', arn, name: lastSegment(arn), place: placeOf(node, reading) };
  }
  const source = readPolicySource(node, what, reading);
  return source && { kind: 'document', source };
}

/** Reads a policy that cannot be a managed policy's ARN: a key policy, an SCP. */
export function readPolicySource(
  node: LocatedNode,
  what: string,
  reading: Reading,
): PolicySource | undefined {
  if (node.kind === 'string') return fromText(node, '', reading);
  if (node.kind !== 'object') return wrongKind(reading, node, what, 'a policy document');
  if (isPolicyDocument(node))
    return { node, name: '', ...placeOf(node, reading), text: reading.text };
  const wrapper = fields(node, what, ['name', 'document', 'file', 'arn'], reading);
  const name = text(wrapper?.name, 'the name of a policy', reading) ?? '';
  if (wrapper?.document && wrapper.file) {
    return problem(
      reading,
      node.span,
      'world-policy',
      `${what} has both a \`document\` and a \`file\``,
      {
        remedy: 'keep one of them',
      },
    );
  }
  if (wrapper?.document) return fromDocument(wrapper.document, name, what, reading);
  if (wrapper?.file) return fromFile(wrapper.file, name, what, reading);
  return problem(reading, node.span, 'world-policy', `${what} holds no policy document`, {
    remedy: 'give the document itself (with its `Statement`), `document: {…}` or `file: path.json`',
  });
}

/** Parses a document as the type that it serves as, and says what is wrong with it. */
export function asPolicy(
  source: PolicySource,
  type: PolicyType,
  report: (diagnostic: Diagnostic) => void,
): Policy | undefined {
  const { node, name, file, text: outer } = source;
  const { policy, diagnostics } = policyFromNode(node, {
    type,
    name,
    ...(file === undefined ? {} : { file }),
    ...(outer === undefined ? {} : { text: outer }),
  });
  for (const diagnostic of diagnostics) report(diagnostic);
  return policy;
}

/** Whether a value looks like a policy document: an object with a `Statement`. */
export function isPolicyDocument(node: LocatedNode | undefined): boolean {
  return member(node, 'Statement') !== undefined;
}

/** The document inside an AWS CLI output that holds exactly one, and the name that the output gives it. */
export function documentInOutput(
  node: LocatedNode,
): { document: LocatedNode; name: string } | undefined {
  const policy = member(node, 'Policy');
  const named = (value: LocatedNode | undefined) => (value?.kind === 'string' ? value.value : '');
  const candidates: readonly (readonly [LocatedNode | undefined, string])[] = [
    [member(policy, 'Content'), named(member(member(policy, 'PolicySummary'), 'Name'))],
    [policy?.kind === 'string' ? policy : undefined, ''],
    [member(member(node, 'PolicyVersion'), 'Document'), ''],
    [member(node, 'PolicyDocument'), named(member(node, 'PolicyName'))],
    [member(member(node, 'Role'), 'AssumeRolePolicyDocument'), ''],
  ];
  const found = candidates.find(([document]) => document !== undefined);
  return found?.[0] && { document: found[0], name: found[1] };
}

/** A document that an output holds as an object, as a JSON text or URL-encoded. */
export function fromDocument(
  node: LocatedNode,
  name: string,
  what: string,
  reading: Reading,
): PolicySource | undefined {
  if (node.kind === 'string') return fromText(node, name, reading);
  if (node.kind === 'object') return { node, name, ...placeOf(node, reading), text: reading.text };
  return wrongKind(reading, node, what, 'a policy document');
}

/** A file read as JSON, or as YAML where it does not begin like JSON. */
export function parseFile(path: string, content: string, reading: Pick<Reading, 'report'>) {
  const parse = isJsonFile(path, content) ? parseJson : parseYaml;
  const { node, diagnostics } = parse(content, { file: path });
  for (const diagnostic of diagnostics) reading.report(diagnostic);
  return node;
}

/** Whether a file is read as JSON. */
export function isJsonFile(path: string, content: string): boolean {
  return path.endsWith('.json') || /^\s*[{[]/.test(content);
}

/** Where a node stands. */
export function placeOf(node: LocatedNode, reading: Reading): Place {
  return { ...(reading.file === undefined ? {} : { file: reading.file }), span: node.span };
}

/** What follows the last slash: the name in an ARN or path. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function managedArn(node: LocatedNode, what: string, reading: Reading): string | undefined {
  const arn = isPolicyDocument(node) ? undefined : member(node, 'arn');
  if (!arn) return undefined;
  const value = text(arn, `the \`arn\` of ${what}`, reading);
  if (value === undefined || /^arn:[^:]+:iam::[^:]*:policy\/./.test(value)) return value;
  return problem(reading, arn.span, 'world-arn', `${quoted(value)} is no ARN of a managed policy`, {
    remedy: 'it looks like `arn:aws:iam::111122223333:policy/NAME`',
  });
}

function fromText(
  node: Extract<LocatedNode, { kind: 'string' }>,
  name: string,
  reading: Reading,
): PolicySource | undefined {
  const parsed = parseEmbedded(node, reading);
  for (const diagnostic of parsed.diagnostics) reading.report(diagnostic);
  if (!parsed.node) return undefined;
  return { node: parsed.node, name, ...placeOf(parsed.node, reading), text: reading.text };
}

function fromFile(
  node: LocatedNode,
  name: string,
  what: string,
  reading: Reading,
): PolicySource | undefined {
  const path = text(node, `the \`file\` of ${what}`, reading);
  if (path === undefined) return undefined;
  const found = reading.follow?.(path);
  if (!found) {
    return problem(
      reading,
      node.span,
      'world-file-missing',
      `there is no file ${quoted(path)} for ${what}`,
      {
        remedy: 'a path is relative to the file that names it',
      },
    );
  }
  const inner: Reading = { file: found.path, text: found.text, report: reading.report };
  const parsed = parseFile(found.path, found.text, inner);
  if (!parsed) return undefined;
  if (isPolicyDocument(parsed)) {
    return { node: parsed, name, file: found.path, span: parsed.span, text: found.text };
  }
  const output = documentInOutput(parsed);
  if (output) return fromDocument(output.document, name || output.name, what, inner);
  return problem(reading, node.span, 'world-policy', `${quoted(path)} holds no policy document`, {
    why: `${what} is read from it`,
    remedy:
      'name a file with a policy document (with its `Statement`), or an AWS CLI output of one policy',
  });
}
