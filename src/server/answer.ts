// An answer, before it is written to a connection.

import { systemRandom } from '../crypto/random.ts';
import { uuid } from '../kms/uuid.ts';
import { type AwsError, errorBody } from './aws-error.ts';

/** What a client gets. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly requestId: string;
  /** What metrics and the log call it. */
  readonly operation: string;
  readonly error?: string | undefined;
  /** Who called, once that is known. */
  readonly caller?: string | undefined;
  readonly soft?: boolean | undefined;
}

/** The content type of AWS JSON 1.1. */
export const awsJson = 'application/x-amz-json-1.1';

/** An error as an answer. */
export function errorAnswer(
  error: AwsError,
  operation = 'other',
  requestId = newRequestId(),
): Answer {
  return {
    status: error.status,
    contentType: awsJson,
    body: errorBody(error),
    requestId,
    operation,
    error: error.name,
  };
}

/** An id for an answer that no call of AWS KMS is behind. */
export function newRequestId(): string {
  return uuid(systemRandom(16));
}
