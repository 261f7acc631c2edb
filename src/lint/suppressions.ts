// What somebody said to be as it should: in a comment, in the metadata of a template's resource, or in the
// configuration. A suppression wants a reason; one that is unused, expired or of no rule is a finding itself.
import type { Span } from '../model/span.ts';
import { type LocatedNode, memberValue, type ObjectNode } from '../syntax/node.ts';
import { findRule } from './find-rule.ts';
import type { Finding } from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import type { SuppressedFinding } from './report.ts';
import type { ReadFile, SourceFile } from './scope.ts';
import type { Suppression } from './suppression.ts';

/** What is left of the findings. */
export interface Suppressing {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Applies suppressions as of a day (`2026-11-27`), and reports what is wrong with them. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  files: readonly ReadFile[],
  today: string,
): Suppressing {
  const used = new Set<Suppression>();
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const valid = suppressions.filter((entry) => faultOf(entry, today) === undefined);
  for (const finding of findings) {
    const entry = valid.find((candidate) => covers(candidate, finding, files));
    if (!entry) kept.push(finding);
    else {
      used.add(entry);
      suppressed.push({ finding, reason: entry.reason!, in: entry.in });
    }
  }
  const faults = suppressions.flatMap((entry) => {
    const fault = faultOf(entry, today) ?? (used.has(entry) ? undefined : unused(entry));
    return fault ? [faultFinding(entry, fault)] : [];
  });
  return { findings: [...kept, ...faults], suppressed };
}

interface Fault {
  readonly code: string;
  readonly message: string;
}

function faultOf({ rule, reason, until }: Suppression, today: string): Fault | undefined {
  if (!findRule(rule)) {
    return {
      code: 'unknown-rule',
      message: `there is no rule \`${rule}\`; \`keyward rules\` lists them`,
    };
  }
  if (reason === undefined || reason.trim() === '') {
    return {
      code: 'suppression-without-reason',
      message: `the suppression of \`${rule}\` gives no reason; say why it is as it should be`,
    };
  }
  if (until !== undefined && until < today) {
    return {
      code: 'expired-suppression',
      message: `the suppression of \`${rule}\` has ended on ${until}; look at it again`,
    };
  }
  return undefined;
}

function unused({ rule }: Suppression): Fault {
  return {
    code: 'unused-suppression',
    message: `nothing is found here that \`${rule}\` would say; remove the suppression`,
  };
}

function faultFinding({ place }: Suppression, { code, message }: Fault): Finding {
  const { file, span } = place;
  return {
    rule: code,
    severity: 'warning',
    message,
    file,
    ...(span ? { span } : {}),
    certain: true,
    fingerprint: fingerprint([code, file, message]),
  };
}

function covers(entry: Suppression, finding: Finding, files: readonly ReadFile[]): boolean {
  if (findRule(entry.rule)?.id !== finding.rule) return false;
  if (entry.file && !entry.file(finding.file)) return false;
  if (entry.about !== undefined && entry.about !== finding.about) return false;
  const { span } = finding;
  if (entry.sid !== undefined && sidAt(finding, files) !== entry.sid) return false;
  if (!entry.span) return true;
  return (
    span !== undefined &&
    entry.span.start.offset <= span.start.offset &&
    span.start.offset < entry.span.end.offset
  );
}

/** The Sid of the statement that a finding is about. */
function sidAt({ file, span }: Finding, files: readonly ReadFile[]): string | undefined {
  if (!span) return undefined;
  const documents = files.find(({ source }) => source.file === file)?.documents ?? [];
  const statements = documents.flatMap(({ policy }) => policy.statements);
  return statements.find(
    (statement) =>
      statement.span &&
      statement.span.start.offset <= span.start.offset &&
      span.end.offset <= statement.span.end.offset,
  )?.sid;
}

const comment =
  /#[ \t]*keyward-ignore[ \t]+([A-Za-z]\d\d[\w-]*)[ \t]*(?:until[ \t]+(\d{4}-\d\d-\d\d)[ \t]*)?(?::[ \t]*(.*))?$/;

/**
 * The comments `# keyward-ignore K14: reason` and `# keyward-ignore K14 until 2027-01-31: reason` of a YAML file.
 * Each is about the value that begins on its own line, or on the next line that is no comment.
 */
export function commentSuppressions(source: SourceFile, root: LocatedNode): readonly Suppression[] {
  if (!source.text.includes('keyward-ignore')) return [];
  const lines = source.text.split('\n');
  let offset = 0;
  return lines.flatMap((line, index): readonly Suppression[] => {
    const start = offset;
    offset += line.length + 1;
    const match = comment.exec(line.trimEnd());
    if (!match) return [];
    const [, rule = '', until, reason] = match;
    const column = match.index + 1;
    const place = {
      start: { line: index + 1, column, offset: start + match.index },
      end: {
        line: index + 1,
        column: column + match[0].length,
        offset: start + match.index + match[0].length,
      },
    };
    const alone = line.trimStart().startsWith('#');
    const target = alone ? nextLine(lines, index) : index + 1;
    const span = spanAtLine(root, target) ?? place;
    return [
      {
        rule,
        until,
        reason,
        in: 'file',
        place: { file: source.file, span: place },
        file: (file) => file === source.file,
        span,
      },
    ];
  });
}

/** The number of the next line that holds something, counted from 1. */
function nextLine(lines: readonly string[], index: number): number {
  for (let next = index + 1; next < lines.length; next++) {
    if (!/^\s*(#.*)?$/.test(lines[next]!)) return next + 1;
  }
  return index + 1;
}

/** The largest value that begins on a line. */
function spanAtLine(node: LocatedNode, line: number): Span | undefined {
  if (node.span.start.line === line) return node.span;
  if (node.span.start.line > line || node.span.end.line < line) return undefined;
  const children =
    node.kind === 'array'
      ? node.items.map((value) => ({ value, start: value.span }))
      : node.kind === 'object'
        ? node.members.map(({ value, keySpan }) => ({ value, start: keySpan }))
        : [];
  for (const { value, start } of children) {
    if (start.start.line === line) return { start: start.start, end: value.span.end };
    const found = spanAtLine(value, line);
    if (found) return found;
  }
  return undefined;
}

/** `Metadata: { keyward: { ignore: [{ rule, reason, until }] } }` of a template's resources. */
export function metadataSuppressions(
  source: SourceFile,
  root: LocatedNode,
): readonly Suppression[] {
  const resources = root.kind === 'object' ? memberValue(root, 'Resources') : undefined;
  if (resources?.kind !== 'object') return [];
  return resources.members.flatMap(({ value }) => {
    const metadata = objectAt(value, 'Metadata');
    const list = metadata && objectAt(metadata, 'keyward');
    const ignore = list && memberValue(list, 'ignore');
    if (ignore?.kind !== 'array') return [];
    return ignore.items.flatMap((item): readonly Suppression[] => {
      if (item.kind !== 'object') return [];
      const text = (name: string) => {
        const node = memberValue(item, name);
        return node?.kind === 'string' ? node.value : undefined;
      };
      const place = { file: source.file, span: item.span };
      const file = (name: string) => name === source.file;
      return [
        {
          rule: text('rule') ?? '',
          reason: text('reason'),
          until: text('until'),
          in: 'file',
          place,
          file,
          span: value.span,
        },
      ];
    });
  });
}

function objectAt(node: LocatedNode, name: string): ObjectNode | undefined {
  const value = node.kind === 'object' ? memberValue(node, name) : undefined;
  return value?.kind === 'object' ? value : undefined;
}
