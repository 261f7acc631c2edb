import { delegationsIn } from '../delegation.ts';
import { identityGrantsOn } from '../identity-grants.ts';
import { isAwsManaged, isFragment } from '../key-policy-kinds.ts';
import { rule } from '../rule.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'K03-no-delegation',
  severity: 'warning',
  summary: 'the key policy does not delegate to its account, so that IAM policies have no effect',
  why: 'a KMS key does not trust its own account: without a statement for its root principal no IAM policy can allow anything on the key',
  remedy:
    'allow `kms:*` to the root principal of the account, or keep all permissions in the key policy on purpose',
  ignore: 'where IAM is kept away from the key on purpose',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  types: ['key-policy'],
  *check(document, lab) {
    if (isAwsManaged(document) || isFragment(document)) return;
    if (delegationsIn(document, lab).length > 0) return;
    const account = lab.accountOf(document);
    const dead = identityGrantsOn(document, lab);
    const witness = lab.witness(
      document,
      {
        principal: `arn:aws:iam::${account}:user/alice`,
        action: 'kms:DescribeKey',
        identity: 'everything',
      },
      'deny',
      'an identity policy that allows everything does not open the key',
    );
    if (!witness) return;
    yield {
      message:
        'the key policy does not name its own account, so that no IAM policy can allow anything on this key',
      related: dead.map(({ document: { source }, statement }) => ({
        file: source.file,
        span: statement.span,
        message: `${statementName(statement)} allows it without effect`,
      })),
      witness,
    };
  },
});
