// The two ways in which a caller of the engine can be wrong: a document, or a request.
import type { Diagnostic } from '../model/diagnostic.ts';

/** Thrown by `compilePolicySet` when a document is invalid. `diagnostics` holds every problem found. */
export class PolicyError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
    this.name = 'PolicyError';
    this.diagnostics = diagnostics;
  }
}

/** Thrown by `decide`, `trace` and `explain` when a request cannot be meant. */
export class RequestError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
    this.name = 'RequestError';
    this.diagnostics = diagnostics;
  }
}

/** Refuses a request for one reason. */
export function refuse(code: string, message: string, remedy?: string): never {
  throw new RequestError([
    { code, severity: 'error', message, ...(remedy === undefined ? {} : { remedy }) },
  ]);
}
