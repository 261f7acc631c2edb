import { everyArnService, findService, servicePrefixes } from '../../catalog/all-services.ts';
import { parseArn } from '../../model/arn.ts';
import { asciiLower } from '../../model/ascii.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import { among, speller } from '../speller.ts';
import { statementName } from '../statement-parts.ts';
import { everyAction, everyResource, hasWildcard } from '../statement-patterns.ts';

export default rule({
  id: 'X01-unknown-service',
  severity: 'error',
  summary: 'the prefix of a service that AWS does not have',
  why: 'no request has such an action or resource, so that the pattern never matches',
  remedy: 'write the prefix as the Service Authorization Reference lists it',
  ignore:
    'for a service that is newer than the list, which is a warning where no known prefix is near',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  *check({ policy }) {
    const spell = speller();
    for (const statement of policy.statements) {
      const services = [
        ...everyAction(statement).map(({ value, span }) => ({
          name: value.includes(':') ? value.split(':')[0]! : '*',
          value,
          span,
        })),
        ...everyResource(statement).map(({ value, span }) => ({
          name: parseArn(value)?.service ?? '*',
          value,
          span,
        })),
      ];
      for (const { name, value, span } of services) {
        if (hasWildcard(name) || name.includes('$') || isKnown(name)) continue;
        if (closed.has(asciiLower(name))) {
          yield {
            severity: 'info',
            message: `${statementName(statement)}: ${quoted(value)} is of a service that AWS has closed`,
            span,
          };
          continue;
        }
        const near = spell(name, among(servicePrefixes));
        yield {
          severity: near === undefined ? 'warning' : 'error',
          message: `${statementName(statement)}: ${quoted(name)} in ${quoted(value)} is not a service of AWS${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
          span,
        };
      }
    }
  },
});

/** Services that policies still name, though AWS has closed them. */
const closed: ReadonlySet<string> = new Set(
  'deepcomposer deeplens deepracer gamesparks iot1click iotthingsgraph macie mobilehub sumerian'.split(
    ' ',
  ),
);

/** Case is another matter: it counts in ARNs, not in actions. */
function isKnown(name: string): boolean {
  return findService(name) !== undefined || everyArnService().has(asciiLower(name));
}
