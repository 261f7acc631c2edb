// What the wrapping around a sentence adds: the request, the Region, the operation. Every SDK and tool writes
// them differently, but few words are enough to find them.
import { findKmsAction } from '../../catalog/kms-actions.ts';

/** What a wrapper says. */
export interface Wrapper {
  readonly requestId?: string;
  readonly region?: string;
  /** `kms:Decrypt`, from the operation's name. */
  readonly action?: string;
  readonly authorizationId?: string;
}

/** Reads what stands before and after a sentence; what is nearest to it wins. */
export function readWrapper(before: string, after: string): Wrapper {
  const [lineBefore, earlier] = [lastLine(before), before];
  const [lineAfter, later] = [after.split('\n', 1)[0]!, after];
  const places = [lineBefore, lineAfter, later, earlier];
  const operation = firstIn(places, OPERATIONS);
  return {
    ...named('requestId', firstIn([...places, unwrapped(before), unwrapped(after)], [REQUEST_ID])),
    ...named('region', firstIn(places, REGIONS)),
    ...named('action', operation === undefined ? undefined : actionOf(operation)),
    ...named('authorizationId', firstIn([lineAfter, later], [AUTHORIZATION_ID])),
  };
}

/** How far from a sentence its wrapper is looked for, in UTF-16 code units. */
export const WRAPPER_REACH = 4000;

// The lines of AWS Lambda around a call (`END RequestId: …`) name the invocation. Amazon S3's ids are of 16 letters and digits, those of AWS KMS are UUIDs.
const REQUEST_ID =
  /(?<!(?:START|END|REPORT) )request[ _-]{0,1}id[^A-Za-z0-9]{1,8}([A-Z0-9]{16}(?![A-Za-z0-9])|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;

const REGIONS: readonly RegExp[] = [
  /\bkms(?:-fips)?\.([a-z]{2}-[a-z-]{4,20}-[0-9])\./,
  // The console's Region, in the link to the authorization details, is not the request's.
  /(?<![?&])region[^A-Za-z0-9]{1,6}([a-z]{2}-[a-z-]{4,20}-[0-9])(?![a-z0-9])/i,
];

const OPERATIONS: readonly RegExp[] = [
  // The AWS CLI and botocore: https://docs.aws.amazon.com/boto3/latest/guide/error-handling.html
  /when calling the ([A-Za-z]{3,60}) operation/,
  // The AWS SDK for Go v2: https://docs.aws.amazon.com/sdk-for-go/v2/developer-guide/handle-errors.html
  /operation error KMS: ([A-Za-z]{3,60})/,
  // The AWS SDK for PHP
  /Error executing ["']([A-Za-z]{3,60})["'] on ["']https?:\/\/kms/,
  /KMS ([A-Z][A-Za-z]{3,60}) API/,
  /eventName["']{0,1}\s{0,2}[:=]\s{0,2}["']{0,1}([A-Za-z]{3,60})/,
];

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied-authorization-id.html
const AUTHORIZATION_ID = /authorization[ -]id:{0,1}\s{1,4}([0-9A-Za-z]{10,128})/i;

function firstIn(places: readonly string[], patterns: readonly RegExp[]): string | undefined {
  for (const place of places)
    for (const pattern of patterns) {
      const found = pattern.exec(place)?.[1];
      if (found !== undefined) return found;
    }
  return undefined;
}

/** The action of an operation of AWS KMS. Two actions allow a ReEncrypt, so that its name says neither. */
function actionOf(operation: string): string | undefined {
  const action = findKmsAction(operation);
  return action === undefined ? undefined : `kms:${action.name}`;
}

/** For an id that is wrapped at the width of a terminal. */
function unwrapped(text: string): string {
  return text.replace(/\n[\s│|]{0,80}/g, '');
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function named<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [N in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: string };
}
