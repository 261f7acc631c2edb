// Lints files together: reads them, runs the rules, and counts.
import type { PolicyType } from '../model/policy.ts';
import type { World } from '../world/world.ts';
import { checkScope } from './check.ts';
import type { Finding, Severity } from './finding.ts';
import { readFile } from './read-file.ts';
import { rules } from './rules.ts';
import type { LintScope, ReadFile, SourceFile } from './scope.ts';

/** What a caller may say besides the files. */
export interface LintOptions {
  /** What the documents are, where their shape would mislead; by file. */
  readonly typeOf?: (file: string) => PolicyType | undefined;
  readonly trustedAccounts?: readonly string[];
  readonly trustedOrganizations?: readonly string[];
  readonly account?: string;
  readonly region?: string;
  readonly deployer?: string;
  readonly world?: World;
  /** The rules to run; all when absent. */
  readonly only?: readonly string[];
}

/** What linting came to. */
export interface LintReport {
  readonly schemaVersion: '1.0';
  readonly files: readonly ReadFile[];
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** The files that could not be read whole. */
  readonly unread: readonly string[];
}

/** Lints files together. Never throws for what they hold. */
export function lint(
  files: readonly { readonly path: string; readonly text: string }[],
  options: LintOptions = {},
): LintReport {
  const {
    typeOf = () => undefined,
    only,
    trustedAccounts = [],
    trustedOrganizations = [],
  } = options;
  const read = files.map(({ path, text }): ReadFile => {
    const source: SourceFile = { file: path, text };
    return readFile(source, typeOf(path));
  });
  const { account, region, deployer, world } = options;
  const scope: LintScope = {
    files: read,
    documents: read.flatMap(({ documents }) => documents),
    resources: read.flatMap(({ resources }) => resources),
    trustedAccounts,
    trustedOrganizations,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(deployer === undefined ? {} : { deployer }),
    ...(world === undefined ? {} : { world }),
  };
  const chosen = only ? rules.filter(({ id }) => only.includes(id)) : rules;
  const findings = checkScope(scope, chosen);
  return {
    schemaVersion: '1.0',
    files: read,
    findings,
    counts: countsOf(findings),
    unread: read.filter(isUnread).map(({ source }) => source.file),
  };
}

function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, high: 0, medium: 0, low: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** A file with an error of a reader holds something that no rule has looked at. */
function isUnread({ diagnostics, documents, unparsed }: ReadFile): boolean {
  if (unparsed.length > 0) return true;
  return documents.length === 0 && diagnostics.some(({ severity }) => severity === 'error');
}
