// The library's way to ask why: one record, one error text or one request, against one world.
import type { WorldRequest } from '../world/request.ts';
import type { World } from '../world/world.ts';
import type { NoAnswer, WhyAnswer } from './answer.ts';
import type { Supplement } from './call/evidence-of-text.ts';
import { readErrorText } from './error-text/error-text.ts';
import { noAnswer } from './explain-call.ts';
import { createExplainer } from './explainer.ts';
import { readRecord, skipWords } from './trail/read-record.ts';

/** What is known of a denial: an error text, a CloudTrail record as a parsed JSON value, or the request itself. */
export type Denial =
  | string
  | { readonly record: unknown }
  | { readonly request: WorldRequest; readonly time?: Date };

/** What an error text does not hold. Without a time, policies are evaluated as of now. */
export type DenialOptions = Partial<Omit<Supplement, 'timeGiven'>> & { readonly now?: Date };

/**
 * Says why a call was denied or allowed in a world, whether that agrees with what AWS said, and what would
 * change it. Reads no file and never throws: what cannot be answered is a `no-answer` that says why.
 */
export function explainDenial(
  world: World,
  denial: Denial,
  options: DenialOptions = {},
): WhyAnswer | NoAnswer {
  const explainer = createExplainer(world);
  const { now = new Date(), time, ...given } = options;
  if (typeof denial === 'string') {
    const read = readErrorText(denial);
    const source = { kind: 'error-text' } as const;
    switch (read.kind) {
      case 'denied':
        return explainer.text(read.denied, {
          ...given,
          time: time ?? now,
          timeGiven: time !== undefined,
        });
      case 'unrecognised':
        return noAnswer(
          source,
          'unclear-record',
          read.diagnostics.map(({ message }) => message).join('; '),
        );
      default:
        return noAnswer(
          source,
          'unclear-record',
          'the text tells of no denial that can be looked into',
        );
    }
  }
  if ('request' in denial) return explainer.request(denial.request, { clock: denial.time ?? now });
  const read = readRecord(denial.record);
  if (read.kind === 'call') return explainer.record(read.record);
  const sentence =
    read.kind === 'broken'
      ? `the record cannot be read: ${read.message}`
      : `the record is one of those ${skipWords[read.because]}`;
  return noAnswer({ kind: 'record' }, 'unclear-record', sentence);
}
