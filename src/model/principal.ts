// The caller, worked out of what a request says of its principal.

/** The kinds of callers that AWS tells apart. */
export type PrincipalKind = 'user' | 'role' | 'federated-user' | 'root' | 'service' | 'anonymous';

/**
 * A caller. `arn` is what error texts name: the user, session, federated-user or root ARN,
 * or the service's name. `principalArn` is the value of aws:PrincipalArn (a session's role).
 */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly arn: string;
  readonly principalArn?: string;
  readonly account?: string;
  readonly partition: string;
  /** A session of a role: the name of the session, absent where it is unnamed. */
  readonly sessionName?: string;
  /** The IAM user's name, or the role's. */
  readonly name?: string;
  /** The IAM user that a federated session was issued by. */
  readonly issuingUser?: string;
  /** Whether the role is service-linked: its path is /aws-service-role/. */
  readonly serviceLinked: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
  /** aws:MultiFactorAuthPresent: absent for long-term keys and federated identities. */
  readonly mfa?: boolean;
  /** Whether the credentials are temporary. */
  readonly temporary: boolean;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}
