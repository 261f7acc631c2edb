// Says why calls were denied: those of records and error texts, each different denial once, or one of flags.
import type { NoAnswer, WhyAnswer } from '../../why/answer.ts';
import { type Answered, collectAnswers } from '../../why/collect-answers.ts';
import { readDenials, textInputs } from '../../why/denial-inputs.ts';
import { createExplainer, type Explainer } from '../../why/explainer.ts';
import type { WorldRequest } from '../../world/request.ts';
import type { WhyOptions } from '../command-options.ts';
import { exitCodes, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { loadWorld } from './load-world.ts';
import { actionFromFlag, circumstancesFromFlags, contextFromFlags } from './simulate-request.ts';
import { applyAnswer } from './why-apply.ts';
import { printWhy } from './why-output.ts';

const usualLimit = 10;

/** Runs `keyward why`. */
export async function why(inputs: readonly string[], options: WhyOptions, io: Io): Promise<number> {
  const { error, principal, action } = options;
  if (inputs.length === 0 && error === undefined && (principal ?? action) === undefined) {
    throw new UsageError(
      'there is nothing to explain; give a CloudTrail record, `--error TEXT`, or a request by `--principal` and `--action`',
    );
  }
  if (options.dryRun && options.apply === undefined) {
    throw new UsageError('`--dry-run` goes together with `--apply NUMBER`');
  }
  const world = await loadWorld(options.world);
  const explainer = createExplainer(world);
  const answered =
    inputs.length === 0 && error === undefined
      ? ofRequest(explainer, options, io)
      : await ofInputs(inputs, explainer, options, io);
  if (options.apply !== undefined) return applyAnswer(world, answered, options, io);
  printWhy(answered, options.format, io);
  return codeOf(answered);
}

async function ofInputs(
  inputs: readonly string[],
  explainer: Explainer,
  options: WhyOptions,
  io: Io,
): Promise<Answered> {
  const { error, event, all = false, limit = usualLimit, time } = options;
  const context = contextFromFlags(options.context ?? []);
  const given = {
    principal: options.principal,
    action: actionOf(options),
    key: options.key,
    region: options.region,
    context,
    via: options.via,
    vpcEndpoint: options.vpcEndpoint,
    time: time ?? io.now(),
    timeGiven: time !== undefined,
  };
  const sources = async function* () {
    if (error !== undefined) yield* textInputs('--error', error);
    yield* readDenials(inputs, io.stdin);
  };
  return collectAnswers(sources(), explainer, { given, event, all, limit });
}

function actionOf({ action }: WhyOptions): string | undefined {
  return action === undefined ? undefined : actionFromFlag(action);
}

function ofRequest(explainer: Explainer, options: WhyOptions, io: Io): Answered {
  const { principal } = options;
  const action = actionOf(options);
  if (principal === undefined || action === undefined) {
    const lacking = principal === undefined ? '--principal' : '--action';
    throw new UsageError(`the request lacks \`${lacking}\`; say who asks for what on which key`);
  }
  const ask: WorldRequest = { principal, action, ...circumstancesFromFlags(options) };
  const answer = explainer.request(ask, { clock: options.time ?? io.now() });
  return { groups: [{ answer, count: 1, examples: [] }], counts: undefined };
}

/** What could not be read or answered weighs more than a denial. */
function codeOf({ groups, counts, others = [] }: Answered): number {
  const problems = counts?.problems.length ?? 0;
  if (problems > 0 || others.length > 0) return exitCodes.unknown;
  if (groups.some(({ answer }) => answer.kind === 'no-answer')) return exitCodes.unknown;
  const denied = groups.some(({ answer }) => isDenied(answer));
  return denied ? exitCodes.bad : exitCodes.good;
}

function isDenied(answer: WhyAnswer | NoAnswer): boolean {
  if (answer.kind === 'no-answer') return false;
  const { aws, explanation } = answer;
  return aws.kind === 'denied' || explanation.decision.verdict === 'deny';
}
