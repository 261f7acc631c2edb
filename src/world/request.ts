// A question to a world, and its answers before a decision is taken.
import type { CompiledPolicySet } from '../engine/compiled.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type {
  AccessRequestInput,
  FederatedUserInput,
  RequestContext,
  RoleSessionInput,
  RootInput,
  ServiceInput,
  UserInput,
} from '../model/request.ts';
import type { DocumentInput } from '../policy/document.ts';

/** A request in the words of its author: names instead of ARNs, what the world knows left out. */
export interface WorldRequest {
  /** An ARN, `user/NAME`, `role/NAME`, `role/NAME/SESSION`, `root`, a service, `anonymous`; or an object. */
  readonly principal: string | WorldPrincipal;
  readonly action: string;
  /** A key's id or ARN, or an alias's name or ARN. */
  readonly key?: string;
  /** The resource of an action of another service, or the alias of an action on aliases. */
  readonly resource?: string;
  readonly region?: string;
  readonly context?: RequestContext;
  readonly via?: string;
  readonly vpcEndpoint?: string;
  readonly grantTokens?: readonly string[];
  readonly grantId?: string;
  /** Lets given context values win over what the world derives. */
  readonly override?: boolean;
}

/** A principal with what its ARN does not say. `arn` takes any ARN or short name. */
export type WorldPrincipal = (
  | UserInput
  | RoleSessionInput
  | FederatedUserInput
  | RootInput
  | ServiceInput
  | ArnPrincipal
) & {
  readonly sessionPolicies?: readonly DocumentInput[];
  readonly viaService?: string;
};

/** Any principal by its ARN or short name. */
export interface ArnPrincipal {
  readonly arn: string;
  readonly mfa?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sourceIdentity?: string;
}

/** What the world does not say, and what is assumed in its place. */
export interface ResolveOptions {
  /** The time of the request. */
  readonly clock: Date;
  /** Takes the account of a caller that the world does not hold to allow everything. */
  readonly assumeCallerAllows?: boolean;
}

/** A request ready to be decided; or what the world lacks for it; or what is wrong with it. */
export type Resolution =
  | {
      readonly kind: 'resolved';
      readonly policies: CompiledPolicySet;
      readonly request: AccessRequestInput;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'unknown';
      /** Sentences: what the world does not hold, and how to get it. */
      readonly missing: readonly string[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly kind: 'error'; readonly diagnostics: readonly Diagnostic[] };

/** A step towards a resolution: its result, or why there is none. */
export type Step<T> =
  | { readonly kind: 'found'; readonly value: T }
  | Exclude<Resolution, { kind: 'resolved' }>;

/** A step that worked. */
export function found<T>(value: T): Step<T> {
  return { kind: 'found', value };
}

/** A step that failed because the request is wrong. */
export function wrong(code: string, message: string, remedy?: string): Step<never> {
  const diagnostic = { code, severity: 'error', message } as const;
  return {
    kind: 'error',
    diagnostics: [remedy === undefined ? diagnostic : { ...diagnostic, remedy }],
  };
}

/** A step that failed because the world does not hold enough. */
export function unknown(code: string, ...missing: readonly string[]): Step<never> {
  const diagnostics = missing.map(
    (sentence): Diagnostic => ({
      code,
      severity: 'error',
      message: `the world does not hold ${sentence}`,
    }),
  );
  return { kind: 'unknown', missing, diagnostics };
}
