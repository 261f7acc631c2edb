import { rule } from '../rule.ts';
import { isKnown } from '../scope.ts';

export default rule({
  id: 'K83-key-disabled',
  severity: 'warning',
  summary: 'the key is disabled',
  why: 'every cryptographic operation with a disabled key fails, and so does every service that uses it',
  remedy: 'enable the key, or remove it when nothing needs it any more',
  ignore: 'while a key is retired',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html',
  *checkResource(resource) {
    if (resource.kind !== 'key') return;
    const { enabled, name, places } = resource;
    if (!isKnown(enabled) || enabled) return;
    yield { message: `\`${name}\` is disabled`, span: places.enabled ?? resource.span };
  },
});
