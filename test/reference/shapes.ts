// The raw JSON that the reference evaluator reads. Declared here on purpose, so that the evaluator
// shares nothing with the engine: two readings of the AWS documentation, compared case by case.

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A document: its JSON text, its value, or `{ name, document }` around one of them. */
export type RawDocument = string | { [name: string]: unknown };

/** All policies that take part in a decision. */
export interface RawPolicySet {
  resourcePolicy?: RawDocument;
  resourceAccount?: string;
  identityPolicies?: RawDocument[];
  permissionsBoundary?: RawDocument;
  sessionPolicies?: RawDocument[];
  serviceControlPolicies?: RawDocument[][];
  resourceControlPolicies?: RawDocument[][];
  vpcEndpointPolicy?: RawDocument;
  grants?: RawGrant[];
}

/** A grant as `aws kms list-grants` prints it, with its token and whether it has spread already. */
export interface RawGrant {
  GrantId: string;
  KeyId?: string;
  GranteePrincipal?: string;
  GranteeServicePrincipal?: string;
  RetiringPrincipal?: string;
  RetiringServicePrincipal?: string;
  Operations: string[];
  Constraints?: {
    EncryptionContextEquals?: Record<string, string>;
    EncryptionContextSubset?: Record<string, string>;
    SourceArn?: string;
  };
  GrantToken?: string;
  visible?: boolean;
}

export type RawContextValue = string | number | boolean | null | (string | number)[];

export type RawPrincipal =
  | string
  | { user: string; mfa?: boolean; session?: boolean; tags?: Record<string, string> }
  | {
      role: string;
      sessionName?: string;
      sourceIdentity?: string;
      mfa?: boolean;
      tags?: Record<string, string>;
    }
  | { federatedUser: string; user?: string; tags?: Record<string, string> }
  | { root: string; mfa?: boolean }
  | { service: string; sourceArn?: string; sourceAccount?: string };

/** One request. */
export interface RawRequest {
  principal: RawPrincipal;
  action: string;
  resource: string;
  context?: Record<string, RawContextValue>;
  via?: string;
  vpcEndpoint?: string;
  grantTokens?: string[];
  grantId?: string;
}

/** A policy document once its text is read. */
export interface PolicyJson {
  Version?: string;
  Statement: StatementJson | StatementJson[];
}

/** One statement of a document, as AWS writes it. */
export interface StatementJson {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: PrincipalJson;
  NotPrincipal?: PrincipalJson;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, ConditionValue | ConditionValue[]>>;
}

export type ConditionValue = string | number | boolean;

/** `"*"`, or the principals by kind. */
export type PrincipalJson = '*' | Record<string, string | string[]>;

/** The document's JSON, out of whichever wrapping it came in. */
export function readDocument(document: RawDocument): PolicyJson {
  if (typeof document === 'string') return JSON.parse(document) as PolicyJson;
  if ('document' in document) return readDocument(document.document as RawDocument);
  return document as unknown as PolicyJson;
}

/** A single value stands for a list of one wherever a policy allows a list. */
export function listOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
