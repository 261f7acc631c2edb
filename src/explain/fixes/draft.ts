// A policy set and a request on the way to being changed, and the decision that they now get.
import { compilePolicySet } from '../../engine/compile.ts';
import type { CompiledPolicySet } from '../../engine/compiled.ts';
import { PolicyError, RequestError } from '../../engine/errors.ts';
import type { PolicySetInput } from '../../engine/policy-set.ts';
import { trace } from '../../engine/trace.ts';
import type { AccessRequestInput } from '../../model/request.ts';
import type { Case } from '../case.ts';
import type { FixStep } from '../explanation.ts';

/** What a change changes. */
export interface Draft {
  readonly input: PolicySetInput;
  readonly request: AccessRequestInput;
}

/** One change that might help: what to say, how large it is, and how to make it. */
export interface Candidate {
  readonly step: FixStep;
  /** 1 for a change of the request, more for what opens more. */
  readonly cost: number;
  readonly change: (draft: Draft) => Draft;
}

/** Proposes changes for a denied case. What it proposes is tried before anybody sees it. */
export type Strategy = (subject: Case) => readonly Candidate[];

/** Decides a changed draft; undefined where the change made a document or request that AWS refuses. */
export function redecide(before: Case, { input, request }: Draft): Case | undefined {
  try {
    const policies: CompiledPolicySet =
      input === before.policies.input
        ? before.policies
        : compilePolicySet(input, before.policies.options);
    const { newKey = false } = before;
    return { policies, request, trace: trace(policies, request), newKey };
  } catch (error) {
    if (error instanceof RequestError || error instanceof PolicyError) return undefined;
    throw error;
  }
}

/** The case as a draft, unchanged. */
export function draftOf({ policies, request }: Case): Draft {
  return { input: policies.input, request };
}
