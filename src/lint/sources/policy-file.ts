// Policy documents in JSON or YAML: alone, or inside what the AWS CLI prints, a world file, a scenario.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyType } from '../../model/policy.ts';
import { detectPolicyType } from '../../policy/detect.ts';
import { type ParsedPolicy, policyFromNode } from '../../policy/from-node.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { didYouMean } from '../../syntax/did-you-mean.ts';
import { type LocatedNode, memberValue } from '../../syntax/node.ts';
import type { LintDocument, ReadFile, SourceFile } from '../scope.ts';
import { findDocuments } from './find-documents.ts';
import { lintDocument } from './lint-document.ts';

/** Reads the documents of a parsed file. `type` is what its author says that they are. */
export function readPolicyFile(
  source: SourceFile,
  node: LocatedNode,
  type: PolicyType | undefined,
): ReadFile {
  if (node.kind === 'object' && memberValue(node, 'Statement') !== undefined) {
    return collected(source, 'a policy document', [
      read(
        source,
        source.file,
        node,
        type,
        policyFromNode(node, { ...optionsFor(source, source.file, type), source: alone(source) }),
      ),
    ]);
  }
  const found = findDocuments(node, source);
  if (found.length === 0) return withoutDocuments(source, node, type);
  const reads = found.map(({ node: inner, name, type: said, diagnostics }) => {
    const known = type ?? said;
    if (diagnostics.length > 0) return read(source, name, inner, known, { diagnostics });
    return read(source, name, inner, known, policyFromNode(inner, optionsFor(source, name, known)));
  });
  return collected(source, 'a file with policy documents', reads);
}

/** A text that is no JSON or YAML; the policy parser goes on after small mistakes, and says what else is wrong. */
export function readBrokenFile(
  source: SourceFile,
  diagnostics: readonly Diagnostic[],
  isJson: boolean,
  type: PolicyType | undefined,
): ReadFile {
  const { file, text } = source;
  const said = isJson ? parsePolicy(text, { file, type }).diagnostics : diagnostics;
  return {
    source,
    takenFor: 'an unreadable file',
    documents: [],
    resources: [],
    diagnostics: said,
    unparsed: [],
  };
}

function optionsFor({ file, text }: SourceFile, name: string, type: PolicyType | undefined) {
  return { name, file, text, type };
}

/** The document as it is written: its spaces count. YAML becomes JSON before AWS gets it. */
function alone({ text }: SourceFile): string | undefined {
  return text.trimStart().startsWith('{') ? text : undefined;
}

interface Read {
  readonly document?: LintDocument;
  readonly unparsed?: { readonly name: string; readonly type: PolicyType };
  readonly diagnostics: readonly Diagnostic[];
}

function read(
  source: SourceFile,
  name: string,
  node: LocatedNode,
  known: PolicyType | undefined,
  parsed: ParsedPolicy,
): Read {
  const { policy, diagnostics } = parsed;
  if (!policy) return { unparsed: { name, type: known ?? detectPolicyType(node) }, diagnostics };
  const document = lintDocument(policy, source, node.span, known === undefined, diagnostics);
  return { document, diagnostics };
}

function collected(source: SourceFile, takenFor: string, reads: readonly Read[]): ReadFile {
  return {
    source,
    takenFor,
    documents: reads.flatMap(({ document }) => document ?? []),
    resources: [],
    diagnostics: reads.flatMap(({ diagnostics }) => diagnostics),
    unparsed: reads.flatMap(({ unparsed }) => unparsed ?? []),
  };
}

/** A file of another kind, in which what looks like a policy is none. */
export function readOtherFile(source: SourceFile, takenFor: string): ReadFile {
  const diagnostics = [noPolicy(source.file)];
  return { source, takenFor, documents: [], resources: [], diagnostics, unparsed: [] };
}

/** A file without a `Statement` may have been meant as a policy all the same. */
function withoutDocuments(
  source: SourceFile,
  node: LocatedNode,
  type: PolicyType | undefined,
): ReadFile {
  const { file, text } = source;
  const close =
    type !== undefined ||
    node.kind !== 'object' ||
    node.members.some(
      ({ key }) => key === 'Version' || didYouMean(key, ['Statement']) !== undefined,
    );
  const diagnostics = close ? parsePolicy(text, { file, type }).diagnostics : [noPolicy(file)];
  return {
    source,
    takenFor: 'a file without policies',
    documents: [],
    resources: [],
    diagnostics,
    unparsed: [],
  };
}

/** Says that a file holds no policy document. */
function noPolicy(file: string): Diagnostic {
  return {
    code: 'no-policies',
    severity: 'error',
    message: 'there is no policy document in this file',
    why: 'a policy document is an object with a `Statement`, alone or inside what the AWS CLI prints',
    file,
  };
}
