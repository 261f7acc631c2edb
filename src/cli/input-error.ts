// Thrown when an input cannot be read whole: exit code 3, with a diagnostic for each problem.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { NamedText } from './named-text.ts';

/** An input could not be read. `texts` are those that no file holds, such as standard input. */
export class InputError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: readonly NamedText[];

  constructor(diagnostics: readonly Diagnostic[], texts: readonly NamedText[] = []) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.diagnostics = diagnostics;
    this.texts = texts;
  }
}
