// A finding: what a rule says of a place in a file, and the request that proves it.
import type { Decision } from '../model/decision.ts';
import type { AccessRequestInput } from '../model/request.ts';
import type { Span } from '../model/span.ts';

/**
 * How serious a finding is. An `error` breaks a deployment or makes a statement void; `high`, `medium` and
 * `low` are about who gets access; a `warning` is about what is probably not meant; `info` only informs.
 */
export type Severity = 'error' | 'high' | 'medium' | 'low' | 'warning' | 'info';

/** The severities, the worst first. */
export const severities: readonly Severity[] = [
  'error',
  'high',
  'medium',
  'warning',
  'low',
  'info',
];

/** What a rule reports of a document or resource. */
export interface RuleFinding {
  /** One sentence: what is wrong here, with the author's words in backticks. */
  readonly message: string;
  /** What the readers know of why; a rule's own reason stands in the rule. */
  readonly why?: string;
  /** Where; the whole document when absent. */
  readonly span?: Span | undefined;
  /** Other places that belong to it, each with a few words. */
  readonly related?: readonly RelatedPlace[];
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  /** What the finding depends on, where that is not known (a parameter of a template, say). */
  readonly dependsOn?: readonly string[];
  /** Whether the rule could not prove it: `possible` findings say so. */
  readonly possible?: boolean;
  readonly witness?: Witness;
  readonly suggestion?: Suggestion;
}

/** A second place of a finding. */
export interface RelatedPlace {
  readonly message: string;
  readonly span?: Span | undefined;
  readonly file?: string;
}

/** A concrete request that shows what a finding says. The report decides it again before it prints it. */
export interface Witness {
  /** What the request comes to, in one sentence. */
  readonly sentence: string;
  readonly request: AccessRequestInput;
  readonly verdict: Decision['verdict'];
  readonly reason: Decision['reason'];
  /** Which policies beside the document are assumed: `an identity policy that allows everything`. */
  readonly assuming: readonly string[];
  /** Decides the request again. */
  readonly decide: () => Decision;
}

/** A change that would end a finding. */
export interface Suggestion {
  readonly title: string;
  /** `same`: no decision changes, so that `--fix` may make it; else what it does to access. */
  readonly effect: 'same' | 'narrows' | 'widens';
  readonly edits: readonly Edit[];
}

/** A piece of a file's text to put in the place of a span; offsets are those of the file. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A finding with its rule and its place, as reports have it. */
export interface Finding extends RuleFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  /** The document's name, or the resource's, where the finding is about one. */
  readonly about?: string;
  readonly certain: boolean;
  /** Stable from run to run: the rule, the document, and the words at the place. */
  readonly fingerprint: string;
}
