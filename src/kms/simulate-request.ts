// A call as its author writes it.
import type { WorldRequest } from '../world/request.ts';

/** A call of an operation, in the words of its author. */
export interface SimulateRequest
  extends Omit<WorldRequest, 'action' | 'key' | 'resource' | 'grantTokens' | 'grantId'> {
  /** `Decrypt`. */
  readonly operation: string;
  /** The input of the operation; blobs as bytes or in base64. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Takes the account of a caller that the world does not hold to allow everything. */
  readonly assumeCallerAllows?: boolean | undefined;
  /** Runs the operation all the same where policies deny it; the decisions of the outcome say so. */
  readonly soft?: boolean | undefined;
}
