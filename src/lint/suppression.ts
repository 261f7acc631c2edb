// What somebody says to leave out of a report, and why.
import type { Span } from '../model/span.ts';

/** One suppression. What it leaves out does not narrow it. */
export interface Suppression {
  /** A rule's id, or its code alone. */
  readonly rule: string;
  readonly reason: string | undefined;
  /** The last day on which it counts: `2027-01-31`. */
  readonly until?: string | undefined;
  readonly in: 'file' | 'configuration';
  /** Where it is said, for what is wrong with it. */
  readonly place: { readonly file: string; readonly span?: Span | undefined };
  /** The file whose findings it is about; any when absent. */
  readonly file?: (file: string) => boolean;
  /** The part of that file; all of it when absent. */
  readonly span?: Span;
  readonly sid?: string | undefined;
  /** The name of the document or resource. */
  readonly about?: string | undefined;
}
