// Who is asking, worked out of the principal that a request names.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import type { RawPrincipal } from './shapes.ts';

/** The caller. */
export interface Caller {
  kind: 'user' | 'role' | 'federated-user' | 'root' | 'service' | 'anonymous';
  /** Absent for services and for anonymous callers. */
  account?: string;
  partition: string;
  /** The user's, role's, federated user's or root's ARN: the value of aws:PrincipalArn. */
  arn?: string;
  /** The last part of the user's or role's name, the federated user's name, the service's name. */
  name?: string;
  sessionName?: string;
  /** The IAM user that called GetFederationToken. */
  issuingUser?: string;
  serviceLinked: boolean;
  tags: Record<string, string>;
  sourceIdentity?: string;
  mfa?: boolean;
  sourceArn?: string;
  sourceAccount?: string;
}

/** Reads the principal of a request. */
export function callerOf(principal: RawPrincipal): Caller {
  if (principal === 'anonymous') {
    return { kind: 'anonymous', partition: 'aws', serviceLinked: false, tags: {} };
  }
  if (typeof principal === 'string') return callerOf(inputOf(principal));
  if ('service' in principal) {
    const { service, ...rest } = principal;
    return {
      kind: 'service',
      partition: 'aws',
      name: service,
      serviceLinked: false,
      tags: {},
      ...rest,
    };
  }
  if ('root' in principal) {
    const caller = named('root', `arn:aws:iam::${principal.root}:root`, undefined);
    return principal.mfa === undefined ? caller : { ...caller, mfa: principal.mfa };
  }
  if ('federatedUser' in principal) {
    const caller = named('federated-user', principal.federatedUser, principal.tags);
    return principal.user === undefined ? caller : { ...caller, issuingUser: principal.user };
  }
  if ('role' in principal) {
    const { sessionName, sourceIdentity } = principal;
    return {
      ...named('role', principal.role, principal.tags),
      serviceLinked: principal.role.split(':')[5]!.startsWith('role/aws-service-role/'),
      // A role session is temporary credentials: the key is there, and false unless MFA was used.
      mfa: principal.mfa ?? false,
      ...(sessionName === undefined ? {} : { sessionName }),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    };
  }
  const caller = named('user', principal.user, principal.tags);
  // Long-term keys carry no word on MFA; temporary credentials of a user do.
  const mfa = principal.mfa ?? (principal.session ? false : undefined);
  return mfa === undefined ? caller : { ...caller, mfa };
}

function inputOf(arn: string): RawPrincipal {
  const [, partition, service, , account, rest] = splitArn(arn);
  const [kind, name, session] = rest!.split('/');
  if (rest === 'root') return { root: account! };
  if (service === 'iam' && kind === 'user') return { user: arn };
  if (service === 'iam' && kind === 'role') return { role: arn };
  if (service === 'sts' && kind === 'federated-user') return { federatedUser: arn };
  if (service === 'sts' && kind === 'assumed-role') {
    // A session's ARN does not hold the role's path: `/` is assumed.
    return { role: `arn:${partition}:iam::${account}:role/${name}`, sessionName: session! };
  }
  throw new Error(`the reference cannot read the principal ${arn}`);
}

function named(
  kind: Caller['kind'],
  arn: string,
  tags: Record<string, string> | undefined,
): Caller {
  const [, partition, , , account, rest] = splitArn(arn);
  return {
    kind,
    arn,
    partition: partition!,
    account: account!,
    name: rest!.split('/').at(-1)!,
    serviceLinked: false,
    tags: tags ?? {},
  };
}

/** The six parts of an ARN; the last one keeps its colons. */
export function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
