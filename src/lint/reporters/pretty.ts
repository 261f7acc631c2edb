// The report for people: how each file was read; each finding with its line, why, the proof and what to do.
import type { PolicyType } from '../../model/policy.ts';
import { codeFrame } from '../../syntax/code-frame.ts';
import { visible } from '../../syntax/quoted.ts';
import { findRule } from '../find-rule.ts';
import type { Finding, Severity } from '../finding.ts';
import { type LintReport, plural, summaryLine } from '../report.ts';
import type { LintDocument, ReadFile } from '../scope.ts';

/** Colours, or none. */
export interface PrettyPaint {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** Prints a report for people. */
export function prettyReport(report: LintReport, paint: PrettyPaint): string {
  const blocks = report.files.map((file) => {
    const found = report.findings.filter((finding) => finding.file === file.source.file);
    const lines = found.map((finding) => block(finding, file.source.text, paint));
    return [header(file), ...lines].join('\n');
  });
  const known = new Set(report.files.map(({ source }) => source.file));
  const others = report.findings.filter(({ file }) => !known.has(file));
  const rest = others.map((finding) => block(finding, undefined, paint));
  return `${[...blocks, ...rest, summaryLine(report)].join('\n')}\n`;
}

function header({ source, takenFor, documents, unparsed }: ReadFile): string {
  const name = visible(source.file);
  const all = [
    ...documents.map((document) => [document.policy.name, howRead(document)] as const),
    ...unparsed.map(
      ({ name: of, type, unknown }) =>
        [
          of,
          unknown === undefined
            ? `read as ${typeNames[type]}; it has errors`
            : `${typeNames[type]} that is not known: it depends on ${unknown}`,
        ] as const,
    ),
  ];
  const [only] = all;
  if (only && all.length === 1 && only[0] === source.file) return `${name}: ${only[1]}`;
  if (all.length === 0) return `${name}: ${takenFor}`;
  return [`${name}: ${takenFor}`, ...all.map(([of, how]) => `  ${visible(of)}: ${how}`)].join('\n');
}

function howRead({ policy, guessed }: LintDocument): string {
  const how = guessed ? ' (by its shape; `--type` says otherwise)' : '';
  return `read as ${typeNames[policy.type]}${how}, ${plural(policy.statements.length, 'statement')}`;
}

/** The types of policies in words. */
export const typeNames: Readonly<Record<PolicyType, string>> = {
  'identity-policy': 'an identity-based policy',
  'key-policy': 'a key policy',
  'resource-policy': 'a resource-based policy',
  'trust-policy': 'a trust policy',
  'permissions-boundary': 'a permissions boundary',
  'session-policy': 'a session policy',
  'service-control-policy': 'a service control policy',
  'resource-control-policy': 'a resource control policy',
  'vpc-endpoint-policy': 'a VPC endpoint policy',
};

function block(finding: Finding, text: string | undefined, paint: PrettyPaint): string {
  const {
    file,
    span,
    severity,
    message,
    rule,
    certain,
    witness,
    suggestion,
    dependsOn = [],
  } = finding;
  const place = span ? `${visible(file)}:${span.start.line}:${span.start.column}` : visible(file);
  const row = findRule(rule);
  const said = certain ? '' : 'possible: ';
  const lines = [
    `${place}: ${colour(severity, paint)(severity)}: ${said}${message} ${paint.dim(`[${rule}]`)}`,
  ];
  if (text !== undefined && span) lines.push(codeFrame(text, span).replace(/^/gm, '  '));
  const ofRule = row?.check || row?.checkResource || row?.checkScope ? row.why : undefined;
  const why = finding.why ?? ofRule;
  if (why !== undefined) lines.push(`  why: ${why}`);
  if (witness) {
    lines.push(`  proof: ${witness.sentence} (${witness.verdict}, ${witness.reason})`);
    lines.push(`         ${requestLine(witness.request)}`);
    for (const assumed of witness.assuming) lines.push(`         assuming ${assumed}`);
  }
  if (dependsOn.length > 0) lines.push(`  depends on: ${dependsOn.join(', ')}`);
  for (const { message: more, span: at } of finding.related ?? []) {
    lines.push(`  see${at ? ` ${at.start.line}:${at.start.column}` : ''}: ${more}`);
  }
  if (suggestion) lines.push(`  fix (${effectWords[suggestion.effect]}): ${suggestion.title}`);
  else if (row && !row.diagnostics) lines.push(`  fix: ${row.remedy}`);
  return lines.join('\n');
}

const effectWords = {
  same: 'changes no decision',
  narrows: 'narrows access',
  widens: 'widens access',
} as const;

function requestLine({
  principal,
  action,
  context = {},
  via,
}: NonNullable<Finding['witness']>['request']): string {
  const who = typeof principal === 'string' ? principal : Object.values(principal)[0];
  const with_ = Object.entries(context).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const parts = [`${who} calls ${action}`, ...(via ? [`through ${via}`] : []), ...with_];
  return parts.join(', ');
}

function colour(severity: Severity, paint: PrettyPaint): (text: string) => string {
  if (severity === 'error' || severity === 'high') return paint.red;
  return severity === 'medium' || severity === 'warning' ? paint.yellow : paint.cyan;
}
