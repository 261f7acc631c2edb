// Errors of AWS KMS that are no denial: the call was allowed, or never got as far as authorization.
// https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
import { readWrapper } from './wrapper.ts';

/** An error by its name, and what it says. */
export interface NamedError {
  readonly code: string;
  readonly message?: string;
}

/** The first error in a text that AWS KMS is known to answer with. Linear time. */
export function findNamedError(text: string): NamedError | undefined {
  const first = text.search(/\S/);
  let asked = 0;
  for (let at = text.indexOf(SUFFIX); at >= 0; at = text.indexOf(SUFFIX, at + SUFFIX.length)) {
    const end = at + SUFFIX.length;
    const start = startOfName(text, at);
    const code = codeOf(text.slice(start, end));
    if (code === undefined) continue;
    if (shared.has(code) && start !== first) {
      const around = text.slice(Math.max(0, start - REACH), end + REACH);
      if (asked++ >= MAX_ASKED || !speaksOfKms(around)) continue;
    }
    return { code, ...messageAfter(text, end) };
  }
  return undefined;
}

/** How far around a name that services share AWS KMS must be spoken of, and for how many names it is asked. */
const REACH = 400;
const MAX_ASKED = 100;

function speaksOfKms(around: string): boolean {
  return /kms/i.test(around) || readWrapper('', around).action !== undefined;
}

const SUFFIX = 'Exception';

/** Of AWS KMS alone. https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors */
const own: ReadonlySet<string> = new Set([
  'CloudHsmClusterInvalidConfigurationException',
  'CloudHsmClusterInUseException',
  'CloudHsmClusterNotActiveException',
  'CloudHsmClusterNotFoundException',
  'CloudHsmClusterNotRelatedException',
  'CustomKeyStoreHasCMKsException',
  'CustomKeyStoreInvalidStateException',
  'CustomKeyStoreNameInUseException',
  'CustomKeyStoreNotFoundException',
  'DryRunOperationException',
  'ExpiredImportTokenException',
  'IncorrectKeyException',
  'IncorrectKeyMaterialException',
  'IncorrectTrustAnchorException',
  'InvalidAliasNameException',
  'InvalidCiphertextException',
  'InvalidGrantIdException',
  'InvalidGrantTokenException',
  'InvalidImportTokenException',
  'InvalidKeyUsageException',
  'KeyUnavailableException',
  'KMSInternalException',
  'KMSInvalidMacException',
  'KMSInvalidSignatureException',
  'KMSInvalidStateException',
  'XksKeyAlreadyInUseException',
  'XksKeyInvalidConfigurationException',
  'XksKeyNotFoundException',
  'XksProxyUriUnreachableException',
]);

/** Names that other services use as well: the text around must speak of AWS KMS, or start with the name. */
const shared: ReadonlySet<string> = new Set([
  'AlreadyExistsException',
  'ConflictException',
  'DependencyTimeoutException',
  'DisabledException',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InternalFailureException',
  'InvalidArnException',
  'InvalidMarkerException',
  'InvalidSignatureException',
  'LimitExceededException',
  'MalformedPolicyDocumentException',
  'NotFoundException',
  'SerializationException',
  'TagException',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'UnsupportedOperationException',
  'ValidationException',
]);

/** The name in the API of AWS KMS: other services prefix it (`KMS.NotFoundException`, `KMSDisabledException`). */
function codeOf(name: string): string | undefined {
  const known = (code: string) => own.has(code) || shared.has(code);
  if (known(name)) return name;
  const bare = name.replace(/^kms/i, '');
  return [bare, `KMS${bare}`].find((code) => bare !== name && known(code));
}

function startOfName(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < 60 && /[A-Za-z]/.test(text[start - 1]!)) start--;
  return start;
}

/** What follows the name: in prose, in JSON, or in the brackets of botocore. */
function messageAfter(text: string, end: number): { readonly message?: string } {
  const rest = text.slice(end, end + 1000).replace(BOTOCORE, '');
  const start =
    /^[^A-Za-z0-9]{0,12}(?:(?:error)?message[^A-Za-z0-9]{1,6})?/i.exec(rest)?.[0].length ?? 0;
  const message = rest
    .slice(start)
    .split(/["\n]|\(Service:|<\/|\s{1,4}status code:/, 1)[0]!
    .trim();
  return message === '' || !/\s/.test(message) ? {} : { message };
}

// https://docs.aws.amazon.com/boto3/latest/guide/error-handling.html
const BOTOCORE =
  /^(?:: An error occurred \([A-Za-z.]{3,60})?\)? when calling the [A-Za-z]{3,60} operation(?: \(reached max retries: [0-9]{1,3}\))?/;
