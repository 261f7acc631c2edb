// Who called, by a record's userIdentity. A record in the trail of the key's owner may name a caller of another
// account by its unique id alone.
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
import { parseArn } from '../../model/arn.ts';
import { quoted } from '../../syntax/quoted.ts';
import type { CallerInput } from '../../world/caller-name.ts';
import { present } from '../../world/present.ts';
import type { World } from '../../world/world.ts';
import type { CallIdentity, CallRecord } from '../trail/call-record.ts';

/** The caller as the world is asked for it, and the service that forwarded the call. */
export interface RecordedCaller {
  readonly kind: 'caller';
  readonly principal: CallerInput;
  /** `s3`; absent in direct calls. */
  readonly via?: string | undefined;
  /** Whether a service forwarded the call that the record does not name. */
  readonly viaUnnamed: boolean;
  /** Where in the record it stands. */
  readonly origin: string;
}

/** Works out the caller; a sentence where the record does not say who it was. */
export function callerOfRecord(
  record: CallRecord,
  world: World,
): RecordedCaller | { readonly kind: 'unclear'; readonly sentence: string } {
  const { identity } = record;
  const principal = readers[identity.type]?.(identity, world);
  if (principal === undefined) {
    return { kind: 'unclear', sentence: unclear(identity) };
  }
  const { invokedBy } = identity;
  const forwarded = identity.type !== 'AWSService' && invokedBy !== undefined;
  const host = forwarded ? /^([a-z0-9-]+)\.(?:[a-z0-9-]+\.)?amazonaws\.com/.exec(invokedBy) : null;
  return {
    kind: 'caller',
    principal,
    via: host?.[1],
    viaUnnamed: forwarded && host === null,
    origin: 'userIdentity',
  };
}

type Reader = (identity: CallIdentity, world: World) => CallerInput | undefined;

const readers: Readonly<Record<string, Reader>> = {
  Root: ({ accountId, arn, mfaAuthenticated }) => {
    const account = accountId ?? (arn && parseArn(arn)?.account);
    return account === undefined
      ? undefined
      : { root: account, ...present({ mfa: mfaAuthenticated }) };
  },
  IAMUser: (identity) => {
    const user = identity.arn ?? userArn(identity);
    return user === undefined ? undefined : { user, ...sessionOf(identity) };
  },
  AssumedRole: sessionOfRole,
  Role: sessionOfRole,
  FederatedUser: ({ arn, issuer }) => {
    if (arn === undefined) return undefined;
    return {
      federatedUser: arn,
      ...(issuer?.arn.includes(':user/') === true ? { user: issuer.arn } : {}),
    };
  },
  AWSService: ({ invokedBy }) => (invokedBy === undefined ? undefined : { service: invokedBy }),
  AWSAccount: byUniqueId,
};

/** The user name of an account, where the ARN is left out: path `/`, as names are unique whatever the path. */
function userArn({ accountId, userName }: CallIdentity): string | undefined {
  if (accountId === undefined || userName === undefined) return undefined;
  return `arn:aws:iam::${accountId}:user/${userName}`;
}

/**
 * Long-term access keys begin with AKIA, temporary ones with ASIA. A direct call of long-term keys has no MFA.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
function sessionOf({ accessKeyId, mfaAuthenticated, invokedBy }: CallIdentity) {
  const longTerm = accessKeyId?.startsWith('AKIA') === true;
  if (longTerm && invokedBy === undefined) return {};
  const temporary = accessKeyId?.startsWith('ASIA') === true || mfaAuthenticated !== undefined;
  return {
    ...(temporary ? { session: true } : {}),
    ...present({ mfa: mfaAuthenticated }),
  };
}

function sessionOfRole(identity: CallIdentity): CallerInput | undefined {
  const { arn, issuer, principalId, mfaAuthenticated, sourceIdentity } = identity;
  const sessionName = sessionNameOf(arn) ?? principalId?.split(':')[1];
  const role = issuer?.arn ?? (sessionNameOf(arn) === undefined ? arn : undefined);
  const told = { mfa: mfaAuthenticated, sourceIdentity };
  if (role !== undefined) return { role, ...present({ sessionName, ...told }) };
  // Without the issuer the role's path is not known: the world finds the role by its name.
  return arn === undefined ? undefined : { arn, ...present(told) };
}

function sessionNameOf(arn: string | undefined): string | undefined {
  const [kind, , session] = (arn && parseArn(arn)?.resource.split('/')) || [];
  return kind === 'assumed-role' ? session : undefined;
}

/** `AIDA…`, or `AROA…:session`, of a principal that the world knows by its unique id. */
function byUniqueId({ accountId, principalId }: CallIdentity, world: World) {
  const account = world.accounts.get(accountId ?? '');
  const [id, sessionName] = principalId?.split(':') ?? [];
  if (account === undefined || id === undefined) return undefined;
  for (const user of account.users.values()) if (user.id === id) return { user: user.arn };
  for (const role of account.roles.values()) {
    if (role.id === id) return { role: role.arn, ...present({ sessionName }) };
  }
  return undefined;
}

function unclear({ type, principalId, accountId }: CallIdentity): string {
  if (type === 'AWSAccount') {
    const who = principalId === undefined ? 'nobody' : `only the id ${quoted(principalId)}`;
    return `the record names ${who} of account \`${accountId ?? '?'}\`: take the record of the caller's own account, or give the principal its \`id\` in the world`;
  }
  return `the record does not say who called: its userIdentity is of the type ${quoted(type)}, without what names a caller`;
}
