// Lints files together: reads them, runs the rules, and leaves out what somebody has accounted for.
import type { PolicyType } from '../model/policy.ts';
import type { World } from '../world/world.ts';
import { checkScope } from './check.ts';
import type { SeverityOverride } from './config.ts';
import type { Finding } from './finding.ts';
import { withoutGiants } from './giants.ts';
import { readFile } from './read-file.ts';
import { countsOf, type LintReport } from './report.ts';
import { rules } from './rules.ts';
import type { LintScope, ReadFile } from './scope.ts';
import { withDescribedKeys } from './sources/described-key.ts';
import type { Suppression } from './suppression.ts';
import { suppress } from './suppressions.ts';

/** What a caller may say besides the files. */
export interface LintOptions {
  /** What the documents of a file are, where their shape would mislead. */
  readonly typeOf?: (file: string) => PolicyType | undefined;
  /** Accounts and organizations that are no strangers. */
  readonly trustedAccounts?: readonly string[];
  readonly trustedOrganizations?: readonly string[];
  /** The account and Region to take where a file names none. */
  readonly account?: string;
  readonly region?: string;
  /** The ARN of who deploys, for the lockout rules. */
  readonly deployer?: string;
  /** The organization and the principals around the files. */
  readonly world?: World;
  /** The rules to run, by id; all when absent. */
  readonly only?: readonly string[];
  readonly severities?: readonly SeverityOverride[];
  readonly suppressions?: readonly Suppression[];
  /** Whether suppressions count; they do when absent. */
  readonly suppress?: boolean;
  /** Fingerprints of findings that are known already. */
  readonly baseline?: ReadonlySet<string>;
  /** The day, as `2026-11-27`: suppressions may end. */
  readonly today?: string;
}

/** Lints files together. Never throws for what they hold. */
export function lint(
  files: readonly { readonly path: string; readonly text: string }[],
  options: LintOptions = {},
): LintReport {
  const { typeOf = () => undefined, baseline, today = '', suppress: suppressing = true } = options;
  const read = withDescribedKeys(
    files.map(({ path, text }) =>
      withoutGiants(readFile({ file: path, text }, typeOf(path), options)),
    ),
  );
  const found = reweighed(checkScope(scopeOf(read, options), chosenRules(options)), options);
  const said = [
    ...(options.suppressions ?? []),
    ...read.flatMap(({ suppressions = [] }) => suppressions),
  ];
  const { findings: kept, suppressed } = suppressing
    ? suppress(found, said, read, today)
    : { findings: found, suppressed: [] };
  const isKnown = ({ fingerprint }: Finding) => baseline?.has(fingerprint) === true;
  const findings = kept.filter((finding) => !isKnown(finding));
  return {
    schemaVersion: '1.0',
    files: read,
    findings,
    suppressed,
    baselined: kept.filter(isKnown),
    counts: countsOf(findings),
    unread: read.filter(isUnread).map(({ source }) => source.file),
  };
}

function chosenRules({ only }: LintOptions) {
  return only ? rules.filter(({ id }) => only.includes(id)) : rules;
}

/** The files that were read, with what a caller says of them. */
export function scopeOf(read: readonly ReadFile[], options: LintOptions): LintScope {
  const { account, region, deployer, world } = options;
  return {
    files: read,
    documents: read.flatMap(({ documents }) => documents),
    resources: read.flatMap(({ resources }) => resources),
    trustedAccounts: options.trustedAccounts ?? [],
    trustedOrganizations: options.trustedOrganizations ?? [],
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(deployer === undefined ? {} : { deployer }),
    ...(world === undefined ? {} : { world }),
  };
}

/** Gives findings the severity that a configuration has for their rule; the last entry that fits counts. */
function reweighed(
  findings: readonly Finding[],
  { severities = [] }: LintOptions,
): readonly Finding[] {
  if (severities.length === 0) return findings;
  return findings.flatMap((finding) => {
    const entry = severities.findLast(
      ({ rule, fits }) => rule === finding.rule && fits(finding.file),
    );
    if (!entry) return [finding];
    return entry.severity === 'off' ? [] : [{ ...finding, severity: entry.severity }];
  });
}

/** Whether a file holds something that nothing could be said of. What is wrong with a document is said. */
function isUnread({ diagnostics, documents, unparsed, incomplete }: ReadFile): boolean {
  if (incomplete) return true;
  const empty = documents.length === 0 && unparsed.length === 0;
  return empty && diagnostics.some(({ severity }) => severity === 'error');
}
