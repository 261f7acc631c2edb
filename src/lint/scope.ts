// What is linted together: policy documents, and the resources that they belong to. A stack's key policy is
// read with the stack's roles.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Grant } from '../model/grant.ts';
import type { Policy, PolicyType } from '../model/policy.ts';
import type { Span } from '../model/span.ts';
import type { World } from '../world/world.ts';
import type { Suppression } from './suppression.ts';

/** A value that a template or plan leaves open; `unknown` says what it depends on. */
export interface Unknown {
  readonly unknown: string;
}

/** A value, or what it depends on. */
export type Maybe<T> = T | Unknown;

/** Whether a value is known. */
export function isKnown<T>(value: Maybe<T> | undefined): value is T {
  return (
    value !== undefined && !(typeof value === 'object' && value !== null && 'unknown' in value)
  );
}

/** A file that is linted. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** A policy document in a file. */
export interface LintDocument {
  readonly policy: Policy;
  readonly source: SourceFile;
  /** The place of the whole document. */
  readonly span?: Span | undefined;
  /** Whether the type was guessed from the document's shape. */
  readonly guessed: boolean;
  /** What the parser says of it; errors make no `LintDocument`. */
  readonly diagnostics: readonly Diagnostic[];
  /** The resource that it belongs to, where the file says it. */
  readonly resource?: LintResource;
}

/** A resource that a file describes. Fields that the file leaves out are absent. */
export type LintResource =
  | KeyResource
  | PrincipalResource
  | PolicyResource
  | GrantResource
  | AliasResource
  | EndpointResource
  | OrganizationResource;

interface ResourceBase {
  /** The logical id, the address in a plan, or the key id. */
  readonly name: string;
  readonly source: SourceFile;
  readonly span: Span;
  readonly account?: string;
  readonly region?: string;
  /** The places of its properties, by their names in this model. */
  readonly places: Readonly<Record<string, Span | undefined>>;
}

/** A KMS key. */
export interface KeyResource extends ResourceBase {
  readonly kind: 'key';
  readonly keyId?: string;
  readonly spec: Maybe<string>;
  readonly usage: Maybe<string>;
  readonly origin: Maybe<string>;
  readonly multiRegion: Maybe<boolean>;
  readonly replica: boolean;
  readonly enabled: Maybe<boolean>;
  readonly rotation?: Maybe<boolean>;
  readonly deletionWindowDays?: Maybe<number>;
  readonly bypassLockoutCheck?: Maybe<boolean>;
  readonly policyName?: Maybe<string>;
  /** Whether the file gives it a key policy (of its own, or by another resource). */
  readonly hasPolicy: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A user, group or role. */
export interface PrincipalResource extends ResourceBase {
  readonly kind: 'user' | 'group' | 'role';
  /** The ARN, where the name and the account are known or made up for the stack. */
  readonly arn?: string;
  /** The name that the file gives; absent where AWS makes one up, which `arn` then does not know. */
  readonly givenName?: Maybe<string>;
  /** The ARN of the permissions boundary. */
  readonly boundary?: Maybe<string>;
  /** The ARNs of attached managed policies. */
  readonly managedPolicies?: readonly Maybe<string>[];
}

/** A policy that is a resource of its own and is attached to principals. */
export interface PolicyResource extends ResourceBase {
  readonly kind: 'policy';
  /** The ARN of a managed policy. */
  readonly arn?: string;
  /** The names or ARNs of the principals that the file attaches it to. */
  readonly attachedTo: readonly Maybe<string>[];
}

/** A grant on a key. */
export interface GrantResource extends ResourceBase {
  readonly kind: 'grant';
  readonly key?: string;
  readonly grant: Grant;
}

/** An alias of a key. */
export interface AliasResource extends ResourceBase {
  readonly kind: 'alias';
  /** `alias/app`. */
  readonly aliasName?: Maybe<string>;
  /** The name of a key of the file, or the id or ARN of another. */
  readonly key?: string;
}

/** A VPC endpoint. */
export interface EndpointResource extends ResourceBase {
  readonly kind: 'vpc-endpoint';
}

/** A policy of an organization, or another resource with a policy of its own. */
export interface OrganizationResource extends ResourceBase {
  readonly kind: 'organization-policy' | 'other';
}

/** A document that no rule has looked at. */
export interface UnparsedDocument {
  readonly name: string;
  readonly type: PolicyType;
  /** What it depends on, where it is not known; else it has errors. */
  readonly unknown?: string;
}

/** A file as it was read. */
export interface ReadFile {
  readonly source: SourceFile;
  /** `a policy document`, `a CloudFormation template`, `a Terraform plan` … */
  readonly takenFor: string;
  readonly documents: readonly LintDocument[];
  readonly resources: readonly LintResource[];
  /** What the readers say; a file with errors was not read whole. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a tool has made it of something else, a plan say, so that there is no point in editing it. */
  readonly derived?: boolean;
  /** Whether some part of it could not be read at all; a diagnostic says which. */
  readonly incomplete?: boolean;
  /** What the file itself says to leave out. */
  readonly suppressions?: readonly Suppression[];
  /** Documents that could not be parsed, or are not known: their type, for the report's header. */
  readonly unparsed: readonly UnparsedDocument[];
}

/** All that is linted together, and what is known besides. */
export interface LintScope {
  readonly files: readonly ReadFile[];
  readonly documents: readonly LintDocument[];
  readonly resources: readonly LintResource[];
  /** Accounts and organizations that are no strangers. */
  readonly trustedAccounts: readonly string[];
  readonly trustedOrganizations: readonly string[];
  /** The account and Region to take where a file names none. */
  readonly account?: string;
  readonly region?: string;
  /** Who deploys, for the lockout rules. */
  readonly deployer?: string;
  readonly world?: World;
}
