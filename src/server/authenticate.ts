// Says who signed a request, by AWS Signature Version 4. What a signature does not cover is not believed.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
import { regions } from '../catalog/regions.ts';
import { sameBytes } from '../crypto/equal.ts';
import { onceMade } from '../kms/once-made.ts';
import type { RequestContext } from '../model/request.ts';
import { visible } from '../syntax/quoted.ts';
import type { CallerInput } from '../world/caller-name.ts';
import type { AwsError } from './aws-error.ts';
import type { Credential, Credentials } from './credentials.ts';
import { type HttpRequest, headerOf } from './http-request.ts';
import type { ReplayGuard } from './replay-guard.ts';
import type { StoredSession } from './sessions.ts';
import {
  expiredToken,
  invalidToken,
  mismatch,
  missingToken,
  type RefusalKind,
  refusal,
  type SigningService,
} from './signature-errors.ts';
import { type SignatureParts, signatureParts } from './signature-parts.ts';
import { signatureEnd, timeFault } from './signature-time.ts';
import { sha256, verifySignature } from './sigv4.ts';

/** What a signature is checked against. */
export interface AuthenticateOptions {
  readonly now: Date;
  /** The service that the request came to. */
  readonly service: SigningService;
  /** Regions beside the known ones that a request may be signed for. */
  readonly regions?: readonly string[];
  /** Refuses requests that were seen before, where their SDK names them. */
  readonly replayGuard?: ReplayGuard | undefined;
  /** Believes a request without a signature; `region` is the one of its call. */
  readonly trustUnsigned?: { readonly region: string } | undefined;
}

/** Who signed a request, or the error that AWS answers. */
export type Authenticated =
  | {
      readonly kind: 'signed';
      readonly caller: CallerInput;
      readonly region: string;
      /** Absent where an unsigned request is believed. */
      readonly accessKeyId?: string;
      /** Whether the request has no signature, and its header is believed. */
      readonly unsigned: boolean;
      /** The headers that the signature covers, in lower case: only they are to be believed. */
      readonly signedHeaders: readonly string[];
      /** aws:TokenIssueTime and aws:MultiFactorAuthAge of temporary credentials. */
      readonly context: RequestContext;
      readonly issuedAt?: Date;
      readonly session?: StoredSession;
    }
  | { readonly kind: 'refused'; readonly error: AwsError };

/** Says who signed a request; at once where the access key is known here, since most requests have one that is. */
export function authenticate(
  request: HttpRequest,
  credentials: Credentials,
  options: AuthenticateOptions,
): Authenticated | Promise<Authenticated> {
  const { service, now } = options;
  if (!request.url.startsWith('/')) return refused('invalid', service, mismatch);
  const parts = signatureParts(request);
  if (parts === undefined) {
    return options.trustUnsigned
      ? believed(request, service, options.trustUnsigned)
      : refused('missing', service, missingToken);
  }
  if ('kind' in parts) return refused(parts.refusal, service, parts.message);
  const fault =
    unsignedFault(request, parts) ??
    timeFault(parts.signedAt, parts.expiresSeconds, now) ??
    scopeFault(parts, options);
  if (fault !== undefined) return refused('invalid', service, fault);
  return onceMade(credentials.find(parts.accessKeyId), (credential) =>
    proven(request, parts, credential, credentials, options),
  );
}

/** Whether a request is signed with a credential, and may be used now. */
function proven(
  request: HttpRequest,
  parts: SignatureParts,
  credential: Credential | undefined,
  credentials: Credentials,
  options: AuthenticateOptions,
): Authenticated {
  const { service, now } = options;
  if (!credential?.active || !hasToken(credential, parts)) {
    return refused('unknownKey', service, invalidToken);
  }
  const key = credentials.signingKey(credential, parts.scope);
  const hash = sha256(request.body);
  if (!isHashOfHeader(request, hash) || !verifySignature(request, parts, key, hash)) {
    return refused('invalid', service, mismatch);
  }
  const { session } = credential;
  if (session && new Date(session.expiresAt) <= now) {
    return refused('expired', service, expiredToken);
  }
  const again = replayFault(request, parts, options);
  if (again) return refused(again.kind, service, again.message);
  return signed(credential, parts, now);
}

function refused(kind: RefusalKind, service: SigningService, message: string): Authenticated {
  return { kind: 'refused', error: refusal(kind, service, message) };
}

