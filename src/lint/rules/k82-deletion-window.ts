import { rule } from '../rule.ts';
import { isKnown } from '../scope.ts';

export default rule({
  id: 'K82-deletion-window',
  severity: 'info',
  summary: 'the key is gone a short time after its deletion is scheduled',
  why: 'until the waiting period ends a deletion can be cancelled: it is the time in which somebody can notice that the key is still needed',
  remedy: 'leave the waiting period at its 30 days, or name one near it',
  ignore: 'for keys of test environments',
  source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  *checkResource(resource) {
    if (resource.kind !== 'key') return;
    const { deletionWindowDays: days, name, places } = resource;
    if (!isKnown(days) || days >= 14) return;
    yield {
      message: `\`${name}\` is deleted ${days} days after its deletion is scheduled`,
      span: places.deletionWindowDays ?? resource.span,
    };
  },
});
