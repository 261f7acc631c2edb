// What lint found in a file.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyType } from '../../model/policy.ts';
import type { NamedText } from '../named-text.ts';

/** A document and how it was read; `policy` is absent when it has an error. */
export interface LintedDocument {
  readonly file: string;
  readonly name: string;
  readonly type: PolicyType;
  /** Whether the type was guessed from the document's shape. */
  readonly guessed: boolean;
  readonly statements?: number;
}

/** One file: its documents and what is wrong. `readable` is false when it could not be judged whole. */
export interface LintedFile {
  readonly file: string;
  readonly source?: NamedText;
  readonly documents: readonly LintedDocument[];
  readonly diagnostics: readonly Diagnostic[];
  readonly readable: boolean;
}
