// Turns what a command threw into a message and an exit code. No stack trace, unless
// KEYWARD_DEBUG=1 asks for it.
import { InputError } from './input-error.ts';
import { exitCodes, type Io } from './io.ts';
import { printDiagnostics } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Reports an error to standard error; answers with the exit code. */
export function reportError(error: unknown, io: Io): number {
  if (io.env.KEYWARD_DEBUG === '1' && error instanceof Error) io.stderr(`${error.stack}\n`);
  if (error instanceof UsageError) {
    io.stderr(`error: ${error.message}\n`);
    return exitCodes.usage;
  }
  if (error instanceof InputError) {
    printDiagnostics(io, error.diagnostics, error.texts);
    return exitCodes.unknown;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.stderr(`error: keyward failed: ${message}\n`);
  io.stderr('  this is a mistake in keyward; KEYWARD_DEBUG=1 prints where it happened\n');
  return exitCodes.unknown;
}
