// The shape of a rule. A rule is one file in rules/, one line in rules.ts, and fixtures of its own; it asks
// the engine through the lab and touches no file.
import type { PolicyType } from '../model/policy.ts';
import type { RuleFinding, Severity } from './finding.ts';
import type { Lab } from './lab.ts';
import type { LintDocument, LintResource, LintScope } from './scope.ts';

/** The documents with principals, but for trust policies. */
export const resourcePolicies: readonly PolicyType[] = ['key-policy', 'resource-policy'];

/** One rule. */
export interface Rule {
  /** The code and a slug: `K14-create-grant-escalation`. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence in the present tense: what the rule finds. */
  readonly summary: string;
  /** Why that matters. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
  /** When it may be left as it is; absent where it never may. */
  readonly ignore?: string;
  /** The AWS page. */
  readonly source: string;
  /** The codes of the parser's diagnostics that are findings of this rule. */
  readonly diagnostics?: readonly string[];
  /** Those of them that are errors here, though the parser, which can judge the document all the same, warns. */
  readonly errors?: readonly string[];
  /** The types of documents that `check` looks at; all when absent. */
  readonly types?: readonly PolicyType[];
  readonly check?: (document: LintDocument, lab: Lab) => Iterable<RuleFinding>;
  /** Looks at a resource; the finding's place is the resource's unless it says otherwise. */
  readonly checkResource?: (resource: LintResource, lab: Lab) => Iterable<RuleFinding>;
  /** Looks at everything that is linted together. */
  readonly checkScope?: (scope: LintScope, lab: Lab) => Iterable<RuleFinding & { file: string }>;
  /** The rules whose findings at the same statement this one makes superfluous. */
  readonly supersedes?: readonly string[];
}

/** Declares a rule. */
export function rule(row: Rule): Rule {
  return row;
}
