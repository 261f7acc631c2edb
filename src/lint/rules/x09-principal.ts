import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import { clauseOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'X09-principal',
  severity: 'error',
  summary: 'a principal that AWS cannot resolve, or one that is not who it seems',
  why: 'AWS refuses a document with a principal that does not exist; an id of the form `AROA…` or `AIDA…` is what remains of a deleted one, and a session is a single session',
  remedy: 'write the ARN of an account, a user, a role or a session',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  diagnostics: ['invalid-principal', 'principal-wildcard', 'unknown-principal-key'],
  *check({ policy }) {
    for (const statement of policy.statements) {
      const principals = [clauseOf(statement, 'Principal'), clauseOf(statement, 'NotPrincipal')];
      for (const { kind, value, span } of principals.flatMap(
        (clause) => clause?.principals ?? [],
      )) {
        const name = statementName(statement);
        if (kind === 'unique-id') {
          const what = value.startsWith('AROA') ? 'role' : 'user';
          yield {
            severity: 'warning',
            message: `${name}: ${quoted(value)} is the id that stands for a deleted ${what}; a new ${what} of the same name is not meant by it`,
            span,
          };
        } else if (kind === 'session') {
          const session = value.split('/').at(-1) ?? '';
          yield {
            severity: 'info',
            message: `${name}: ${quoted(value)} means only sessions with the name ${quoted(session)}, which whoever assumes the role chooses`,
            span,
          };
        }
      }
    }
  },
});
