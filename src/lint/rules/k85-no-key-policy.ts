import { rule } from '../rule.ts';

export default rule({
  id: 'K85-no-key-policy',
  severity: 'info',
  summary: 'the key has the default key policy, as none is given',
  why: 'AWS KMS then delegates everything to the account: IAM policies alone decide who uses and who administers the key',
  remedy: 'write a key policy where access is to stand with the key',
  ignore: 'where IAM decides on purpose',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  *checkResource(resource) {
    if (resource.kind !== 'key' || resource.hasPolicy) return;
    yield {
      message: `\`${resource.name}\` gets the default key policy, which leaves all access to the IAM policies of the account`,
      span: resource.span,
    };
  },
});
