// The report as SARIF 2.1.0, which code scanning services read. Columns count from 1, in UTF-16 units.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
import type { Span } from '../../model/span.ts';
import { findRule } from '../find-rule.ts';
import type { Finding, Severity } from '../finding.ts';
import type { LintReport, SuppressedFinding } from '../report.ts';
import type { Rule } from '../rule.ts';
import { rules } from '../rules.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  high: 'error',
  medium: 'warning',
  warning: 'warning',
  low: 'note',
  info: 'note',
};

// What GitHub sorts security findings by: https://docs.github.com/code-security/code-scanning
const securitySeverity: Readonly<Partial<Record<Severity, string>>> = {
  high: '8.0',
  medium: '5.0',
  low: '3.0',
};

/** Prints SARIF. */
export function sarifReport(report: LintReport, version: string): string {
  const all: readonly (Finding | SuppressedFinding)[] = [...report.findings, ...report.suppressed];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Keyward',
            semanticVersion: version,
            informationUri: 'https://www.npmjs.com/package/keyward',
            rules: rules.map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: report.unread.length === 0 }],
        results: all.map((entry) =>
          'finding' in entry
            ? { ...resultOf(entry.finding), suppressions: [suppressionOf(entry)] }
            : resultOf(entry),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ id, severity, summary, why, remedy, ignore, source }: Rule): object {
  const ignored = ignore === undefined ? '' : `\n\nIt may be left: ${ignore}.`;
  const security = securitySeverity[severity];
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: sentence(summary) },
    fullDescription: { text: sentence(why) },
    help: {
      text: `${sentence(why)}\n\n${sentence(remedy)}${ignored}`,
      markdown: `${sentence(why)}\n\n${sentence(remedy)}${ignored}`,
    },
    helpUri: source,
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['kms', 'policy'], ...(security ? { 'security-severity': security } : {}) },
  };
}

function resultOf({
  rule,
  severity,
  message,
  file,
  span,
  certain,
  fingerprint,
  witness,
  related = [],
}: Finding): object {
  const known = findRule(rule) !== undefined;
  const proof = witness ? ` ${sentence(witness.sentence)}` : '';
  return {
    ruleId: rule,
    ...(known ? { ruleIndex: rules.findIndex(({ id }) => id === rule) } : {}),
    level: levels[severity],
    message: { text: `${certain ? '' : 'Possible: '}${sentence(message)}${proof}` },
    locations: [locationOf(file, span)],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place) => ({
            ...locationOf(place.file ?? file, place.span),
            message: { text: place.message },
          })),
        }
      : {}),
    partialFingerprints: { 'keyward/v1': fingerprint },
    properties: { severity, certain },
  };
}

function locationOf(file: string, span: Span | undefined) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(span
        ? {
            region: {
              startLine: span.start.line,
              startColumn: span.start.column,
              endLine: span.end.line,
              endColumn: span.end.column,
            },
          }
        : {}),
    },
  };
}

function suppressionOf({ reason, in: where }: SuppressedFinding): object {
  return {
    kind: where === 'file' ? 'inSource' : 'external',
    status: 'accepted',
    justification: reason,
  };
}

/** A relative reference, or the URL of a file whose path is absolute: each segment is escaped, the slashes stay. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${escaped}`;
  return /^[a-z]:\//i.test(path) ? `file:///${path.slice(0, 2)}${escaped.slice(4)}` : escaped;
}

function nameOf(id: string): string {
  return id
    .split('-')
    .slice(1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
