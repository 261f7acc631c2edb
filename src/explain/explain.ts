// Explains a decision: takes the trace apart into sentences and looks for changes that allow it.
// It decides nothing: `trace` does, and every fix is checked by deciding again.
import type { CompiledPolicySet } from '../engine/compiled.ts';
import { trace } from '../engine/trace.ts';
import type { AccessRequestInput } from '../model/request.ts';
import { visible } from '../syntax/quoted.ts';
import { advice } from './advice.ts';
import { explainAssumptions } from './assumptions.ts';
import { assumptionsBehind } from './assumptions-behind.ts';
import type { Case } from './case.ts';
import { errorText } from './error-text.ts';
import type { Explanation, Fix } from './explanation.ts';
import { findFixes } from './fixes.ts';
import { explainGates } from './gates.ts';
import { grantSentence } from './grant-text.ts';
import { headline } from './headline.ts';
import { lazy } from './lazy.ts';
import { nearMisses } from './near-misses.ts';
import { explainStatement } from './statements.ts';

/** What the explanation should take into account besides the request. */
export interface ExplainOptions {
  /** Whether the request named the key, or KMS found it in the ciphertext (Decrypt without KeyId). */
  readonly named?: 'resource' | 'ciphertext';
  /** Whether the resource is a key that the call would make. */
  readonly newKey?: boolean;
}

/**
 * Explains what `decide` answers. Throws RequestError for an invalid request. Prose, excerpts and fixes
 * are built when they are first read, so an explanation that nobody reads costs no more than its trace.
 */
export function explain(
  policies: CompiledPolicySet,
  request: AccessRequestInput,
  options: ExplainOptions = {},
): Explanation {
  const { newKey = false } = options;
  return explainCase({ policies, request, trace: trace(policies, request), newKey }, options);
}

/** Explains a decision that has been traced already. */
export function explainCase(subject: Case, options: ExplainOptions = {}): Explanation {
  const { decision, principal, action, resource, resourceAccount, crossAccount } = subject.trace;
  const fixes = lazy((): readonly Fix[] => findFixes(subject));
  const parts = {
    headline: lazy(() => headline(subject)),
    errorText: lazy(() => errorText(subject, options.named ?? 'resource')),
    gates: lazy(() => explainGates(subject)),
    statements: lazy(() =>
      subject.trace.statements.map((statement) => explainStatement(subject, statement)),
    ),
    grants: lazy(() =>
      subject.trace.grants.map((grant) => ({
        source: grant.source,
        applies: grant.applies,
        checks: grant.checks,
        sentence: visible(grantSentence(subject, grant)),
      })),
    ),
    nearMisses: lazy(() => nearMisses(subject)),
    advice: lazy(() => advice(subject, fixes())),
    assumptions: lazy(() => explainAssumptions(assumptionsBehind(subject))),
  };
  return {
    schemaVersion: '1.0',
    decision,
    request: { principal: principal.arn, action, resource, resourceAccount, crossAccount },
    get headline() {
      return parts.headline();
    },
    get errorText() {
      return parts.errorText();
    },
    get gates() {
      return parts.gates();
    },
    get statements() {
      return parts.statements();
    },
    get grants() {
      return parts.grants();
    },
    get nearMisses() {
      return parts.nearMisses();
    },
    get fixes() {
      return fixes();
    },
    get advice() {
      return parts.advice();
    },
    get assumptions() {
      return parts.assumptions();
    },
  };
}
