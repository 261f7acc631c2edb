// The errors that the server answers by itself, before AWS KMS would be asked, in the shapes of AWS JSON 1.1.
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html

/** An error as AWS answers it. Some come without a message. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  readonly status: number;
}

/** The body of an error. */
export function errorBody({ name, message }: Pick<AwsError, 'name' | 'message'>): string {
  return JSON.stringify(message === '' ? { __type: name } : { __type: name, message });
}

/** An error of the client. */
export function clientError(name: string, message: string, status = 400): AwsError {
  return { name, message, status };
}

/** More calls than the server takes: https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html */
export const throttled: AwsError = clientError('ThrottlingException', 'Rate exceeded');

/** A body beyond the server's limit. */
export const tooLarge: AwsError = clientError(
  'RequestEntityTooLargeException',
  'The body is larger than 1 MB.',
  413,
);

/** Something that is not the client's fault; nothing of its cause is told. */
export const internalError: AwsError = {
  name: 'KMSInternalException',
  message: 'The request was rejected because an internal exception occurred. Try again later.',
  status: 500,
};
