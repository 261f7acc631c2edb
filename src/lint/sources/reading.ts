// What a reader of templates or plans has found in a file so far.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyType } from '../../model/policy.ts';
import type { Span } from '../../model/span.ts';
import { policyFromNode } from '../../policy/from-node.ts';
import type { LocatedNode } from '../../syntax/node.ts';
import { parseEmbedded } from '../../world/embedded.ts';
import type {
  LintDocument,
  LintResource,
  ReadFile,
  SourceFile,
  UnparsedDocument,
} from '../scope.ts';
import { lintDocument } from './lint-document.ts';

/** A problem of a file. */
export type ReadProblem = Omit<Diagnostic, 'file'>;

/** A policy of a resource. */
export interface FoundPolicy {
  readonly node: LocatedNode;
  readonly name: string;
  readonly type: PolicyType;
  readonly resource: LintResource;
  /** What is wrong with the JSON of a policy that its reader has parsed. */
  readonly diagnostics?: readonly Diagnostic[];
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
  const unparsed: UnparsedDocument[] = [];
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
  const addPolicy = (found: FoundPolicy): void => {
    const { name, type, resource } = found;
    const inner = parsedPolicy(found, source);
    diagnostics.push(...inner.diagnostics);
    if (inner.node?.kind === 'unknown') {
      const { dependsOn } = inner.node;
      missing(notKnown(name, dependsOn, found.node.span));
      unparsed.push({ name, type, unknown: dependsOn });
      return;
    }
    const { file, text } = source;
    const parsed = inner.node && policyFromNode(inner.node, { name, file, text, type });
    const said = (parsed?.diagnostics ?? []).map(openValue);
    if (!inner.node || said.some(({ code }) => code === 'unknown-value')) incomplete = true;
    diagnostics.push(...said);
    if (!parsed?.policy) unparsed.push({ name, type });
    else
      documents.push(lintDocument(parsed.policy, source, inner.node?.span, false, said, resource));
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

/** The policy of a text is parsed here, unless its reader has done it. */
function parsedPolicy({ node, diagnostics }: FoundPolicy, source: SourceFile) {
  if (node.kind !== 'string') return { node, diagnostics: diagnostics ?? [] };
  return diagnostics && diagnostics.length > 0 ? { diagnostics } : parseEmbedded(node, source);
}

/** That a template leaves an effect or a statement open is no mistake, but it cannot be judged. */
function openValue(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'unknown-value') return diagnostic;
  const { remedy: _, ...rest } = diagnostic;
  return { ...rest, severity: 'warning' };
}

function notKnown(name: string, dependsOn: string, span: Span): ReadProblem {
  return {
    code: 'unknown-policy',
    severity: 'warning',
    span,
    message: `the policy \`${name}\` is not known, so it was not looked at: it depends on ${dependsOn}`,
  };
}
