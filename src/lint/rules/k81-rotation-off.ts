import { rule } from '../rule.ts';
import { isKnown } from '../scope.ts';

export default rule({
  id: 'K81-rotation-off',
  severity: 'low',
  summary: 'the key material is not rotated automatically',
  why: 'rotation limits how much data one key material protects; AWS KMS keeps the old material, so that nothing has to be encrypted anew',
  remedy: 'enable automatic rotation',
  ignore: 'where the key is rotated by hand, or on demand',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  *checkResource(resource) {
    if (resource.kind !== 'key') return;
    const { spec, origin, rotation, replica, enabled, name, places } = resource;
    // Other keys cannot be rotated automatically; a replica follows its primary key.
    if (replica || spec !== 'SYMMETRIC_DEFAULT' || origin !== 'AWS_KMS' || enabled === false)
      return;
    if (rotation === undefined || (isKnown(rotation) && rotation)) return;
    yield {
      message: `automatic rotation of \`${name}\` is not enabled`,
      span: places.rotation ?? resource.span,
      ...(isKnown(rotation) ? {} : { dependsOn: [rotation.unknown] }),
    };
  },
});