function signed(
  { accessKeyId, caller, session }: Credential,
  { scope, signedHeaders }: SignatureParts,
  now: Date,
): Authenticated {
  const { region } = scope;
  const [kind, unsigned] = ['signed', false] as const;
  if (!session) return { kind, caller, region, accessKeyId, unsigned, signedHeaders, context: {} };
  const { issuedAt: at, mfaAt } = session;
  // A federated user has no MFA of its own.
  const age = mfaAt && Math.max(0, Math.floor((now.getTime() - Date.parse(mfaAt)) / 1000));
  const context = {
    'aws:TokenIssueTime': at,
    ...(typeof age === 'number' ? { 'aws:MultiFactorAuthAge': age } : {}),
  };
  const issuedAt = new Date(at);
  return {
    kind,
    caller,
    region,
    accessKeyId,
    unsigned,
    signedHeaders,
    context,
    issuedAt,
    session,
  };
}

/** The caller that a header names, where the server was told to believe it. */
function believed(
  request: HttpRequest,
  service: SigningService,
  { region }: { readonly region: string },
): Authenticated {
  const arn = (headerOf(request, 'x-keyward-principal') ?? '').trim();
  if (arn === '' || arn === 'anonymous') {
    const message = `${missingToken}: name the caller in one header, x-keyward-principal, or sign the request`;
    return refused('missing', service, message);
  }
  const signedHeaders = request.headers.names;
  return { kind: 'signed', caller: { arn }, region, unsigned: true, signedHeaders, context: {} };
}

/** What must be signed is not: the host, and each X-Amz-* header that the request has. */
function unsignedFault(
  { headers: { names } }: HttpRequest,
  { signedHeaders }: SignatureParts,
): string | undefined {
  if (signedHeaders.some((name, at) => signedHeaders.indexOf(name) !== at)) return mismatch;
  if (!signedHeaders.includes('host')) {
    return "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
  }
  const unsigned = names.find((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  return unsigned && `'${visible(unsigned)}' must be a 'SignedHeader' in the AWS Authorization.`;
}

/** All that is wrong with a credential scope, in AWS's words and order. */
function scopeFault(
  { scope, time }: SignatureParts,
  { service: wanted, regions: more }: AuthenticateOptions,
): string | undefined {
  const { date, region, service, terminator } = scope;
  const day = time.slice(0, 8);
  const faults: string[] = [];
  if (!regions.includes(region) && !more?.includes(region)) {
    faults.push('Credential should be scoped to a valid region.');
  }
  if (service !== wanted) {
    faults.push(`Credential should be scoped to correct service: '${wanted}'.`);
  }
  if (terminator !== 'aws4_request') {
    faults.push(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${visible(terminator.slice(0, 40))}'.`,
    );
  }
  if (date !== day) {
    faults.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${visible(date.slice(0, 40))}' != '${day}', from '${time}'.`,
    );
  }
  return faults.length === 0 ? undefined : faults.join(' ');
}

/** Temporary credentials come with their token, long-term ones with none. */
function hasToken({ tokenDigest }: Credential, { sessionToken }: SignatureParts): boolean {
  if (tokenDigest === undefined) return sessionToken === undefined;
  if (sessionToken === undefined) return false;
  const digest = sha256(Buffer.from(sessionToken, 'latin1'));
  return sameBytes(Buffer.from(digest), Buffer.from(tokenDigest));
}

/** Unsigned payloads are for services that stream: what the header says must be the body's hash. */
function isHashOfHeader(request: HttpRequest, hash: string): boolean {
  const value = headerOf(request, 'x-amz-content-sha256');
  return value === undefined || value.trim() === hash;
}

function replayFault(
  request: HttpRequest,
  { signedHeaders, accessKeyId, signedAt, expiresSeconds }: SignatureParts,
  { replayGuard, now }: AuthenticateOptions,
): { readonly kind: RefusalKind; readonly message: string } | undefined {
  if (!replayGuard || !signedHeaders.includes('amz-sdk-invocation-id')) return undefined;
  const invocation = headerOf(request, 'amz-sdk-invocation-id');
  const attempt = signedHeaders.includes('amz-sdk-request')
    ? headerOf(request, 'amz-sdk-request')
    : undefined;
  const call = sha256(Buffer.from(JSON.stringify([accessKeyId, invocation, attempt])));
  switch (replayGuard.admit(call, signatureEnd(signedAt, expiresSeconds), now)) {
    case 'new':
      return undefined;
    case 'known':
      return {
        kind: 'invalid',
        message: 'The request was sent before: its invocation id and attempt are known.',
      };
    case 'full':
      return { kind: 'throttled', message: 'Rate exceeded' };
  }
}
