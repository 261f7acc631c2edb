import { isAwsManaged } from '../key-policy-kinds.ts';
import { asksForCallersOnly, attemptsOf, lockoutOf } from '../lockout.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'K02-deployer-lockout',
  severity: 'error',
  summary: 'whoever deploys this key policy could not change it afterwards',
  why: 'AWS KMS refuses a key policy with "The new key policy will not allow you to update the key policy in the future" unless its caller keeps `kms:PutKeyPolicy`, by the key policy or by IAM policies that it delegates to',
  remedy:
    'allow `kms:PutKeyPolicy` to the deploying role, or to the account, and see that the role has it by IAM',
  source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
  types: ['key-policy'],
  *check(document, lab) {
    const { deployer } = lab.scope;
    if (deployer === undefined || isAwsManaged(document) || lockoutOf(document, lab)) return;
    const questions = attemptsOf(document, lab, deployer, 'deployer');
    if (questions.some((question) => lab.mayBeAllowed(document, question))) return;
    const sentence = 'the deployer may not change the key policy';
    const last = questions.at(-1)!;
    const witness = lab.witness(document, last, 'deny', sentence);
    yield {
      message: `\`${deployer}\` deploys this key policy and is not allowed \`kms:PutKeyPolicy\` by it`,
      possible: !asksForCallersOnly(document),
      ...(witness ? { witness } : {}),
    };
  },
});
