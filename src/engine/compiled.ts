// The nouns of the engine, in one place: a compiled policy set, what is known of each caller, action and
// resource, and the call that is being decided. Plain types; the files beside this one give them life.
import type { KmsAction } from '../catalog/kms-actions.ts';
import type { Arn } from '../model/arn.ts';
import type {
  AllowReason,
  Decision,
  DenyReason,
  GrantSource,
  StatementSource,
} from '../model/decision.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Grant } from '../model/grant.ts';
import type { Policy, PrincipalClause, PrincipalPattern, Statement } from '../model/policy.ts';
import type { Principal } from '../model/principal.ts';
import type { AccessRequestInput, ContextValue, PrincipalInput } from '../model/request.ts';
import type { Layer, StatementTrace } from '../model/trace.ts';
import type { TextTest } from './glob.ts';
import type { CompileOptions, PolicySetInput } from './policy-set.ts';
import type { Template } from './template.ts';
import type { Words } from './words.ts';

/** The result of `compilePolicySet`. `input` and `policies` are kept, so that a changed copy can be compiled. */
export interface CompiledPolicySet {
  readonly input: PolicySetInput;
  readonly options: CompileOptions;
  readonly policies: readonly Policy[];
  /** What is worth a warning in the documents. */
  readonly diagnostics: readonly Diagnostic[];
  /** All statements, in the order in which denials are named; `statements[id].id` is `id`. */
  readonly statements: readonly CompiledStatement[];
  readonly denies: Range;
  readonly allows: AllowRanges;
  readonly grants: readonly CompiledGrant[];
  readonly slots: Slots;
  /** What is known of a caller, remembered. */
  readonly callerOf: (principal: string | PrincipalInput) => Caller;
  /** What is known of an action, remembered. */
  readonly actionOf: (action: string) => ActionProfile;
  /** What is known of a resource, remembered. */
  readonly resourceOf: (resource: string) => ResourceProfile;
  readonly decisions: Decisions;
  /** The call that `decide` fills anew each time. */
  readonly scratch: Call;
}

/** The Allow statements of each layer; service control policies by level. */
export interface AllowRanges {
  readonly serviceControl: readonly Range[];
  readonly endpoint: Range;
  readonly resource: Range;
  readonly identity: Range;
  readonly boundary: Range;
  readonly session: Range;
}

/** Some statements of a set: those of one layer and effect, or of one level of it. */
export interface Range {
  /** Whether the layer has a document at all. */
  readonly present: boolean;
  readonly firstWord: number;
  readonly lastWord: number;
  readonly words: Words;
}

/** A statement with its place in the set. */
export interface CompiledStatement {
  readonly id: number;
  readonly layer: Layer;
  /** The level of an SCP or RCP, root first; 0 elsewhere. */
  readonly level: number;
  readonly allows: boolean;
  readonly policy: Policy;
  readonly statement: Statement;
  readonly source: StatementSource;
  readonly principal: PrincipalClause | undefined;
  readonly action: Patterns | undefined;
  /** Undefined in a trust policy, whose resource is its role. */
  readonly resource: Patterns | undefined;
  readonly conditions: readonly CompiledCondition[];
  /** False for a statement that can never apply: it lacks an element, or an unknown clause is taken not to hold. */
  readonly hasEffect: boolean;
  /** Traces of the statement that do not depend on the context, by what held: filled by trace.ts. */
  readonly traces: (StatementTrace | undefined)[];
}

/** The patterns of an Action or Resource element, or of its Not… twin. */
export interface Patterns {
  readonly negated: boolean;
  /** The element's value is not known, and is taken to match. */
  readonly unknown: boolean;
  /** Patterns without wildcards or variables. */
  readonly exact: readonly string[];
  readonly globs: readonly { readonly text: string; readonly test: TextTest }[];
  /** Patterns with variables: what they match depends on the request. */
  readonly templates: readonly Template[];
}

/** One operator and key of a Condition, and the slot of its key. */
export interface CompiledCondition {
  readonly slot: number;
  readonly test: (call: Call) => boolean;
}

/** A grant made ready. `id` numbers it behind the statements of its set. */
export interface CompiledGrant {
  readonly id: number;
  readonly grant: Grant;
  readonly source: GrantSource;
  /** Actions in lower case: `kms:decrypt`. */
  readonly operations: ReadonlySet<string>;
  readonly grantee: PrincipalPattern | undefined;
  readonly retirer: PrincipalPattern | undefined;
}

