// Asks a server about a call, and prints the explanation.
import { readFileSync } from 'node:fs';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { layOut } from '../../explain/lay-out.ts';
import { renderText } from '../../explain/text.ts';
import type { Outcome } from '../../kms/outcome.ts';
import type { TrailRecord } from '../../model/trail-record.ts';
import { quoted, visible } from '../../syntax/quoted.ts';
import { colourOf, paintFor } from '../colours.ts';
import type { ExplainRequestOptions } from '../command-options.ts';
import { InputError } from '../input-error.ts';
import { exitCodes, type Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** What the server answers: schemas/explained-request.schema.json. */
interface Explained extends Partial<Omit<Outcome, 'response' | 'event'>> {
  readonly requestId: string;
  /** Absent for a call of AWS STS that names no operation. */
  readonly event?: TrailRecord;
}

/** Runs `keyward explain-request`. */
export async function explainRequest(
  id: string,
  { url, ca, format }: ExplainRequestOptions,
  io: Io,
): Promise<number> {
  const explained = await ask(id, url, ca);
  io.stdout(format === 'json' ? `${JSON.stringify(explained, null, 2)}\n` : textOf(explained, io));
  return failedWith(explained) === undefined ? exitCodes.good : exitCodes.bad;
}

async function ask(id: string, url: string, ca: string | undefined): Promise<Explained> {
  if (!/^[\w-]{1,64}$/.test(id)) throw new UsageError(`${quoted(id)} is no request id`);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`${quoted(url)} is no URL of a server, like \`http://127.0.0.1:8766\``);
  }
  const { status, text } = await fetched(new URL(`/_keyward/requests/${id}`, url), ca);
  if (status === 200) return JSON.parse(text) as Explained;
  throw failure(
    `the server at ${quoted(url)} does not explain ${quoted(id)}: ${saidIn(text, status)}`,
  );
}

async function fetched(url: URL, ca: string | undefined) {
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  try {
    const trusted = ca === undefined ? {} : { ca: readFileSync(ca) };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { timeout: 10_000, ...trusted }, resolve)
        .on('error', reject)
        .on('timeout', function (this: { destroy(error: Error): void }) {
          this.destroy(new Error('no answer within 10 seconds'));
        });
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of response) chunks.push(chunk as Uint8Array);
    return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw failure(`there is no answer from ${quoted(url.origin)}: ${visible(code ?? message)}`);
  }
}

function saidIn(text: string, status: number): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === 'string') return visible(message);
  } catch {
    // It is no server of Keyward's.
  }
  return `it answers ${status}`;
}

function failure(message: string): InputError {
  return new InputError([{ code: 'explain-request', severity: 'error', message }]);
}

function failedWith({ event, error }: Explained): string | undefined {
  return error?.name ?? event?.errorCode;
}

function factsOf(explained: Explained): string {
  const { operation = '', event } = explained;
  const end = failedWith(explained) ?? 'succeeded';
  if (event === undefined) return `${operation}: ${end}`;
  const { eventName, eventTime, userIdentity } = event;
  const caller = userIdentity.arn ?? userIdentity.invokedBy ?? 'somebody unknown';
  return `${eventName} by ${caller} at ${eventTime}: ${end}`;
}

function textOf(explained: Explained, io: Io): string {
  const { requestId, allowed, explanations = [], error, event, lockout, notes = [] } = explained;
  const paint = paintFor(io, 'stdout');
  const colour = colourOf(paint);
  const blocks = [`${paint.bold(factsOf(explained))}\n${paint.dim(`request ${requestId}`)}`];
  const denials = explanations.filter(({ decision }) => decision.verdict === 'deny');
  const shown = allowed ? explanations : denials;
  if (allowed) {
    const lines = shown.map(({ headline }) => ({ text: headline, indent: 0, wrap: true }));
    if (lines.length > 0) blocks.push(layOut(lines, 100, colour).trimEnd());
  } else blocks.push(...shown.map((one) => renderText(one, { colour }).trimEnd()));
  if (denials.length > 0 && failedWith(explained) === undefined) {
    blocks.push('The server runs with --soft: it performed the call all the same.');
  }
  if (error && denials.length === 0) {
    const why =
      explanations.length > 0
        ? 'The policies allow the call: the error is not about permissions.'
        : 'No policy was asked: the request itself is refused.';
    blocks.push(`${paint.red(error.name)}\n  ${error.message || '(no message)'}\n${why}`);
  }
  // What a store kept of a call that failed: its record.
  if (!error && denials.length === 0 && event?.errorMessage !== undefined) {
    blocks.push(visible(event.errorMessage));
  }
  if (error?.note) blocks.push(paint.dim(`note: ${error.note}`));
  if (lockout)
    blocks.push(`${paint.bold('After this change')}\n${renderText(lockout, { colour }).trimEnd()}`);
  blocks.push(...notes.map((note) => paint.dim(`note: ${note}`)));
  return `${blocks.join('\n\n')}\n`;
}
