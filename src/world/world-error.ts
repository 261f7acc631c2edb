// Why there is no world.
import type { Diagnostic } from '../model/diagnostic.ts';

/** Thrown by `loadWorld` when a world cannot be read whole; `diagnostics` holds every problem found. */
export class WorldError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.name = 'WorldError';
    this.diagnostics = diagnostics;
  }
}
