import { rule } from '../rule.ts';

export default rule({
  id: 'C05-allow-list-without-kms',
  severity: 'info',
  summary: 'a service control policy lists what is allowed, and AWS KMS is not among it',
  why: 'where such a list takes the place of FullAWSAccess, nobody below may use a key, nor anything that is encrypted with one, whatever key policies and IAM allow',
  remedy:
    'add the KMS actions that the accounts need, `kms:Decrypt` and `kms:GenerateDataKey` at least',
  ignore: 'where another policy at the same level allows AWS KMS',
  source:
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html',
  types: ['service-control-policy'],
  *check(document, lab) {
    const allows = document.policy.statements.filter(({ effect }) => effect === 'Allow');
    if (allows.length === 0 || lab.unknownsOf(document).length > 0) return;
    const principal = `arn:aws:iam::${lab.accountOf(document)}:user/alice`;
    const question = { principal, action: 'kms:Decrypt', identity: 'everything' as const };
    const open = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'].some(
      (action) => lab.ask(document, { ...question, action }).decision.reason !== 'scp',
    );
    const witness = lab.witness(
      document,
      question,
      'deny',
      'user alice may not call kms:Decrypt, although everything else allows it',
    );
    if (open || !witness) return;
    yield {
      message: 'the Allow statements of this service control policy do not reach AWS KMS',
      span: allows[0]?.span,
      witness,
    };
  },
});
