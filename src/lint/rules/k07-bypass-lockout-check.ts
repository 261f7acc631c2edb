import { rule } from '../rule.ts';
import { isKnown } from '../scope.ts';

export default rule({
  id: 'K07-bypass-lockout-check',
  severity: 'medium',
  summary: 'the key policy is set without the check that somebody can change it again',
  why: 'with `BypassPolicyLockoutSafetyCheck` AWS KMS takes a key policy that nobody can change: only AWS Support can make the key manageable again',
  remedy: 'remove the property, and allow `kms:PutKeyPolicy` to whoever deploys',
  ignore: 'where another principal than the deployer administers the key on purpose',
  source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
  *checkResource(resource) {
    if (resource.kind !== 'key') return;
    const { bypassLockoutCheck: bypass, places, name } = resource;
    if (!isKnown(bypass) || !bypass) return;
    yield {
      message: `\`${name}\` sets its key policy without the lockout safety check`,
      span: places.bypassLockoutCheck ?? resource.span,
    };
  },
});
