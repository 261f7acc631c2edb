import { serviceNeeds } from '../../catalog/service-needs.ts';
import { namesOf } from '../names.ts';
import { rule } from '../rule.ts';
import { kmsActionsIn, principalsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K65-service-needs-more',
  severity: 'warning',
  summary: 'an AWS service is allowed a part of what it needs on the key',
  why: 'the service makes a data key and decrypts it again: with one permission and without the other its messages or logs fail, often without a word',
  remedy:
    'allow `kms:GenerateDataKey*` and `kms:Decrypt`, as the documentation of the service has it',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  types: ['key-policy'],
  *check({ policy }) {
    const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
    const told = new Set<string>();
    for (const statement of allows) {
      for (const { kind, value, span } of principalsOf(statement)) {
        const need = serviceNeeds.find(
          ({ principal }) => kind === 'service' && principal.test(value),
        );
        if (!need || told.has(value)) continue;
        // Everything that the policy allows to the service, in whichever statement.
        const given = new Set(
          allows
            .filter((other) => principalsOf(other).some((entry) => entry.value === value))
            .flatMap(kmsActionsIn),
        );
        const missing = need.actions.filter((action) => !given.has(action));
        told.add(value);
        if (missing.length === 0 || missing.length === need.actions.length) continue;
        yield {
          message: `${statementName(statement)}: without ${namesOf(missing.map((name) => `kms:${name}`))} for \`${value}\` ${need.fails}`,
          span,
        };
      }
    }
  },
});
