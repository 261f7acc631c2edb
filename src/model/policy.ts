// A policy document as the engine sees it: statements, each a list of clauses.
// A statement applies to a request when every one of its clauses holds.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import type { Span } from './span.ts';

/** The kinds of policy documents that take part in a decision, in AWS's words. */
export type PolicyType =
  | 'identity-policy'
  | 'key-policy'
  | 'resource-policy'
  | 'trust-policy'
  | 'permissions-boundary'
  | 'session-policy'
  | 'service-control-policy'
  | 'resource-control-policy'
  | 'vpc-endpoint-policy';

/** Decides whether `${…}` is a variable: only `2012-10-17` knows them. */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

/** A parsed policy document. `version` is `2008-10-17` where the document states none. */
export interface Policy {
  readonly name: string;
  readonly type: PolicyType;
  readonly version: PolicyVersion;
  readonly statements: readonly Statement[];
  readonly id?: string;
  /** The ARN of a managed policy, where it is known to be one. */
  readonly arn?: string;
  /** The path of the file that the document was read from, as the user wrote it. */
  readonly file?: string;
  /** The source text that all spans of this policy point into; absent for parsed values. */
  readonly text?: string;
  /** The document as a plain JSON value, for printing and for compiling a changed copy. */
  readonly document: JsonObject;
}

/** One statement. `index` counts from 0 in document order. */
export interface Statement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly clauses: readonly Clause[];
  readonly span?: Span;
}

/** One element of a statement, or one operator and key of its Condition. */
export type Clause = PrincipalClause | ActionClause | ResourceClause | ConditionClause;

interface ClauseBase {
  readonly span?: Span;
  /** What the clause's value depends on, where it is not known (a template parameter, say). */
  readonly unknown?: string;
}

/** `Principal` or `NotPrincipal`: who the statement speaks of. */
export interface PrincipalClause extends ClauseBase {
  readonly kind: 'Principal' | 'NotPrincipal';
  readonly principals: readonly PrincipalPattern[];
}

/** `Action` or `NotAction`: patterns such as `kms:Decrypt`, `kms:*`, as written. */
export interface ActionClause extends ClauseBase {
  readonly kind: 'Action' | 'NotAction';
  readonly patterns: readonly Written[];
}

/** `Resource` or `NotResource`: ARN patterns, as written. */
export interface ResourceClause extends ClauseBase {
  readonly kind: 'Resource' | 'NotResource';
  readonly patterns: readonly Written[];
}

/** One operator and key of a Condition; `operator` is as written, with its set prefix and `IfExists`. */
export interface ConditionClause extends ClauseBase {
  readonly kind: 'Condition';
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Written[];
  readonly operatorSpan?: Span;
  readonly keySpan?: Span;
}

/** One value as the document writes it: numbers and booleans as their JSON text. */
export interface Written {
  readonly value: string;
  readonly span?: Span;
}

/** One entry of a Principal element. `value` is as written. */
export interface PrincipalPattern {
  readonly kind: PrincipalPatternKind;
  readonly value: string;
  /** The account that the entry names, where it names one. */
  readonly account?: string;
  readonly span?: Span;
}

/** What an entry of a Principal element names. `everyone` is `"*"`; `account` its id or root ARN. */
export type PrincipalPatternKind =
  | 'everyone'
  | 'account'
  | 'user'
  | 'role'
  | 'session'
  | 'federated-user'
  | 'unique-id'
  | 'service'
  | 'federated'
  | 'canonical-user';

/** A JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}
