// The answer to "why was I denied": the call as it was worked out, what AWS said, whether the model agrees, the
// explanation, and fixes that were checked in the world. Published as schemas/why.schema.json.
import type { Explanation, Fix } from '../explain/explanation.ts';
import type { AwsAnswer } from './aws-answer.ts';
import type { Gap, Told } from './call/gap.ts';
import type { UnjudgedReason } from './call/judged.ts';
import type { Difference } from './differences.ts';
import type { AllowedGroup } from './fix/allowed-groups.ts';
import type { Asked } from './fix/find-parties.ts';

/** What was asked about: a record, an error text or a request. */
export interface AnswerSource {
  readonly kind: 'record' | 'error-text' | 'request';
  readonly eventId?: string | undefined;
}

/** Whether the model says what AWS said. `depends`: in one of the possible cases it does. */
export type Agreement = 'agrees' | 'other-reason' | 'depends' | 'differs' | 'unsaid';

/** An answer. */
export interface WhyAnswer {
  readonly kind: 'answer';
  readonly schemaVersion: '1.0';
  readonly source: AnswerSource;
  readonly call: AnsweredCall;
  readonly aws: AwsAnswer;
  readonly agreement: Agreement;
  /** Two or more only where the verdict hangs on what is not known; the one that fits AWS's answer first. */
  readonly cases: readonly AnswerCase[];
  /** False where there were too many combinations of unknown values to try them all. */
  readonly casesComplete: boolean;
  /** Of the first case. */
  readonly explanation: Explanation;
  /** What may differ between the world and AWS, the likelier first; empty where the model agrees. */
  readonly differences: readonly Difference[];
  /** Built when they are first read: each is tried on everyone whom the world knows. */
  readonly fixes: readonly WhyFix[];
  /** The call of the first case as a question to the world: what `planFix` makes a fix for. */
  readonly asked: Asked;
  /** Sentences: how the call was understood, where a reader may not expect it. */
  readonly notes: readonly string[];
}

/** There is no answer: the record does not say enough, or the world does not hold it. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly schemaVersion: '1.0';
  readonly source: AnswerSource;
  readonly because: UnjudgedReason;
  readonly sentence: string;
}

/** The call, with where each of its values comes from, and what is not known of it. */
export interface AnsweredCall {
  readonly operation: string;
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly values: readonly Told[];
  readonly unknown: readonly UnknownValue[];
}

/** Something that is not known. `matters`: the verdict hangs on it. */
export interface UnknownValue {
  readonly id: Gap['id'];
  readonly sentence: string;
  readonly matters: boolean;
}

/** One possible answer. */
export interface AnswerCase {
  /** "aws:PrincipalTag/team is `blue`"; empty for the only case. */
  readonly when: readonly string[];
  readonly verdict: 'allow' | 'deny';
  readonly headline: string;
  readonly fits: boolean;
}

/** A fix, and what it does in the world. */
export interface WhyFix extends Fix {
  /** What else it opens; absent for a fix of the request alone. */
  readonly newlyAllowed?: FixOpens | undefined;
  /** The AWS CLI commands that make the change at AWS. */
  readonly commands: readonly string[];
}

/** What a fix allows beside the request, in the circumstances of the request. */
export interface FixOpens {
  readonly count: number;
  readonly groups: readonly AllowedGroup[];
  /** Questions that the world cannot answer. */
  readonly unknown: number;
  readonly complete: boolean;
}
