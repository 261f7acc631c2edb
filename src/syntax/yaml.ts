// YAML 1.2 (core schema) with positions. The text is parsed to tokens first, by a parser with its own
// stack, and refused when it nests too deep: composing a deep text ends the process on Node 20, which
// nothing can catch. https://nvd.nist.gov/vuln/detail/CVE-2026-33532
import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import type { ParsedText, ParseTextOptions } from './json.ts';
import { type JsonProblem, tooDeep, tooLarge } from './json-problems.ts';
import { exceedsBytes, MAX_DEPTH, MAX_YAML_BYTES } from './limits.ts';
import { lineMap } from './line-map.ts';
import type { LocatedNode } from './node.ts';
import { TooManyProblems, untilTooMany } from './too-many-problems.ts';
import { readYamlNode } from './yaml-node.ts';
import { composeProblem } from './yaml-problems.ts';

/** How a YAML text is read. */
export interface ParseYamlOptions extends ParseTextOptions {
  /**
   * Takes the short forms of CloudFormation's functions for their long forms: `!Ref Key` is read as
   * `{ Ref: Key }`, `!Sub …` as `{ Fn::Sub: … }`. Their places begin at the tag.
   */
  readonly shortForms?: boolean;
}

/** Reads one YAML document; keys must be plain and unique, tags are refused, aliases are bounded. */
export function parseYaml(text: string, options: ParseYamlOptions = {}): ParsedText {
  const { file, maxBytes = MAX_YAML_BYTES, shortForms = false } = options;
  const diagnostics: Diagnostic[] = [];
  const report = (problem: JsonProblem, span?: Span): void => {
    diagnostics.push({
      severity: 'error',
      ...problem,
      ...(file === undefined ? {} : { file }),
      ...(span === undefined ? {} : { span }),
    });
    if (diagnostics.length === MAX_PROBLEMS) throw new TooManyProblems();
  };
  const node = untilTooMany(() => readYaml(text, { maxBytes, shortForms, report }));
  return node === undefined || diagnostics.length > 0 ? { diagnostics } : { node, diagnostics };
}

/** A broken YAML text goes wrong on every line that follows; the first problems tell enough. */
const MAX_PROBLEMS = 10;

interface Reading {
  readonly maxBytes: number;
  readonly shortForms: boolean;
  readonly report: (problem: JsonProblem, span?: Span) => void;
}

function readYaml(text: string, reading: Reading): LocatedNode | undefined {
  const { maxBytes, shortForms, report } = reading;
  if (exceedsBytes(text, maxBytes)) {
    report(tooLarge(maxBytes));
    return undefined;
  }
  const lines = lineMap(text);
  const tokens = parseTokens(text);
  if (!Array.isArray(tokens)) {
    report(tooDeep(), lines.span(tokens.deepAt, tokens.deepAt + 1));
    return undefined;
  }
  const document = compose(tokens, text.length);
  for (const error of document.errors) {
    report(composeProblem(error.code, error.message), lines.span(error.pos[0], error.pos[1]));
  }
  return document.errors.length > 0
    ? undefined
    : readYamlNode(document.contents, {
        lines,
        report,
        ...(shortForms ? { shortFormsIn: text } : {}),
      });
}

/** The tokens of a text, or where it becomes too deep. */
function parseTokens(text: string): CST.Token[] | { readonly deepAt: number } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error' && ++errors === MAX_PROBLEMS) return tokens;
    }
    if (parser.stack.length > MAX_DEPTH) return { deepAt: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The first document; a second one is an error of the first. */
function compose(tokens: readonly CST.Token[], length: number): Document.Parsed {
  const composer = new Composer({
    schema: 'core',
    resolveKnownTags: false,
    // Looked for while reading, where both places can be named and the cost stays linear.
    uniqueKeys: false,
  });
  const documents = composer.compose(tokens, true, length);
  const document = documents.next().value as Document.Parsed;
  const second = documents.next().value as Document.Parsed | undefined;
  if (second !== undefined && document.errors.length === 0) {
    document.errors.push({
      code: 'MULTIPLE_DOCS',
      message: '',
      pos: [second.range[0], second.range[0]],
    } as (typeof document.errors)[number]);
  }
  return document;
}
