// A diagnostic as a person reads it in a terminal: place, message, the line itself, why, what to do.
import type { Diagnostic } from '../model/diagnostic.ts';
import { codeFrame } from './code-frame.ts';
import { visible } from './quoted.ts';

/**
 * `file:line:column: severity: message [code]`, then the line with carets where the text is given,
 * then why it matters and what to do.
 */
export function formatDiagnostic(diagnostic: Diagnostic, text?: string): string {
  const { span, why, remedy } = diagnostic;
  const head = `${placeOf(diagnostic)}${diagnostic.severity}: ${diagnostic.message} [${diagnostic.code}]`;
  const lines = [head];
  if (text !== undefined && span !== undefined) lines.push(indent(codeFrame(text, span)));
  if (why !== undefined) lines.push(`  why: ${why}`);
  if (remedy !== undefined) lines.push(`  fix: ${remedy}`);
  return lines.join('\n');
}

function placeOf({ file, span }: Diagnostic): string {
  const place = span === undefined ? '' : `${span.start.line}:${span.start.column}: `;
  if (file === undefined) return place;
  return place === '' ? `${visible(file)}: ` : `${visible(file)}:${place}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
