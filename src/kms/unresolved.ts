// What ends a simulation before AWS KMS could answer: the world does not hold enough, or the request cannot
// be meant. No answer of the API.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Step, Unresolved } from '../world/step.ts';

/** Thrown by `simulate`. `missing` says what the world does not hold, in sentences. */
export class SimulationError extends Error {
  readonly because: 'unknown' | 'error';
  readonly missing: readonly string[];
  readonly diagnostics: readonly Diagnostic[];

  constructor(unresolved: Unresolved) {
    const missing = unresolved.kind === 'unknown' ? unresolved.missing : [];
    super([...missing, ...unresolved.diagnostics.map(({ message }) => message)].join('\n'));
    this.name = 'SimulationError';
    this.because = unresolved.kind;
    this.missing = missing;
    this.diagnostics = unresolved.diagnostics;
  }
}

/** The value of a step; throws a SimulationError when it found none. */
export function mustFind<T>(step: Step<T>): T {
  if (step.kind === 'found') return step.value;
  throw new SimulationError(step);
}
