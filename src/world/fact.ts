// A fact: what one file says of one thing. Readers turn files into facts, assemble.ts turns facts into
// a world, so that a world file and any mix of AWS CLI outputs meet in one place.

import type { Grant } from '../model/grant.ts';
import type { Span } from '../model/span.ts';
import type { LocatedNode } from '../syntax/node.ts';
import type { AccessKey, MfaDevice } from './access-keys.ts';
import type { AccountSimulation } from './world.ts';

/** Where something was said. */
export interface Place {
  readonly file?: string;
  readonly span?: Span;
}

/** A policy document before it is known as which type it serves. An empty name means that it has none. */
export interface PolicySource extends Place {
  readonly node: LocatedNode;
  readonly name: string;
  readonly text?: string;
}

/** A policy of a principal: its document, or the ARN of a managed policy that another file holds. */
export type Attachment =
  | { readonly kind: 'document'; readonly source: PolicySource }
  | {
      readonly kind: 'managed';
      readonly arn: string;
      readonly name: string;
      readonly place: Place;
    };

/** The facts, one kind for each kind of thing. */
export type Fact =
  | AccountFact
  | AccountOrganizationFact
  | IdentityFact
  | ManagedPolicyFact
  | SessionFact
  | KeyFact
  | VpcEndpointFact
  | ResourceFact
  | OrganizationFact
  | OrganizationPolicyFact
  | PolicyTargetsFact
  | ParentFact;

interface FactBase {
  readonly place: Place;
  /** A world file leaves out what does not exist; an AWS output leaves out what it was not asked. */
  readonly written: boolean;
}

/** What a user, a root user or a session proves itself with. */
export interface CredentialsOfCaller {
  readonly accessKeys?: readonly (AccessKey & { readonly place: Place })[];
  readonly mfaDevices?: readonly (MfaDevice & { readonly place: Place })[];
}

/** An account exists; `identities` says that its principals are listed. */
export interface AccountFact extends FactBase {
  readonly kind: 'account';
  readonly account: string;
  readonly identities: boolean;
  /** What the root user proves itself with. */
  readonly root?: CredentialsOfCaller;
  readonly simulation?: AccountSimulation;
}

/** An account's place in its organization, as a world file states it. */
export interface AccountOrganizationFact extends FactBase {
  readonly kind: 'account-organization';
  readonly account: string;
  readonly id?: string;
  readonly path?: string;
  readonly management?: boolean;
  readonly scps?: readonly (readonly PolicySource[])[];
  readonly rcps?: readonly (readonly PolicySource[])[];
}

/** A user, group or role, or a part of what is known of it. */
export interface IdentityFact extends FactBase, CredentialsOfCaller {
  readonly kind: 'user' | 'group' | 'role';
  /** Absent where the output does not say it: the only account of the folder is meant. */
  readonly account?: string;
  readonly name: string;
  readonly path?: string;
  readonly id?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly groups?: readonly { readonly name: string; readonly place: Place }[];
  readonly policies?: readonly Attachment[];
  readonly boundary?: Attachment;
  readonly trustPolicy?: PolicySource;
  /** How long a session may last, in seconds. */
  readonly maxSessionSeconds?: number;
}

/** A managed policy's document, found by ARN or, where the output does not say it, by name. */
export interface ManagedPolicyFact extends FactBase {
  readonly kind: 'managed-policy';
  readonly arn?: string;
  readonly name: string;
  readonly source: PolicySource;
}

/** A session of a role, or of a federated user. */
export interface SessionFact extends FactBase, CredentialsOfCaller {
  readonly kind: 'session';
  readonly account: string;
  readonly role?: string;
  readonly federatedUser?: string;
  readonly name?: string;
  readonly user?: string;
  readonly policies: readonly PolicySource[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly mfa?: boolean;
  readonly sourceIdentity?: string;
}

/** Which key is meant. What is absent follows from the folder, or from the only candidate. */
export interface KeyRef {
  readonly account?: string;
  readonly region?: string;
  readonly id?: string;
}

/** A KMS key, or a part of what is known of it. */
export interface KeyFact extends FactBase {
  readonly kind: 'key';
  readonly key: KeyRef;
  readonly policy?: PolicySource;
  readonly aliases?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly grants?: readonly Grant[];
  readonly spec?: string;
  readonly usage?: string;
  readonly origin?: string;
  readonly state?: string;
  readonly manager?: 'CUSTOMER' | 'AWS';
  readonly multiRegion?: boolean;
  readonly multiRegionKeyType?: 'PRIMARY' | 'REPLICA';
  readonly description?: string;
  readonly material?: string;
  readonly materialId?: string;
}

/** A VPC endpoint. */
export interface VpcEndpointFact extends FactBase {
  readonly kind: 'vpc-endpoint';
  readonly account?: string;
  readonly id: string;
  readonly vpc?: string;
  readonly policy?: PolicySource;
}

/** A resource of another service. */
export interface ResourceFact extends FactBase {
  readonly kind: 'resource';
  readonly account: string;
  readonly arn: string;
  readonly policy?: PolicySource;
}

/** The organization and its management account. */
export interface OrganizationFact extends FactBase {
  readonly kind: 'organization';
  readonly id: string;
  readonly managementAccount?: string;
}

/** An SCP or RCP. */
export interface OrganizationPolicyFact extends FactBase {
  readonly kind: 'organization-policy';
  readonly id: string;
  readonly type: 'service-control-policy' | 'resource-control-policy';
  readonly source: PolicySource;
}

/** Which roots, OUs and accounts an SCP or RCP is attached to. */
export interface PolicyTargetsFact extends FactBase {
  readonly kind: 'policy-targets';
  readonly policy: string;
  readonly targets: readonly string[];
}

/** What stands directly above an account or OU. */
export interface ParentFact extends FactBase {
  readonly kind: 'parent';
  readonly child: string;
  readonly parent: string;
}
