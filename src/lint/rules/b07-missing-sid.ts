import { rule } from '../rule.ts';

export default rule({
  id: 'B07-missing-sid',
  severity: 'info',
  summary: 'a statement of a key policy has no Sid',
  why: 'explanations, reviews and suppressions call a statement by its Sid; without one they count, and the number changes with every edit',
  remedy: 'add a `Sid` that says what the statement is for',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
  types: ['key-policy'],
  *check({ policy }) {
    for (const { sid, index, span } of policy.statements) {
      if (sid !== undefined && sid !== '') continue;
      yield { message: `statement ${index + 1} has no \`Sid\``, span };
    }
  },
});
