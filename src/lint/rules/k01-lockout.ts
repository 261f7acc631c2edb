import { isAwsManaged, isFragment } from '../key-policy-kinds.ts';
import { hangsOnUnknown, lockoutOf } from '../lockout.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'K01-lockout',
  severity: 'error',
  summary: 'nobody can change this key policy',
  why: 'AWS KMS refuses such a policy with "The new key policy will not allow you to update the key policy in the future"; where its safety check is bypassed, only AWS Support can make the key manageable again',
  remedy: 'allow `kms:PutKeyPolicy` (best all of `kms:*`) to the root principal of the account',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  types: ['key-policy'],
  supersedes: ['K03-no-delegation'],
  *check(document, lab) {
    if (isAwsManaged(document) || isFragment(document)) return;
    if (hangsOnUnknown(document, lab)) {
      const dependsOn = lab.unknownsOf(document);
      yield {
        severity: 'info',
        message: `whether anybody can change this key policy depends on ${dependsOn.join(' and ')}`,
        dependsOn,
      };
      return;
    }
    const lockout = lockoutOf(document, lab);
    if (lockout?.cause !== 'allow') return;
    const witness = lab.witness(
      document,
      lockout.question,
      'deny',
      'not even the root user of the account may change the key policy',
    );
    yield {
      message:
        'no principal of the account is allowed `kms:PutKeyPolicy`: nobody can change this key policy',
      possible: !lockout.proven,
      ...(witness ? { witness } : {}),
    };
  },
});
