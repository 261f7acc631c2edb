// Explains what was found in the inputs: each different denial once, with how often it stands there. Calls that
// cannot differ in their answer are explained only once.

import type { NoAnswer, WhyAnswer } from './answer.ts';
import { awsAnswerOf } from './aws-answer.ts';
import type { Supplement } from './call/evidence-of-text.ts';
import type { DenialInput } from './denial-inputs.ts';
import type { ErrorText } from './error-text/error-text.ts';
import type { Explainer } from './explainer.ts';
import type { CallRecord } from './trail/call-record.ts';
import { placeText } from './trail/item.ts';
import { collectProblems, type ProblemTally } from './trail/problems.ts';
import type { SkipReason } from './trail/read-record.ts';

/** What was explained, and what was read for it. */
export interface Answered {
  /** In the order of the inputs. */
  readonly groups: readonly AnswerGroup[];
  /** Absent for a request of flags. */
  readonly counts: InputCounts | undefined;
  /** Texts that tell of no denial. */
  readonly others?: readonly OtherText[];
}

/** Calls with one answer. */
export interface AnswerGroup {
  readonly answer: WhyAnswer | NoAnswer;
  readonly count: number;
  /** The first few, by eventID or place. */
  readonly examples: readonly string[];
}

/** A text in which no denial was found. */
export interface OtherText {
  readonly file: string;
  readonly read: ErrorText;
}

/** What the inputs held. */
export interface InputCounts {
  readonly records: number;
  readonly denied: number;
  readonly texts: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  readonly problems: readonly ProblemTally[];
  /** Different denials that the limit left out. */
  readonly leftOut: number;
  /** Whether an eventID was asked for that no record has. */
  readonly eventMissing: boolean;
}

/** How to choose and to fill in. */
export interface CollectOptions {
  readonly given: Supplement;
  readonly event?: string | undefined;
  readonly all: boolean;
  readonly limit: number;
}

const maxExamples = 3;

/** Explains the inputs. A lone record is explained whatever AWS answered. */
export async function collectAnswers(
  inputs: AsyncIterable<DenialInput>,
  explainer: Explainer,
  options: CollectOptions,
): Promise<Answered> {
  const { given, event, all, limit } = options;
  const groups = createGroups(limit);
  const problems = collectProblems();
  const skipped: Partial<Record<SkipReason, number>> = {};
  const others: OtherText[] = [];
  let [records, denied, texts] = [0, 0, 0];
  let lone: { readonly record: CallRecord; readonly example: string } | undefined;
  let eventMissing = event !== undefined;
  for await (const input of inputs) {
    switch (input.kind) {
      case 'record': {
        records++;
        const { record, place } = input;
        const isDenied = awsAnswerOf(record).kind === 'denied';
        if (isDenied) denied++;
        const example = record.eventId ?? placeText(place);
        lone = { record, example };
        const isAsked = event !== undefined && record.eventId === event;
        if (isAsked) eventMissing = false;
        if (event === undefined ? isDenied || all : isAsked) {
          groups.add(alikeId(record), () => explainer.record(record), example);
        }
        break;
      }
      case 'text':
        texts++;
        groups.add(
          `text ${JSON.stringify(input.denied)}`,
          () => explainer.text(input.denied, given),
          input.file,
        );
        break;
      case 'skipped':
        skipped[input.because] = (skipped[input.because] ?? 0) + 1;
        break;
      case 'other-text':
        others.push({ file: input.file, read: input.read });
        break;
      case 'problem':
        problems.add(input.problem, input.place);
        break;
      default:
        input satisfies never;
    }
  }
  if (records === 1 && denied === 0 && lone !== undefined && event === undefined && !all) {
    const { record, example } = lone;
    groups.add(alikeId(record), () => explainer.record(record), example);
  }
  const counts = {
    records,
    denied,
    texts,
    skipped,
    problems: problems.list(),
    leftOut: groups.leftOut(),
    eventMissing,
  };
  return { groups: groups.list(), counts, others };
}

/** How many different calls are told apart; later ones are explained anew each time they come. */
const maxKnown = 100_000;

function createGroups(limit: number) {
  const byCall = new Map<string, string>();
  const byAnswer = new Map<
    string,
    { answer: WhyAnswer | NoAnswer; count: number; examples: string[] }
  >();
  return {
    add(call: string, explain: () => WhyAnswer | NoAnswer, example: string): void {
      const known = byCall.get(call);
      const answer = known === undefined ? explain() : undefined;
      const id = known ?? answerId(answer!);
      if (byCall.size < maxKnown) byCall.set(call, id);
      const group = byAnswer.get(id);
      if (group === undefined) byAnswer.set(id, { answer: answer!, count: 1, examples: [example] });
      else {
        group.count++;
        if (group.examples.length < maxExamples) group.examples.push(example);
      }
    },
    list: (): readonly AnswerGroup[] => [...byAnswer.values()].slice(0, limit),
    leftOut: () => Math.max(0, byAnswer.size - limit),
  };
}

/** Everything of a record that an answer can hang on, but the time: that of the first stands for all. */
function alikeId(record: CallRecord): string {
  const { eventId: _, eventTime: __, identity, userAgent: ___, ...rest } = record;
  const { arn, issuer, type, invokedBy, mfaAuthenticated, principalId } = identity;
  return JSON.stringify([rest, arn, issuer, type, invokedBy, mfaAuthenticated, principalId]);
}

/** Answers that say the same of the same caller, action and key. */
function answerId(answer: WhyAnswer | NoAnswer): string {
  if (answer.kind === 'no-answer') return `none ${answer.because} ${answer.sentence}`;
  const { call, aws, agreement, cases, explanation } = answer;
  const { verdict, reason, determining } = explanation.decision;
  const sources = determining.map((source) =>
    source.kind === 'grant' ? source.grantId : [source.type, source.policy, source.statement],
  );
  const who = call.principal.replace(/(:assumed-role\/[^/]+)\/.*$/, '$1');
  const said = aws.kind === 'denied' ? aws.said : aws;
  return JSON.stringify([
    who,
    call.action,
    call.resource,
    said,
    agreement,
    verdict,
    reason,
    sources,
    cases.length,
  ]);
}
