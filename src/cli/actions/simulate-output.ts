// Prints simulations: the explanation as text, or the envelope of schemas/simulation.schema.json.
import type { Explanation } from '../../explain/explanation.ts';
import { renderText } from '../../explain/text.ts';
import { outcomeJson } from '../../kms/outcome-json.ts';
import { decisionOf } from '../../scenario/decision-of.ts';
import type { Outcome, Refused } from '../../scenario/outcome.ts';
import type { WorldRequest } from '../../world/request.ts';
import { colourOf, paintFor } from '../colours.ts';
import type { Io } from '../io.ts';
import { framer, printDiagnostics } from '../output.ts';
import { performedText } from './performed-output.ts';

/** A request and what it came to. `explanation` is there when there is a decision. */
export interface Simulation {
  readonly name?: string | undefined;
  readonly ask: WorldRequest;
  readonly outcome: Outcome;
  readonly explanation?: Explanation;
}

/** The JSON of one request, or of the requests of a file. */
export function jsonOf(
  simulations: readonly Simulation[],
  title: string | undefined,
  many: boolean,
): object {
  const schemaVersion = '1.0';
  if (!many) return { schemaVersion, ...envelope(simulations[0]!) };
  return { schemaVersion, title, simulations: simulations.map(envelope) };
}

function envelope({ name, ask, outcome, explanation }: Simulation): object {
  if (outcome.kind === 'decided') {
    const { decision, request, notes } = outcome;
    return { name, decision, explanation, request, notes };
  }
  if (outcome.kind === 'performed') return { name, ...outcomeJson(outcome.performed) };
  const { because, missing, diagnostics } = outcome;
  return { name, refusal: { because, missing, diagnostics }, request: ask, notes: [] };
}

/** Prints the explanations; several under headings, with a count at the end. */
export function printText(
  simulations: readonly Simulation[],
  title: string | undefined,
  io: Io,
): void {
  const paint = paintFor(io, 'stdout');
  const many = simulations.length > 1;
  if (title !== undefined) io.stdout(`${paint.bold(title)}\n\n`);
  for (const [index, simulation] of simulations.entries()) {
    if (many) {
      const heading = paint.bold(`${index + 1}. ${simulation.name}`);
      io.stdout(`${heading}${paint.dim(moved(simulations[index - 1], simulation))}\n`);
    }
    printOne(simulation, many, io);
    if (index < simulations.length - 1) io.stdout('\n');
  }
  if (many) io.stdout(`\n${counts(simulations)}\n`);
}

/** The time of a call, where the clock has moved since the call before. */
function moved(before: Simulation | undefined, { outcome }: Simulation): string {
  const earlier = before?.outcome;
  if (earlier?.kind !== 'performed' || outcome.kind !== 'performed') return '';
  const { eventTime } = outcome.performed.event;
  return eventTime === earlier.performed.event.eventTime ? '' : ` (at ${eventTime})`;
}

function printOne({ outcome, explanation }: Simulation, many: boolean, io: Io): void {
  const paint = paintFor(io, 'stdout');
  if (outcome.kind === 'refused') {
    printRefusal(outcome, many, io);
    return;
  }
  if (outcome.kind === 'performed') {
    io.stdout(performedText(outcome.performed, paint, colourOf(paint)));
    return;
  }
  io.stdout(`${renderText(explanation!, { colour: colourOf(paint) }).trimEnd()}\n`);
  for (const note of outcome.notes) io.stdout(`${paint.dim(`note: ${note}`)}\n`);
}

/** A refusal stands among the answers where there are several, else on standard error. */
function printRefusal({ because, missing, diagnostics }: Refused, many: boolean, io: Io): void {
  if (because === 'unknown' && missing.length > 0) {
    io.stdout('Unknown: the world does not hold what it takes to decide this request.\n');
    for (const sentence of missing) io.stdout(`  missing: ${sentence}\n`);
  } else if (many) {
    const frame = framer(paintFor(io, 'stdout'));
    for (const diagnostic of diagnostics) io.stdout(`${frame(diagnostic)}\n`);
  } else printDiagnostics(io, diagnostics);
}

function kindOf(outcome: Outcome): 'allow' | 'deny' | 'failed' | 'unknown' {
  if (outcome.kind === 'refused') return 'unknown';
  const verdict = decisionOf(outcome)?.verdict;
  if (outcome.kind === 'performed' && outcome.performed.error && verdict !== 'deny')
    return 'failed';
  return verdict ?? 'failed';
}

function counts(simulations: readonly Simulation[]): string {
  const kinds = simulations.map(({ outcome }) => kindOf(outcome));
  const number = (kind: string) => kinds.filter((entry) => entry === kind).length;
  const failed = number('failed');
  const unknown = number('unknown');
  const tail = [
    ...(failed > 0 ? [`${failed} refused by the service`] : []),
    ...(unknown > 0 ? [`${unknown} without a decision`] : []),
  ];
  const counted = [`${number('allow')} allowed`, `${number('deny')} denied`, ...tail].join(', ');
  return `${simulations.length} requests: ${counted}`;
}
