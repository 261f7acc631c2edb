// A world: the accounts, principals, keys and organisations that a request can meet, each with its
// policy documents and the places where they stand. Pure data; resolve.ts asks questions of it.
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Grant } from '../model/grant.ts';
import type { Policy } from '../model/policy.ts';
import type { AccessKey, MfaDevice } from './access-keys.ts';

/** All that is known. `accounts` is by account id, in the order in which the files name them. */
export interface World {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly files: readonly WorldFile[];
  /** Warnings of the documents; a world with errors is not built. */
  readonly diagnostics: readonly Diagnostic[];
  /** The Region of requests that name none. */
  readonly region?: string;
}

/** A file that was read, and what it was taken for: `kms get-key-policy`, `world file`. */
export interface WorldFile {
  readonly path: string;
  readonly text: string;
  readonly takenFor: string;
  /** What the file is about: a key, a user, a policy. */
  readonly about?: string;
  /** The part of the path that may say what the file holds. */
  readonly relative?: string;
}

/** One AWS account. */
export interface Account {
  readonly id: string;
  readonly partition: string;
  /** Absent where the world says nothing of an organization. */
  readonly organization?: Organization;
  /** What the world lacks to know the account's place, where it knows that there is an organization. */
  readonly organizationMissing?: string;
  /** Whether the world says who exists in this account; if not, its principals are unknown, not absent. */
  readonly identitiesKnown: boolean;
  /** Whether all of the account's facts come from world files, which leave out what is not there. */
  readonly written: boolean;
  readonly users: ReadonlyMap<string, User>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly sessions: readonly Session[];
  /** What the root user proves itself with. */
  readonly root?: Proofs;
  readonly keys: readonly Key[];
  readonly vpcEndpoints: ReadonlyMap<string, VpcEndpoint>;
  readonly resources: readonly OtherResource[];
  /** What a simulation lets callers of this account do. */
  readonly simulation?: AccountSimulation;
}

/** Who may state where its calls come from. */
export interface AccountSimulation {
  /** The ARNs of users, roles and sessions. */
  readonly allowedCallers: readonly string[];
}

/** The access keys and MFA devices of a caller. */
interface Proofs {
  readonly accessKeys?: readonly AccessKey[];
  readonly mfaDevices?: readonly MfaDevice[];
}

/** An account's place in its organization. Levels go from the root to the account. */
export interface Organization {
  readonly id?: string;
  /** `o-…/r-…/ou-…/`, as aws:PrincipalOrgPaths writes it. */
  readonly path?: string;
  /** Whether this is the management account, which no SCP and no RCP limits. */
  readonly management: boolean;
  readonly scps: readonly (readonly Policy[])[];
  readonly rcps: readonly (readonly Policy[])[];
}

interface Identity {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly account: string;
  /** The unique id: `AIDA…`, `AROA…`, `AGPA…`. */
  readonly id?: string;
  readonly policies: readonly Policy[];
  /** ARNs of attached policies whose documents no file holds. */
  readonly missingPolicies: readonly string[];
}

/** An IAM group. */
export interface Group extends Identity {
  readonly kind: 'group';
}

/** An IAM user. */
export interface User extends Identity, Proofs {
  readonly kind: 'user';
  readonly groups: readonly string[];
  readonly boundary?: Policy;
  readonly tags: Readonly<Record<string, string>>;
}

/** An IAM role. */
export interface Role extends Identity {
  readonly kind: 'role';
  readonly trustPolicy?: Policy;
  /** How long a session may last, in seconds; an hour where nothing is said. */
  readonly maxSessionSeconds?: number;
  readonly boundary?: Policy;
  readonly tags: Readonly<Record<string, string>>;
}

/** What the world says of one session, found by its session or federated-user ARN. */
export interface Session extends Proofs {
  readonly arn: string;
  /** The role's name, or the IAM user that issued a federated session. */
  readonly role?: string;
  readonly user?: string;
  readonly policies: readonly Policy[];
  readonly tags: Readonly<Record<string, string>>;
  readonly mfa?: boolean;
  readonly sourceIdentity?: string;
}

/** A KMS key in one Region. */
export interface Key {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Absent where no file says it; a world file that names a key without a policy means the default one. */
  readonly policy?: Policy;
  readonly policyOrigin: 'given' | 'default' | 'unknown';
  readonly manager: 'CUSTOMER' | 'AWS';
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  readonly state: string;
  readonly multiRegion: boolean;
  readonly multiRegionKeyType?: 'PRIMARY' | 'REPLICA';
  /** Whether a file states the key's metadata, or the values are those of an ordinary new key. */
  readonly metadataKnown: boolean;
  readonly description?: string;
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly grants: readonly Grant[];
  /** Whether a file lists the key's grants, or all files are world files. */
  readonly grantsKnown: boolean;
  /** The key material that a world file fixes, in base64: secret, and never printed. */
  readonly material?: string;
  /** The id of that material: 64 hexadecimal digits. It follows from the material where nothing is said. */
  readonly materialId?: string;
}

/** A VPC endpoint. Without a policy it lets everything through, as AWS's default does. */
export interface VpcEndpoint {
  readonly id: string;
  readonly account: string;
  readonly vpc?: string;
  readonly policy?: Policy;
}

/** A resource of another service with a policy of its own: a bucket, a queue. */
export interface OtherResource {
  readonly arn: string;
  readonly account: string;
  readonly policy?: Policy;
}
