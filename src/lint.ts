// `keyward/lint`: rules over policies, templates and plans.
export type { Finding, Severity, Suggestion, Witness } from './lint/finding.ts';
export { type LintOptions, lint } from './lint/lint.ts';
export type { LintReport } from './lint/report.ts';
