// Who made a call, as CloudTrail writes it.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html

import type { Principal } from '../model/principal.ts';
import type { RequestContext } from '../model/request.ts';
import type { TrailIdentity } from '../model/trail-record.ts';
import { utcSeconds } from '../model/utc-seconds.ts';
import type { FoundCaller } from '../world/find-caller.ts';

/** A caller, and how it called. */
export interface CalledBy {
  readonly principal: Principal;
  readonly caller: Pick<FoundCaller, 'entity' | 'userId'>;
  readonly clock: Date;
  /** The service that made the call, for itself or for the caller. */
  readonly service?: string | undefined;
  /** Of the call: aws:TokenIssueTime tells when temporary credentials were given out. */
  readonly context?: RequestContext | undefined;
}

/** The `userIdentity` of a caller. */
export function trailIdentity(by: CalledBy): TrailIdentity {
  const { principal, caller, service } = by;
  const { kind, arn, account, name } = principal;
  if (kind === 'service') return { type: 'AWSService', invokedBy: principal.arn };
  if (kind === 'anonymous' || account === undefined) return { type: 'Unknown' };
  const { entity, userId } = caller;
  const principalId = kind === 'root' ? account : kind === 'user' ? (entity?.id ?? userId) : userId;
  // In AWS's order, with all fields: every call has a record.
  return {
    type: types[kind],
    principalId: principalId || undefined,
    arn,
    accountId: account,
    accessKeyId: undefined,
    userName: kind === 'user' ? (name ?? '') : undefined,
    sessionContext: sessionOf(by, account),
    invokedBy: service || undefined,
  };
}

/** What made temporary credentials; a root user and a user who signs with its own have none. */
function sessionOf(by: CalledBy, account: string): TrailIdentity['sessionContext'] {
  const { principal, caller, clock, context = {} } = by;
  const { kind, arn, name, sourceIdentity } = principal;
  const { entity } = caller;
  if (kind === 'root' || (kind === 'user' && !principal.temporary)) return undefined;
  const attributes = {
    creationDate: issuedAt(context) ?? utcSeconds(clock),
    mfaAuthenticated: String(principal.mfa ?? false),
  };
  switch (kind) {
    case 'role':
      return {
        sessionIssuer: {
          type: 'Role',
          principalId: entity?.id || undefined,
          arn: principal.principalArn ?? arn,
          accountId: account,
          userName: name ?? '',
        },
        attributes,
        sourceIdentity: sourceIdentity || undefined,
      };
    case 'federated-user':
      return { sessionIssuer: issuerOf(entity, account), attributes };
    default:
      return { attributes };
  }
}

const types = {
  root: 'Root',
  user: 'IAMUser',
  role: 'AssumedRole',
  'federated-user': 'FederatedUser',
} as const;

/** The user who asked for a federated session. */
function issuerOf(user: FoundCaller['entity'], account: string) {
  if (user === undefined) return undefined;
  const { arn, id, name } = user;
  return { type: 'IAMUser', principalId: id, arn, accountId: account, userName: name } as const;
}

/** Where nobody says when credentials were given out, they are as old as the call. */
function issuedAt(context: RequestContext): string | undefined {
  const name = Object.keys(context).find((key) => key.toLowerCase() === 'aws:tokenissuetime');
  const value = name === undefined ? undefined : context[name];
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
    ? utcSeconds(new Date(value))
    : undefined;
}
