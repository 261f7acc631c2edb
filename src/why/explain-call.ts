// Explains a call: puts it to the world again, compares with what AWS said, and looks for fixes.

import { explainCase } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import { headline } from '../explain/headline.ts';
import { lazy } from '../explain/lazy.ts';
import { utcSeconds } from '../model/utc-seconds.ts';
import type { World } from '../world/world.ts';
import { agreementOf } from './agreement.ts';
import type { AnswerSource, NoAnswer, UnknownValue, WhyAnswer } from './answer.ts';
import { type AwsAnswer, type Fit, fitOf } from './aws-answer.ts';
import type { CallEvidence } from './call/call-evidence.ts';
import { toldValues } from './call/told-values.ts';
import { type WorkedAccess, type WorkedOut, type WorldKit, workOut } from './call/work-out.ts';
import { casesOf, type PossibleCase } from './cases.ts';
import { differencesOf } from './differences.ts';
import { askedOf, whyFixes } from './fix/why-fixes.ts';

/** A call to explain. */
export interface Explaining {
  readonly source: AnswerSource;
  readonly evidence: CallEvidence;
  readonly aws: AwsAnswer;
  readonly notes?: readonly string[] | undefined;
}

/** Explains a call in a world. */
export function explainCall(kit: WorldKit, explaining: Explaining): WhyAnswer | NoAnswer {
  const { source, evidence } = explaining;
  const call = workOut(kit, evidence);
  return call.kind === 'unjudged'
    ? noAnswer(source, call.because, call.sentence)
    : explainWorked(kit.world, explaining, call);
}

/** Explains a call that has been put to the world. */
export function explainWorked(world: World, explaining: Explaining, call: WorkedOut): WhyAnswer {
  const { aws } = explaining;
  const judged = call.accesses.map((access) => judgedCases(access, aws));
  const chosen =
    judged.find(({ cases }) => cases[0]?.subject.trace.decision.verdict === 'deny') ?? judged[0]!;
  return answerOf(world, explaining, call, chosen);
}

/** Says why there is no answer. */
export function noAnswer(
  source: AnswerSource,
  because: NoAnswer['because'],
  sentence: string,
): NoAnswer {
  return { kind: 'no-answer', schemaVersion: '1.0', source, because, sentence };
}

/** How well the model's decision on a call fits AWS's answer: in the best of its cases. */
export function bestFit(call: WorkedOut, aws: AwsAnswer): Fit {
  const fits = call.accesses.flatMap((access) => judgedCases(access, aws).cases[0]?.fit ?? []);
  return fits.find((fit) => fit === 'same') ?? fits[0] ?? 'other';
}

/** The cases of one access, the one that fits AWS's answer best first. */
interface JudgedCases {
  readonly access: WorkedAccess;
  readonly cases: readonly FittedCase[];
  readonly complete: boolean;
}

interface FittedCase extends PossibleCase {
  readonly fit: Fit;
}

const rank: Readonly<Record<Fit, number>> = { same: 0, unsaid: 0, verdict: 1, other: 2 };

function judgedCases(access: WorkedAccess, aws: AwsAnswer): JudgedCases {
  const { cases, complete } = casesOf(access);
  const fitted = cases.map(
    (possible): FittedCase => ({
      ...possible,
      fit: fitOf(aws, possible.subject.trace, access.namedBy ?? 'resource'),
    }),
  );
  return { access, cases: [...fitted].sort((a, b) => rank[a.fit] - rank[b.fit]), complete };
}

function answerOf(
  world: World,
  { source, evidence, aws, notes = [] }: Explaining,
  call: WorkedOut,
  { access, cases, complete }: JudgedCases,
): WhyAnswer {
  const best = cases[0]!;
  const explanation: Explanation = explainCase(best.subject, {
    named: access.namedBy ?? 'resource',
  });
  const agreement = agreementOf(aws, cases);
  const key = best.subject.trace.resource.includes(':key/')
    ? keyIn(world, best.subject.trace.resource)
    : undefined;
  const asked = askedOf(world, { evidence, access, request: best.subject.request });
  const fixes = lazy(() => whyFixes(world, asked, explanation.fixes));
  return {
    kind: 'answer',
    schemaVersion: '1.0',
    source,
    call: {
      operation: evidence.operation,
      action: best.subject.trace.action,
      resource: best.subject.trace.resource,
      principal: call.principal.arn,
      time: utcSeconds(evidence.time),
      values: toldValues(evidence, call, access),
      unknown: unknownOf(access, cases),
    },
    aws,
    agreement,
    cases: cases.map((possible) => ({
      when: possible.when.map(({ words }) => words),
      verdict: possible.subject.trace.decision.verdict,
      headline: headline(possible.subject),
      fits: possible.fit === 'same',
    })),
    casesComplete: complete,
    explanation,
    differences:
      agreement === 'differs' || agreement === 'other-reason'
        ? differencesOf({
            aws,
            decision: best.subject.trace.decision,
            caller: call.caller,
            key,
            owner: key && world.accounts.get(key.account),
            evidence,
            endpointPolicyKnown: access.policies.input.vpcEndpointPolicy !== undefined,
          })
        : [],
    get fixes() {
      return fixes();
    },
    asked,
    notes: [...notes, ...access.notes],
  };
}

/** What is not known, and whether it tells the cases apart. */
function unknownOf(
  { gaps }: WorkedAccess,
  cases: readonly PossibleCase[],
): readonly UnknownValue[] {
  const decisive = new Set(cases.flatMap(({ when }) => when.map(({ gap }) => gap)));
  return gaps.map(({ id, sentence }) => ({ id, sentence, matters: decisive.has(id) }));
}

function keyIn(world: World, arn: string) {
  for (const { keys } of world.accounts.values()) {
    const key = keys.find((entry) => entry.arn === arn);
    if (key) return key;
  }
  return undefined;
}
