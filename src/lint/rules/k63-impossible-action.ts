import { whyImpossible } from '../../catalog/key-operations.ts';
import { deadFindings, deadPatterns } from '../dead-actions.ts';
import { keyTraitsOf } from '../key-traits.ts';
import { rule } from '../rule.ts';
import { kmsActionsOf } from '../statement-parts.ts';

export default rule({
  id: 'K63-impossible-action',
  severity: 'warning',
  summary: 'the key policy names an action that a key of this kind never does',
  why: 'what a key can do is fixed by its spec, usage and origin when it is made: the permission is of no use',
  remedy: 'remove the action, or make the key of the kind that it needs',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-compare.html',
  supersedes: ['D01-never-applies'],
  types: ['key-policy'],
  *check(document, lab) {
    const key = lab.keyOf(document);
    if (!key) return;
    const traits = keyTraitsOf(key);
    for (const statement of document.policy.statements) {
      const isDead = (action: string) => whyImpossible(action, traits) !== undefined;
      const { dead, all } = deadPatterns(statement, isDead);
      const [first] = dead.flatMap(({ value }) => kmsActionsOf(value));
      if (first === undefined) continue;
      if (all) {
        yield* deadFindings(document, statement, dead, true, whyImpossible(first, traits) ?? '');
        continue;
      }
      for (const pattern of dead) {
        const [action = ''] = kmsActionsOf(pattern.value);
        yield* deadFindings(
          document,
          statement,
          [pattern],
          false,
          whyImpossible(action, traits) ?? '',
          'narrows',
        );
      }
    }
  },
});
