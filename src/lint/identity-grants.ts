// The statements of identity policies, linted together with a key policy, that speak of its key.
import type { Statement } from '../model/policy.ts';
import type { Lab } from './lab.ts';
import type { Question } from './questions.ts';
import type { LintDocument } from './scope.ts';
import { kmsActionsIn, resourcePatternsOf } from './statement-parts.ts';

/** A statement of an identity policy that allows something on a key. */
export interface IdentityGrant {
  readonly document: LintDocument;
  readonly statement: Statement;
  readonly question: Question;
}

/** The Allows that name the key of a key policy, by its ARN; `"*"` is too wide to be about this key. */
export function identityGrantsOn(keyPolicy: LintDocument, lab: Lab): readonly IdentityGrant[] {
  const key = lab.keyArnOf(keyPolicy);
  return lab.scope.documents
    .filter(({ policy }) => policy.type === 'identity-policy')
    .flatMap((document) =>
      document.policy.statements.flatMap((statement): IdentityGrant[] => {
        if (statement.effect === 'Deny') return [];
        if (!resourcePatternsOf(statement).some(({ value }) => value === key)) return [];
        const principal =
          holderOf(document) ?? `arn:aws:iam::${lab.accountOf(keyPolicy)}:user/alice`;
        return lab
          .questionsFor(document, statement, {
            principals: [principal],
            actions: kmsActionsIn(statement).map((name) => `kms:${name}`),
            resource: key,
          })
          .filter((question) => lab.meets(document, statement, question))
          .map((question) => ({ document, statement, question }));
      }),
    );
}

/** The principal that an identity policy belongs to, where the file says it. */
function holderOf({ resource }: LintDocument): string | undefined {
  return resource?.kind === 'user' || resource?.kind === 'role' ? resource.arn : undefined;
}
