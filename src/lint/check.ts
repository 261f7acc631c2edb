// Runs rules over everything that is linted together. A witness that does not hold when it is decided again
// is a mistake of ours, and ends the run.
import { assert } from '../model/assert.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { groupBy } from '../world/combine.ts';
import { type Finding, type RelatedPlace, type RuleFinding, severities } from './finding.ts';
import { fingerprint, wordsAt } from './fingerprint.ts';
import { createLab, type Lab } from './lab.ts';
import type { Rule } from './rule.ts';
import type { LintDocument, LintResource, LintScope, ReadFile } from './scope.ts';

/** Every finding, in the order of files and places. */
export function checkScope(scope: LintScope, rules: readonly Rule[]): readonly Finding[] {
  const lab = createLab(scope);
  const byCode = new Map(
    rules.flatMap((row) => (row.diagnostics ?? []).map((code) => [code, row])),
  );
  const found = [
    ...scope.files.flatMap((file) => ofParser(file, byCode)),
    ...scope.documents.flatMap((document) => ofDocument(document, rules, lab)),
    ...scope.resources.flatMap((resource) => ofResource(resource, rules, lab)),
    ...rules.flatMap((row) => ofScope(row, scope, lab)),
  ];
  return sorted(numbered(withoutSuperseded(found, rules)), scope.files);
}

function ofParser({ source, diagnostics }: ReadFile, byCode: ReadonlyMap<string, Rule>): Finding[] {
  return diagnostics.map((diagnostic) => {
    const row = byCode.get(diagnostic.code);
    const { span, message, why, remedy } = diagnostic;
    return complete(
      row?.id ?? diagnostic.code,
      {
        message: remedy === undefined ? message : `${message}; ${remedy}`,
        span,
        ...(why === undefined ? {} : { why }),
      },
      severityOf(diagnostic, row),
      diagnostic.file ?? source.file,
      source.text,
      undefined,
    );
  });
}

/** The parser knows errors, warnings and hints; a rule may say more exactly what a warning is. */
function severityOf({ severity, code }: Diagnostic, row: Rule | undefined): Finding['severity'] {
  if (row?.errors?.includes(code)) return 'error';
  if (severity === 'error' || severity === 'info') return severity;
  return row && row.severity !== 'error' ? row.severity : 'warning';
}

function ofDocument(document: LintDocument, rules: readonly Rule[], lab: Lab): Finding[] {
  const { policy, source, resource, span } = document;
  const about = resource?.name ?? (policy.name === source.file ? undefined : policy.name);
  return rules.flatMap((row) => {
    if (!row.check || row.types?.includes(policy.type) === false) return [];
    return [...row.check(document, lab)].map((found) =>
      complete(row.id, { span, ...found }, row.severity, source.file, source.text, about),
    );
  });
}

function ofResource(resource: LintResource, rules: readonly Rule[], lab: Lab): Finding[] {
  const { source, span, name } = resource;
  return rules.flatMap((row) =>
    [...(row.checkResource?.(resource, lab) ?? [])].map((found) =>
      complete(row.id, { span, ...found }, row.severity, source.file, source.text, name),
    ),
  );
}

function ofScope(row: Rule, scope: LintScope, lab: Lab): Finding[] {
  return [...(row.checkScope?.(scope, lab) ?? [])].map(({ file, ...found }) => {
    const text = scope.files.find(({ source }) => source.file === file)?.source.text ?? '';
    return complete(row.id, found, row.severity, file, text, undefined);
  });
}

function complete(
  rule: string,
  found: RuleFinding,
  usual: Finding['severity'],
  file: string,
  text: string,
  about: string | undefined,
): Finding {
  const { severity = usual, dependsOn = [], possible = false, witness } = found;
  if (witness) {
    const { verdict } = witness.decide();
    assert(verdict === witness.verdict, `the witness of ${rule} comes to ${verdict}`);
  }
  return {
    ...found,
    ...(found.related ? { related: unique(found.related).slice(0, MAX_RELATED) } : {}),
    rule,
    severity,
    file,
    certain: dependsOn.length === 0 && !possible,
    fingerprint: fingerprint([rule, file, about ?? '', wordsAt(text, found.span), found.message]),
    ...(about === undefined ? {} : { about }),
  };
}

const MAX_RELATED = 10;

/** Places that are the same to the letter are told once. */
function unique(places: readonly RelatedPlace[]): readonly RelatedPlace[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** One root cause suffices: what another rule says at the same place is left out. */
function withoutSuperseded(
  findings: readonly Finding[],
  rules: readonly Rule[],
): readonly Finding[] {
  const silenced = new Map(rules.map(({ id, supersedes = [] }) => [id, supersedes]));
  // Few rules silence others, and few findings share a place: looking at all pairs would take minutes.
  const silencers = findings.filter(({ rule }) => (silenced.get(rule) ?? []).length > 0);
  const silencersOf = groupBy(silencers, ({ file }) => file);
  const alike = groupBy(findings, placeOf);
  return findings.filter(
    (finding) =>
      !silencersOf
        .get(finding.file)
        ?.some(
          (other) =>
            silenced.get(other.rule)?.includes(finding.rule) === true &&
            encloses(other.span, finding.span),
        ) && !alike.get(placeOf(finding))?.some((other) => isMilder(finding, other)),
  );
}

/** The rule and the place of a finding. */
function placeOf({ file, rule, span }: Finding): string {
  return `${rule} ${span?.start.offset}-${span?.end.offset} ${file}`;
}

/** Whether of two findings of one rule at one place the other says something worse. */
function isMilder({ span, severity }: Finding, other: Finding): boolean {
  return span !== undefined && severities.indexOf(other.severity) < severities.indexOf(severity);
}

function encloses(outer: Span | undefined, inner: Span | undefined): boolean {
  if (!outer || !inner) return outer === inner;
  return outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset;
}

/** Findings that are alike to the letter are told apart by their number. */
function numbered(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const count = counts.get(finding.fingerprint) ?? 0;
    counts.set(finding.fingerprint, count + 1);
    return count === 0
      ? finding
      : { ...finding, fingerprint: `${finding.fingerprint}-${count + 1}` };
  });
}

function sorted(findings: readonly Finding[], files: readonly ReadFile[]): readonly Finding[] {
  const order = new Map(files.map(({ source }, index) => [source.file, index]));
  const rank = ({ file, span, severity }: Finding) =>
    [order.get(file) ?? 0, span?.start.offset ?? -1, severities.indexOf(severity)] as const;
  return [...findings].sort((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    return (
      one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || (a.rule < b.rule ? -1 : 1)
    );
  });
}
