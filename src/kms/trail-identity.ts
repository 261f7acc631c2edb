// Who made a call, as CloudTrail writes it.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html

import type { Mutable } from '../model/mutable.ts';
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
  const { entity, userId } = caller;
  const identity: Mutable<TrailIdentity> = {
    type: types[kind],
  };
  const principalId = kind === 'root' ? account : kind === 'user' ? (entity?.id ?? userId) : userId;
  if (principalId) identity.principalId = principalId;
  identity.arn = arn;
  identity.accountId = account;
  if (service) identity.invokedBy = service;
  const attributes = () => ({
    creationDate: issuedAt(context) ?? utcSeconds(clock),
    mfaAuthenticated: String(principal.mfa ?? false),
  });
  switch (kind) {
    case 'root':
      break;
    case 'user':
      identity.userName = name ?? '';
      if (principal.temporary) identity.sessionContext = { attributes: attributes() };
      break;
    case 'role':
      identity.sessionContext = {
        sessionIssuer: {
          type: 'Role',
          ...(entity?.id ? { principalId: entity.id } : {}),
          arn: principal.principalArn ?? arn,
          accountId: account,
          userName: name ?? '',
        },
        attributes: attributes(),
        ...(principal.sourceIdentity ? { sourceIdentity: principal.sourceIdentity } : {}),
      };
      break;
    case 'federated-user':
      identity.sessionContext = { ...issuerOf(entity, account), attributes: attributes() };
      break;
    default:
      return kind satisfies never;
  }
  return identity;
}

const types = {
  root: 'Root',
  user: 'IAMUser',
  role: 'AssumedRole',
  'federated-user': 'FederatedUser',
} as const;

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