/** A caller, and the statements whose Principal element and layer reach it. */
export interface Caller {
  readonly principal: Principal;
  /** Tags by key in lower case. */
  readonly tags: ReadonlyMap<string, string> | undefined;
  readonly words: Words;
  /** By statement: how its Principal element names the caller, as a value of FORM. */
  readonly forms: Uint8Array;
  /** The statements that reach the caller only if aws:userid is one of the ids that they name. */
  readonly byUniqueId: ReadonlySet<number>;
  /** The NotPrincipal statements that list the caller in some of the forms it needs, but not all. */
  readonly incomplete: ReadonlySet<number>;
}

/** An action, and the statements whose Action element matches it. */
export interface ActionProfile {
  /** The action in AWS's spelling: `kms:Decrypt`. */
  readonly name: string;
  readonly service: string;
  /** The catalogue's row, for KMS. */
  readonly kms: KmsAction | undefined;
  /** `explicit`: a key policy must let in; `trust-policy`: a role's must; `implicit`: the account's IAM suffices. */
  readonly trust: 'explicit' | 'trust-policy' | 'implicit';
  /** The kinds of resources that the action can have, as bits of RESOURCE. */
  readonly resources: number;
  /** Whether requests for the action carry a context key (in lower case) of the service. */
  readonly carries: (key: string) => boolean;
  readonly words: Words;
}

/** A resource, and the statements whose Resource element matches it. */
export interface ResourceProfile {
  readonly text: string;
  readonly arn: Arn | undefined;
  /** One bit of RESOURCE. */
  readonly kind: number;
  readonly account: string | undefined;
  readonly words: Words;
}

/** The value of a context key that a request has. */
export type PresentValue = NonNullable<ContextValue>;

/** How one context key is derived, and what from. */
export interface Derivation {
  readonly from: 'principal' | 'resource' | 'call' | 'encryption context';
  readonly value: (call: Call) => PresentValue | undefined;
}

/** What a policy's statement is made into, for any set: the keys that it reads have slots of the set. */
export type PerSet<T> = (slots: Slots) => T;

/** The context keys that a policy set looks at, each with its slot. */
export interface Slots {
  readonly names: readonly string[];
  readonly derivations: readonly (Derivation | undefined)[];
  /** The slot of a key, made if need be: only while policies are compiled. */
  readonly slotOf: (key: string) => number;
  /** The slot of a key as a request spells it; below zero, and another for each, where no policy looks at it. */
  readonly find: (spelling: string) => number;
  /** By the key (`~slot`), which context was the last to have it; `mark` is the present one. */
  readonly marks: number[];
  mark: number;
  /** How many times the spellings were forgotten, and the numbers with them. */
  forgot: number;
  readonly principalArn: number;
  readonly userId: number;
  readonly sourceArn: number;
  readonly sourceVpce: number;
}

/** Makes, or finds, the frozen decision for a reason and what decided: ids of statements and grants. */
export interface Decisions {
  readonly allow: (
    reason: AllowReason,
    assumed: number,
    first?: number,
    second?: number,
  ) => Decision;
  readonly deny: (reason: DenyReason, assumed: number) => Decision;
  readonly explicitDeny: (assumed: number, sources: readonly number[]) => Decision;
}

/** Marks a context slot that nobody has read yet. */
export const UNREAD: unique symbol = Symbol('unread');

/** A request on its way through the gates. */
export interface Call {
  readonly policies: CompiledPolicySet;
  request: AccessRequestInput;
  caller: Caller;
  action: ActionProfile;
  resource: ResourceProfile;
  /** The account that owns the resource; undefined where the resource has none. */
  resourceAccount: string | undefined;
  crossAccount: boolean;
  /** Whether the call came through the VPC endpoint itself, so that its policy counts. */
  throughEndpoint: boolean;
  /** Whether resource control policies reach the call at all. */
  underRcps: boolean;
  /** Whether the resource's own policy has a say: a key policy has none in IAM-only actions. */
  underResourcePolicy: boolean;
  /** Values by slot: given ones are filled in at once, derived ones when first read. */
  readonly values: (ContextValue | undefined | typeof UNREAD)[];
  /** The assumptions that the evaluation rested on, as bits. */
  assumed: number;
}
