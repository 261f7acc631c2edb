// Replaces accounts, names, ids and tag values in the files of a world, so that they can be shown to
// others and still give the same verdicts. Pure; the structure of every file stays as it is.
import { Lexer } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import { outputs } from './aws-cli/outputs.ts';
import { parseFile } from './policy-source.ts';
import { createPseudonyms, fragmentsOf, type Pseudonyms, type Replacement } from './pseudonyms.ts';
import { type Leaf, leavesOf } from './redact-leaves.ts';

/** A file by its path (relative to the folder that is redacted) and text. */
export interface RedactableFile {
  readonly path: string;
  readonly text: string;
}

/** The redacted files, or why a file could not be read: then nothing is returned, for it could leak. */
export interface Redaction {
  readonly files?: readonly RedactableFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Redacts files together: the same name has the same stand-in in all of them, and in their paths. */
export function redactFiles(files: readonly RedactableFile[]): Redaction {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
  const read = sorted.flatMap((file) => {
    const node = parseFile(file.path, file.text, { report });
    return node ? [{ ...file, leaves: leavesOf(node, file.text) }] : [];
  });
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
  const fragments = read.flatMap(({ leaves }) =>
    leaves
      .filter(({ treatment }) => treatment === 'names')
      .flatMap(({ mapped }) => fragmentsOf(mapped.text)),
  );
  const pseudonyms = createPseudonyms(fragments);
  const redacted = read.map(({ path, text, leaves }) => {
    const replacements = leaves.flatMap((leaf) => replacementsOf(leaf, pseudonyms));
    const comments = path.endsWith('.json') ? [] : commentsOf(text);
    return { path, text: spliced(text, [...replacements, ...comments]) };
  });
  return {
    files: redacted.map(({ path, text }) => ({ path: redactPath(path, pseudonyms), text })),
    diagnostics,
  };
}

/** The replacements of a text, at their places in the file. */
function replacementsOf({ treatment, mapped }: Leaf, pseudonyms: Pseudonyms): Replacement[] {
  const { text, offsets } = mapped;
  const place = ({ start, end, text: instead }: Replacement) => ({
    start: offsets[start]!,
    end: offsets[end]!,
    text: instead,
  });
  const all = (instead: string) =>
    text === '' ? [] : [{ start: 0, end: text.length, text: instead }];
  switch (treatment) {
    case 'keep':
      return [];
    case 'whole':
      return all('redacted').map(place);
    case 'sid':
      return all(pseudonyms.whole(text)).map(place);
    case 'ids':
      return pseudonyms.ids(text).map(place);
    case 'names':
      return (isPath(text) ? pathReplacements(text, pseudonyms) : pseudonyms.names(text)).map(
        place,
      );
    default:
      return treatment satisfies never;
  }
}

/** A comment may say anything: none stays. */
function commentsOf(text: string): Replacement[] {
  const comments: Replacement[] = [];
  let at = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const start = text.indexOf(lexeme, at);
    // The lexer adds control characters that do not stand in the text.
    if (start !== at) continue;
    if (lexeme.startsWith('#')) comments.push({ start, end: start + lexeme.length, text: '#' });
    at = start + lexeme.length;
  }
  return comments;
}

function spliced(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: instead } of [...replacements].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    result += text.slice(at, start) + instead;
    at = end;
  }
  return result + text.slice(at);
}

/** Whether a text names a file of a world. */
function isPath(text: string): boolean {
  return /^[^\s:]+\.(json|ya?ml)$/i.test(text);
}

// The parts of a path by which a world's files are known.
const knownParts = new Set([
  ...outputs.map(({ command }) => command.split(' ')[1]!),
  ...'users roles groups organization json yaml yml world trust-policy boundary permissions-boundary key-policy policy'.split(
    ' ',
  ),
]);

function redactPath(path: string, pseudonyms: Pseudonyms): string {
  return spliced(path, pathReplacements(path, pseudonyms));
}

function pathReplacements(path: string, pseudonyms: Pseudonyms): Replacement[] {
  return [...path.matchAll(/[^/\\.]+/g)].flatMap(({ 0: part, index }) => {
    if (knownParts.has(part)) return [];
    return pseudonyms
      .names(part)
      .map(({ start, end, text }) => ({ start: start + index, end: end + index, text }));
  });
}
