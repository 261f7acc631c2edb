// Prints what an operation came to: why, then what AWS KMS answers. Bytes are shown as how many they are, but
// for a plaintext that is a text; `--format json` has everything.
import { type Colour, layOut } from '../../explain/lay-out.ts';
import { renderText } from '../../explain/text.ts';
import type { Outcome } from '../../kms/outcome.ts';
import type { Paint } from '../../scenario/report/paint.ts';
import { quoted } from '../../syntax/quoted.ts';

/** The outcome for people. */
export function performedText(outcome: Outcome, paint: Paint, colour: Colour): string {
  const { allowed, explanations, error, notes, lockout } = outcome;
  const blocks: string[] = [];
  if (allowed) {
    const lines = explanations.map(({ headline }) => ({
      text: headline,
      indent: 0,
      wrap: true,
    }));
    if (lines.length > 0) blocks.push(layOut(lines, lineWidth, colour).trimEnd());
  } else
    blocks.push(...explanations.slice(-1).map((last) => renderText(last, { colour }).trimEnd()));
  // Of a denial the explanation shows the error.
  if (error && (allowed || explanations.length === 0)) {
    const text = error.message === '' ? '(no message)' : error.message;
    const why = allowed
      ? 'The policies allow the call: the error is not about permissions.'
      : 'No policy was asked: the request itself is refused.';
    blocks.push(
      `${paint.bold(outcome.operation)} answers ${paint.red(error.name)}\n  ${text}\n${why}`,
    );
  }
  if (error?.note) blocks.push(paint.dim(`note: ${error.note}`));
  if (lockout) {
    blocks.push(`${paint.bold('After this change')}\n${renderText(lockout, { colour }).trimEnd()}`);
  }
  if (!error) blocks.push(answer(outcome, paint));
  if (notes.length > 0) blocks.push(notes.map((note) => paint.dim(`note: ${note}`)).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function answer({ operation, response }: Outcome, paint: Paint): string {
  const rows = rowsOf(response ?? {}, '', operation === 'Decrypt');
  if (rows.length === 0) return `${paint.bold(operation)} succeeded; it answers nothing.`;
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [`${paint.bold(operation)} answers`, ...lines].join('\n');
}

function rowsOf(
  value: unknown,
  path: string,
  showText: boolean,
): readonly (readonly [string, string])[] {
  if (value instanceof Uint8Array) return [[path, bytesInWords(value, showText)]];
  if (value instanceof Date) return [[path, value.toISOString()]];
  if (Array.isArray(value)) {
    if (value.every((entry) => typeof entry === 'string'))
      return [[path, value.join(', ') || 'none']];
    return value.flatMap((entry, index) => rowsOf(entry, `${path}[${index}]`, showText));
  }
  if (typeof value !== 'object' || value === null) return [[path, String(value) || '(empty)']];
  return Object.entries(value).flatMap(([name, entry]) =>
    rowsOf(entry, path === '' ? name : `${path}.${name}`, showText),
  );
}

/** How wide explanations are laid out. */
const lineWidth = 100;

const shownBytes = 120;

function bytesInWords(bytes: Uint8Array, showText: boolean): string {
  const size = `${bytes.length} byte${bytes.length === 1 ? '' : 's'}`;
  const text = Buffer.from(bytes).toString('utf8');
  const isText = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(text) && !text.includes('\ufffd');
  return showText && isText && bytes.length <= shownBytes ? `${quoted(text)} (${size})` : size;
}
