// AWS STS as far as sessions, chaining and MFA conditions need it: four operations of the Query protocol.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
import { visible } from '../syntax/quoted.ts';
import { clientError } from './aws-error.ts';
import type { StoredSession } from './sessions.ts';
import { assumeRole } from './sts-assume-role.ts';
import {
  openStsCall,
  type StsCall,
  type StsDecision,
  type StsKernel,
  type StsRequest,
  type StsResult,
} from './sts-call.ts';
import { getCallerIdentity } from './sts-get-caller-identity.ts';
import { getFederationToken } from './sts-get-federation-token.ts';
import { getSessionToken } from './sts-get-session-token.ts';
import type { StsParameters } from './sts-parameters.ts';
import { errorXml, responseXml, type XmlValue } from './sts-xml.ts';

/** The answer of STS: what goes over the wire, and what came of it. */
export interface StsOutcome {
  readonly status: number;
  /** XML. */
  readonly body: string;
  /** `AssumeRole`; empty where the request names no operation of STS. */
  readonly operation: string;
  /** The session that was issued; it is kept already. */
  readonly issued?: StoredSession;
  readonly error?: { readonly name: string; readonly message: string };
  /** The decisions of the call, up to the first denial. */
  readonly decided: readonly StsDecision[];
  /** The call, where it names an operation and the world knows its caller. */
  readonly call?: StsCall;
  /** What the body says, secrets and all. */
  readonly result?: XmlValue;
}

const operations: Readonly<Record<string, (call: StsCall) => Promise<StsResult>>> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
  GetFederationToken: getFederationToken,
  GetSessionToken: getSessionToken,
};

/** Performs a call of STS. What it issues is kept before the promise resolves. */
export async function handleSts(request: StsRequest, kernel: StsKernel): Promise<StsOutcome> {
  const { requestId, parameters } = request;
  const named = operationOf(parameters);
  if (typeof named !== 'string') return failed('', named, requestId, []);
  const call = openStsCall(request, kernel);
  if ('status' in call) return failed(named, call, requestId, []);
  const result = await operations[named]!(call);
  const { decided } = call;
  if (result.kind === 'error') {
    return { ...failed(named, result.error, requestId, decided), call };
  }
  const body = responseXml(named, result.result, requestId);
  const issued = result.issued ? { issued: result.issued } : {};
  return { status: 200, body, operation: named, decided, call, result: result.result, ...issued };
}

/** Whether a name is one of an operation that is answered. */
export function isStsOperation(name: string): boolean {
  return Object.hasOwn(operations, name);
}

function operationOf(parameters: StsParameters) {
  const name = parameters.get('Action');
  const version = parameters.get('Version') ?? '2011-06-15';
  if (name === undefined) {
    return clientError(
      'MissingAction',
      'The request is missing an action or a required parameter.',
    );
  }
  if (isStsOperation(name) && version === '2011-06-15') return name;
  const shown = `${visible(name.slice(0, 80))} for version ${visible(version.slice(0, 20))}`;
  return clientError('InvalidAction', `Could not find operation ${shown}`);
}

function failed(
  operation: string,
  error: ReturnType<typeof clientError>,
  requestId: string,
  decided: readonly StsDecision[],
): StsOutcome {
  const { name, message, status } = error;
  return { status, body: errorXml(error, requestId), operation, error: { name, message }, decided };
}
