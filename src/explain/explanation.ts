// What explain() hands back: the answer to "why", as data and as sentences.
// Published as schemas/explanation.schema.json; changes follow semver with `schemaVersion`.
import type { AssumptionId } from '../model/assumption.ts';
import type { Decision, Source, StatementSource } from '../model/decision.ts';
import type { Grant } from '../model/grant.ts';
import type { JsonObject, JsonValue, PolicyType } from '../model/policy.ts';
import type { ContextValue } from '../model/request.ts';
import type { Span } from '../model/span.ts';
import type { GateId, GateState, GrantCheck, Layer, ValueOrigin } from '../model/trace.ts';

/** A decision explained. All members but the first three are built when they are first read. */
export interface Explanation {
  readonly schemaVersion: '1.0';
  /** Equal to what `decide` answers. */
  readonly decision: Decision;
  readonly request: ExplainedRequest;
  /** One sentence: the verdict, the caller, the action, the resource and the one reason. */
  readonly headline: string;
  /** What an AWS SDK would show for this denial; absent for an allow. */
  readonly errorText?: string | undefined;
  readonly gates: readonly ExplainedGate[];
  readonly statements: readonly ExplainedStatement[];
  readonly grants: readonly ExplainedGrant[];
  /** What came closest to opening the gate that decided, closest first. */
  readonly nearMisses: readonly NearMiss[];
  /** Changes that turn the verdict into an allow, each verified by deciding again; smallest first. */
  readonly fixes: readonly Fix[];
  /** What to do where no fix can be proposed: who must change what. */
  readonly advice?: string | undefined;
  readonly assumptions: readonly ExplainedAssumption[];
}

/** The request as it was decided. */
export interface ExplainedRequest {
  /** The caller's ARN, as error texts name it. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string | undefined;
  readonly crossAccount: boolean;
}

/** One gate of the decision and one sentence that says why it is open, closed or not reached. */
export interface ExplainedGate {
  readonly id: GateId;
  readonly state: GateState;
  readonly sentence: string;
  readonly sources: readonly Source[];
}

/** One statement of the policy set, clause by clause. */
export interface ExplainedStatement {
  readonly source: StatementSource;
  readonly layer: Layer;
  /** The 0-based level of an SCP or RCP, root first; 0 elsewhere. */
  readonly level: number;
  readonly effect: 'Allow' | 'Deny';
  /** Whether every clause holds and the layer takes part in this request. */
  readonly applies: boolean;
  readonly clauses: readonly ExplainedClause[];
  /** The statement in its document, with line numbers and carets; absent without a source text. */
  readonly excerpt?: string | undefined;
}

/** One element of a statement, or one operator and key of its Condition. */
export type ExplainedClause = ExplainedElement | ExplainedCondition;

interface ExplainedClauseBase {
  /** The values that the policy states, as written. */
  readonly policyValues: readonly string[];
  readonly requestValue?: ContextValue | undefined;
  /** Where the request's value came from. */
  readonly origin: ValueOrigin;
  readonly holds: boolean;
  readonly span?: Span | undefined;
  /** The fact in words: "aws:SourceIp is 203.0.113.9 (given), outside 192.0.2.0/24". */
  readonly sentence: string;
  /** The clause in its document, with line numbers and carets; absent without a source text. */
  readonly excerpt?: string | undefined;
}

/** A Principal, Action or Resource element, or its Not- form. */
export interface ExplainedElement extends ExplainedClauseBase {
  readonly element:
    | 'Principal'
    | 'NotPrincipal'
    | 'Action'
    | 'NotAction'
    | 'Resource'
    | 'NotResource';
}

/** One operator and key of a Condition. */
export interface ExplainedCondition extends ExplainedClauseBase {
  readonly operator: string;
  readonly key: string;
}

/** One grant and what it demanded. */
export interface ExplainedGrant {
  readonly source: Source;
  readonly applies: boolean;
  readonly checks: readonly GrantCheck[];
  readonly sentence: string;
}

/** A statement or grant that failed in few respects. */
export interface NearMiss {
  readonly source: Source;
  readonly sentence: string;
  /** What failed, one sentence for each clause or check. */
  readonly failed: readonly FailedClause[];
}

/** What made a near miss miss. */
export interface FailedClause {
  /** `Action`, `StringEquals aws:PrincipalTag/team`, or a grant's `constraint`. */
  readonly clause: string;
  readonly sentence: string;
  readonly span?: Span | undefined;
  readonly excerpt?: string | undefined;
}

/** A change that was verified: with it, and with all it also needs, the request is allowed. */
export interface Fix extends FixStep {
  /** What must change as well, in the other account or at another gate. */
  readonly alsoNeeds: readonly FixStep[];
  /** The assumptions that the allow would rest on. */
  readonly assumptions: readonly AssumptionId[];
}

/** One change to a document, a grant or the request. */
export interface FixStep {
  readonly kind: 'policy' | 'request';
  readonly title: string;
  readonly patch?: Patch | undefined;
  readonly file?: string | undefined;
  readonly span?: Span | undefined;
  /** What else the change opens. */
  readonly opens?: string | undefined;
}

/** How to make the change. */
export type Patch = PolicyPatch | CommandPatch | RequestPatch;

/** A change to a policy document. */
export interface PolicyPatch {
  readonly op: 'add-statement' | 'replace-value' | 'add-document';
  /** The document's name, and its file where it was read from one. */
  readonly policy: string;
  readonly type: PolicyType;
  /** The 0-based level of an SCP, root first. */
  readonly level?: number | undefined;
  readonly file?: string | undefined;
  /** Where in the file: the place to insert at, or the value to replace. */
  readonly at?: Span | undefined;
  /** The same place as a JSON Pointer into the document; `/Statement/-` appends. */
  readonly pointer: string;
  /** The statement to add. */
  readonly statement?: JsonObject | undefined;
  /** The value to put there instead, or the document to add. */
  readonly value?: JsonValue | undefined;
  /** The statement, value or document as JSON text. */
  readonly text: string;
}

/** An AWS CLI command that makes the change: it creates a grant. */
export interface CommandPatch {
  readonly op: 'run-command';
  readonly text: string;
  /** The ARN of the key that the grant is for. */
  readonly key: string;
  /** The grant, without the id that AWS KMS gives it. */
  readonly grant: Pick<Grant, 'GranteePrincipal' | 'Operations'>;
}

/** What to send with the request: context keys and their values (null: leave it out). */
export interface RequestPatch {
  readonly op: 'change-request';
  readonly context?: Readonly<Record<string, ContextValue>> | undefined;
  /** The service that forwards the call; null: call directly. */
  readonly via?: string | null | undefined;
  /** Null: do not go through an endpoint. */
  readonly vpcEndpoint?: string | null | undefined;
  readonly grantTokens?: readonly string[] | undefined;
  readonly text: string;
}

/** Something no AWS source settles that this decision rests on. */
export interface ExplainedAssumption {
  readonly id: AssumptionId;
  readonly statement: string;
  readonly choice: string;
  readonly source?: string | undefined;
}
