import { needsKey } from '../inert.ts';
import { rule } from '../rule.ts';
import { isKnown } from '../scope.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K33-context-of-asymmetric-key',
  severity: 'error',
  summary: 'a condition asks for an encryption context of a key that takes none',
  why: 'only symmetric encryption keys have an encryption context: for a key pair or an HMAC key the condition is never met, so that the statement does not apply',
  remedy: 'remove the condition, or make the key a `SYMMETRIC_DEFAULT` one',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html',
  supersedes: ['D01-never-applies'],
  types: ['key-policy'],
  *check(document, lab) {
    const key = lab.keyOf(document);
    if (!key || !isKnown(key.spec) || key.spec === 'SYMMETRIC_DEFAULT') return;
    for (const statement of document.policy.statements) {
      for (const clause of conditionsOf(statement)) {
        if (!/^kms:encryptioncontext/i.test(clause.key) || !needsKey(clause)) continue;
        yield {
          message: `${statementName(statement)} never applies: a key of spec \`${key.spec}\` has no \`${clause.key}\``,
          span: clause.keySpan ?? clause.span,
          related: [{ message: 'the spec of the key', span: key.places.spec ?? key.span }],
        };
      }
    }
  },
});
