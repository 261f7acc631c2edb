// Reads policy documents and reports what the parser says of them. YAML and the search for documents
// inside other files are loaded only for files that need them.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyType } from '../../model/policy.ts';
import { detectPolicyType } from '../../policy/detect.ts';
import { type ParsedPolicy, policyFromNode } from '../../policy/from-node.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { didYouMean } from '../../syntax/did-you-mean.ts';
import { parseJson } from '../../syntax/json.ts';
import { exceedsBytes, MAX_POLICY_BYTES } from '../../syntax/limits.ts';
import { type LocatedNode, memberValue } from '../../syntax/node.ts';
import type { LintOptions } from '../command-options.ts';
import { readInput } from '../files.ts';
import { InputError } from '../input-error.ts';
import { exitCodes, type Io, worst } from '../io.ts';
import type { NamedText } from '../named-text.ts';
import { lintFiles, noPolicies, noPolicy } from './lint-files.ts';
import { printLint } from './lint-output.ts';
import type { LintedDocument, LintedFile } from './linted.ts';

/** Runs `keyward lint`. */
export async function lint(
  paths: readonly string[],
  options: LintOptions,
  io: Io,
): Promise<number> {
  const { files, diagnostics } = lintFiles(paths);
  const linted: LintedFile[] = diagnostics.map((diagnostic) => {
    const file = diagnostic.file ?? '';
    return { file, documents: [], diagnostics: [diagnostic], readable: false };
  });
  for (const { path, named } of files) {
    const result = await lintFile(path, named, options, io);
    if (result !== undefined) linted.push(result);
  }
  if (linted.length === 0) {
    const diagnostics = paths.map(noPolicies);
    linted.push({ file: paths[0]!, documents: [], diagnostics, readable: false });
  }
  printLint(linted, options.format, io);
  return worst(linted.map(codeOf));
}

/** Undefined for a file that was found in a folder and holds no policy document. */
async function lintFile(
  path: string,
  named: boolean,
  options: LintOptions,
  io: Io,
): Promise<LintedFile | undefined> {
  try {
    const source = await readInput(io, path);
    return await lintText(source, named, options.type);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { file: path, documents: [], diagnostics: error.diagnostics, readable: false };
  }
}

async function lintText(
  source: NamedText,
  named: boolean,
  type: PolicyType | undefined,
): Promise<LintedFile | undefined> {
  const { file, text } = source;
  if (exceedsBytes(text, MAX_POLICY_BYTES) && beginsLikePolicy.test(text.slice(0, 1000))) {
    // Too large to be a policy: refused before anything else is done with it.
    const { diagnostics } = parsePolicy(text, { file, type });
    return { file, source, documents: [], diagnostics, readable: false };
  }
  const parsed = await parseText(source);
  if (parsed.node === undefined) {
    // The policy parser goes on after small mistakes, and says what else is wrong.
    const { diagnostics } = parsed.json ? parsePolicy(text, { file, type }) : parsed;
    return { file, source, documents: [], diagnostics, readable: false };
  }
  if (parsed.json && isDocument(parsed.node)) {
    return fileOf(source, [read(file, file, parsed.node, type, parsePolicy(text, { file, type }))]);
  }
  const { findDocuments } = await import('../../lint/sources/find-documents.ts');
  const found = findDocuments(parsed.node, source);
  if (found.length === 0) {
    if (!named) return undefined;
    const close = parsed.json && (type !== undefined || resemblesDocument(parsed.node));
    const diagnostics = close ? parsePolicy(text, { file, type }).diagnostics : [noPolicy(file)];
    return { file, source, documents: [], diagnostics, readable: false };
  }
  const documents = found.map(({ node, name, type: said, diagnostics }) => {
    const known = type ?? said;
    if (diagnostics.length > 0) return read(file, name, node, known, { diagnostics });
    return read(file, name, node, known, policyFromNode(node, { name, file, text, type: known }));
  });
  return fileOf(source, documents);
}

const beginsLikePolicy = /^\s*\{\s*"(Version|Id|Statement)"/;

async function parseText({ file, text }: NamedText) {
  if (/^\s*[{["]/.test(text) || !/\.ya?ml$/i.test(file)) {
    return { json: true, ...parseJson(text, { file }) };
  }
  const { parseYaml } = await import('../../syntax/yaml.ts');
  return { json: false, ...parseYaml(text, { file }) };
}

/** Whether a value without a `Statement` may have been meant as a policy. */
function resemblesDocument(node: LocatedNode): boolean {
  if (node.kind !== 'object') return true;
  return node.members.some(
    ({ key }) => key === 'Version' || didYouMean(key, ['Statement']) !== undefined,
  );
}

function isDocument(node: LocatedNode): boolean {
  return node.kind === 'object' && memberValue(node, 'Statement') !== undefined;
}

interface Read {
  readonly document: LintedDocument;
  readonly diagnostics: readonly Diagnostic[];
}

function read(
  file: string,
  name: string,
  node: LocatedNode,
  known: PolicyType | undefined,
  { policy, diagnostics }: ParsedPolicy,
): Read {
  const type = known ?? policy?.type ?? detectPolicyType(node);
  const size = policy === undefined ? {} : { statements: policy.statements.length };
  return { document: { file, name, type, guessed: known === undefined, ...size }, diagnostics };
}

function fileOf(source: NamedText, reads: readonly Read[]): LintedFile {
  return {
    file: source.file,
    source,
    documents: reads.map(({ document }) => document),
    diagnostics: reads.flatMap(({ diagnostics }) => diagnostics),
    readable: true,
  };
}

function codeOf({ readable, diagnostics }: LintedFile): number {
  if (!readable) return exitCodes.unknown;
  const finding = diagnostics.some(({ severity }) => severity !== 'info');
  return finding ? exitCodes.bad : exitCodes.good;
}
