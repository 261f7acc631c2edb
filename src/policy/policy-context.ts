// What the readers of a policy's parts need to know of the whole.
import type { PolicyVersion } from '../model/policy.ts';
import type { PolicyRules } from './policy-rules.ts';
import type { Report } from './report.ts';

/** The document's rules and version, and where to report; `effect` is the statement's. */
export interface PolicyContext {
  readonly rules: PolicyRules;
  readonly version: PolicyVersion;
  readonly report: Report;
  readonly effect?: 'Allow' | 'Deny' | undefined;
}
