// A request: who asks to do what to which resource, with which context.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html

/** The value of a context key. A list belongs to a multi-valued key. `null` counts as absent. */
export type ContextValue = string | number | boolean | null | readonly (string | number)[];

/** Context keys and their values. Names are case-insensitive; two that differ only by case are an error. */
export type RequestContext = Readonly<Record<string, ContextValue>>;

/** A request as a caller of the library writes it. */
export interface AccessRequestInput {
  /** An ARN of a user, an assumed-role session, a federated user or a root; a role ARN is an unnamed session. */
  readonly principal: string | PrincipalInput;
  /** One action, `kms:Decrypt`; no wildcard. */
  readonly action: string;
  /** The ARN of the resource, or `*` for an action that has none. */
  readonly resource: string;
  readonly context?: RequestContext | undefined;
  /** The service that forwards the call on the principal's behalf: `s3`. */
  readonly via?: string | undefined;
  /** The VPC endpoint that the call came through: `vpce-…`. */
  readonly vpcEndpoint?: string | undefined;
  readonly grantTokens?: readonly string[] | undefined;
  /** The grant that the request names (RetireGrant, RevokeGrant). */
  readonly grantId?: string | undefined;
  /** Where given context values come from, by key, for the explanation: `derived from the key`. */
  readonly contextOrigins?: Readonly<Record<string, string>> | undefined;
}

/** Who asks, with what a bare ARN cannot say. */
export type PrincipalInput =
  | UserInput
  | RoleSessionInput
  | FederatedUserInput
  | RootInput
  | ServiceInput
  | 'anonymous';

/** An IAM user. `session: true` are temporary credentials (GetSessionToken, console). */
export interface UserInput {
  readonly user: string;
  readonly mfa?: boolean;
  readonly session?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A session of a role; `role` is the role's ARN, with its path. */
export interface RoleSessionInput {
  readonly role: string;
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly mfa?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A GetFederationToken session; `user` is the IAM user that issued it. */
export interface FederatedUserInput {
  readonly federatedUser: string;
  readonly user?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The root user of an account. */
export interface RootInput {
  readonly root: string;
  readonly mfa?: boolean;
}

/** An AWS service that calls for itself: `cloudtrail.amazonaws.com`. */
export interface ServiceInput {
  readonly service: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}
