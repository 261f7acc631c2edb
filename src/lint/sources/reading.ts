// What a reader of templates or plans has found in a file so far.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyType } from '../../model/policy.ts';
import type { Span } from '../../model/span.ts';
import { policyFromNode } from '../../policy/from-node.ts';
import type { LocatedNode } from '../../syntax/node.ts';
import { parseEmbedded } from '../../world/embedded.ts';
import type { LintDocument, LintResource, ReadFile, SourceFile } from '../scope.ts';
import { lintDocument } from './lint-document.ts';

/** A problem of a file. */
export type ReadProblem = Omit<Diagnostic, 'file'>;

/** A policy of a resource. */
export interface FoundPolicy {
  readonly node: LocatedNode;
  readonly name: string;
  readonly type: PolicyType;
  readonly resource: LintResource;
}

/** Collects what a file holds. */
export interface Reading {
  readonly source: SourceFile;
  readonly report: (problem: ReadProblem) => void;
  /** Reports that a part of the file could not be read, so that nothing good is said of the whole. */
  readonly missing: (problem: ReadProblem) => void;
  readonly addResource: (resource: LintResource) => void;
  readonly addPolicy: (found: FoundPolicy) => void;
  readonly file: (takenFor: string) => ReadFile;
}

/** Begins to read a file. */
export function startReading(source: SourceFile): Reading {
  const documents: LintDocument[] = [];
  const resources: LintResource[] = [];
  const diagnostics: Diagnostic[] = [];
  const unparsed: { name: string; type: PolicyType }[] = [];
  const said = new Set<string>();
  const report = (problem: ReadProblem): void => {
    // What is used twice is worked out twice, and told once.
    const key = `${problem.code} ${problem.span?.start.offset} ${problem.message}`;
    if (said.has(key)) return;
    said.add(key);
    diagnostics.push({ ...problem, file: source.file });
  };
  let incomplete = false;
  const missing = (problem: ReadProblem): void => {
    incomplete = true;
    report(problem);
  };
  const addPolicy = ({ node, name, type, resource }: FoundPolicy): void => {
    const inner = node.kind === 'string' ? parseEmbedded(node, source) : { node, diagnostics: [] };
    diagnostics.push(...inner.diagnostics);
    if (inner.node?.kind === 'unknown') missing(notKnown(name, inner.node.dependsOn, node.span));
    if (!inner.node || inner.node.kind === 'unknown') {
      unparsed.push({ name, type });
      return;
    }
    const { file, text } = source;
    const parsed = policyFromNode(inner.node, { name, file, text, type });
    diagnostics.push(...parsed.diagnostics);
    if (!parsed.policy) {
      unparsed.push({ name, type });
      return;
    }
    const { span } = inner.node;
    documents.push(lintDocument(parsed.policy, source, span, false, parsed.diagnostics, resource));
  };
  return {
    source,
    report,
    missing,
    addPolicy,
    addResource: (resource) => resources.push(resource),
    file: (takenFor) => ({
      source,
      takenFor,
      documents,
      resources,
      diagnostics,
      unparsed,
      ...(incomplete ? { incomplete } : {}),
    }),
  };
}

function notKnown(name: string, dependsOn: string, span: Span): ReadProblem {
  return {
    code: 'unknown-policy',
    severity: 'warning',
    span,
    message: `the policy \`${name}\` is not known, so it was not looked at`,
    why: `it depends on ${dependsOn}`,
  };
}
