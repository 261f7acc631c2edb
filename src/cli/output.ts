// Prints diagnostics with the lines that they speak of. The texts are read again for that; a file
// that has changed or gone meanwhile is shown without its line.
import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Paint } from '../scenario/report/paint.ts';
import { decodeText } from '../syntax/decode-text.ts';
import { formatDiagnostic } from '../syntax/format-diagnostic.ts';
import { paintFor } from './colours.ts';
import type { Io } from './io.ts';
import type { NamedText } from './named-text.ts';

/** Formats one diagnostic. */
export type Frame = (diagnostic: Diagnostic) => string;

/** Formats diagnostics in colour; `texts` are those that no file holds, such as standard input. */
export function framer(paint: Paint, texts: readonly NamedText[] = []): Frame {
  const known = new Map<string, string | undefined>(texts.map(({ file, text }) => [file, text]));
  const textOf = (file: string): string | undefined => {
    if (!known.has(file)) known.set(file, textOfFile(file));
    return known.get(file);
  };
  return (diagnostic) => {
    const { file, span } = diagnostic;
    const text = file === undefined || span === undefined ? undefined : textOf(file);
    return coloured(formatDiagnostic(diagnostic, text), diagnostic, paint);
  };
}

/** Prints diagnostics to standard error. */
export function printDiagnostics(
  io: Io,
  diagnostics: readonly Diagnostic[],
  texts: readonly NamedText[] = [],
): void {
  const frame = framer(paintFor(io, 'stderr'), texts);
  for (const diagnostic of diagnostics) io.stderr(`${frame(diagnostic)}\n`);
}

function textOfFile(file: string): string | undefined {
  try {
    return decodeText(readFileSync(file), file).text;
  } catch {
    return undefined;
  }
}

function coloured(text: string, { severity }: Diagnostic, paint: Paint): string {
  const colour = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity];
  return text.replace(`${severity}:`, () => `${colour(severity)}:`);
}
