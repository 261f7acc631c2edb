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
  const { principal, caller, clock, service, context = {} } = by;
  const { kind, arn, account, name } = principal;
  if (kind === 'service') return { type: 'AWSService', invokedBy: principal.arn };
  if (kind === 'anonymous' || account === undefined) return { type: 'Unknown' };
  const entityId = caller.entity?.id;
  const common = {
    ...(caller.userId ? { principalId: caller.userId } : {}),
    arn,
    accountId: account,
    ...(service ? { invokedBy: service } : {}),
  };
  const attributes = {
    creationDate: issuedAt(context) ?? utcSeconds(clock),
    mfaAuthenticated: String(principal.mfa ?? false),
  };
  switch (kind) {
    case 'root':
      return { type: 'Root', ...common, principalId: account };
    case 'user':
      return {
        type: 'IAMUser',
        ...common,
        ...(entityId ? { principalId: entityId } : {}),
        userName: name ?? '',
        ...(principal.temporary ? { sessionContext: { attributes } } : {}),
      };
    case 'role':
      return {
        type: 'AssumedRole',
        ...common,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            ...(entityId ? { principalId: entityId } : {}),
            arn: principal.principalArn ?? arn,
            accountId: account,
            userName: name ?? '',
          },
          attributes,
          ...(principal.sourceIdentity ? { sourceIdentity: principal.sourceIdentity } : {}),
        },
      };
    case 'federated-user':
      return {
        type: 'FederatedUser',
        ...common,
        sessionContext: { ...issuerOf(caller.entity, account), attributes },
      };
    default:
      return kind satisfies never;
  }
}

/** The user who asked for a federated session. */
function issuerOf(user: FoundCaller['entity'], account: string) {
  if (user === undefined) return {};
  const { arn, id, name } = user;
  const principalId = id === undefined ? {} : { principalId: id };
  return {
    sessionIssuer: { type: 'IAMUser', ...principalId, arn, accountId: account, userName: name },
  } as const;
}

/** Where nobody says when credentials were given out, they are as old as the call. */
function issuedAt(context: RequestContext): string | undefined {
  const name = Object.keys(context).find((key) => key.toLowerCase() === 'aws:tokenissuetime');
  const value = name === undefined ? undefined : context[name];
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
    ? utcSeconds(new Date(value))
    : undefined;
}
