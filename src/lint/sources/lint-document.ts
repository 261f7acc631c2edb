// Makes a document to lint out of a parsed policy.
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Policy } from '../../model/policy.ts';
import type { Span } from '../../model/span.ts';
import type { LintDocument, LintResource, SourceFile } from '../scope.ts';

/** A document; `resource` is what it belongs to. */
export function lintDocument(
  policy: Policy,
  source: SourceFile,
  span: Span | undefined,
  guessed: boolean,
  diagnostics: readonly Diagnostic[],
  resource?: LintResource,
): LintDocument {
  return {
    policy,
    source,
    guessed,
    diagnostics,
    ...(span === undefined ? {} : { span }),
    ...(resource === undefined ? {} : { resource }),
  };
}
