// A question to a world, and what comes of it before a decision is taken.
import type { CompiledPolicySet } from '../engine/compiled.ts';
import type { AccessRequestInput, RequestContext } from '../model/request.ts';
import type { CallerInput } from './caller-name.ts';
import type { Unresolved } from './step.ts';

/** A request in the words of its author: names instead of ARNs, what the world knows left out. */
export interface WorldRequest {
  /** An ARN, `user/NAME`, `role/NAME`, `role/NAME/SESSION`, `root`, a service, `anonymous`; or an object. */
  readonly principal: string | WorldPrincipal;
  readonly action: string;
  /** A key's id or ARN, or an alias's name or ARN. */
  readonly key?: string | undefined;
  /** The resource of an action of another service, or the alias of an action on aliases. */
  readonly resource?: string | undefined;
  readonly region?: string | undefined;
  readonly context?: RequestContext | undefined;
  readonly via?: string | undefined;
  readonly vpcEndpoint?: string | undefined;
  readonly grantTokens?: readonly string[] | undefined;
  readonly grantId?: string | undefined;
  /** Lets given context values win over what the world derives. */
  readonly override?: boolean | undefined;
}

/** Who asks: `arn` takes any ARN or short name; sessions bring policies of their own. */
export type WorldPrincipal = CallerInput;

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
      /** Sentences: how the request was understood, where a reader may not expect it. */
      readonly notes: readonly string[];
    }
  | Unresolved;
