import { findService } from '../../catalog/all-services.ts';
import type { ServiceNames } from '../../catalog/unpack-service.ts';
import { compileGlob } from '../../engine/glob.ts';
import { asciiLower } from '../../model/ascii.ts';
import type { Statement } from '../../model/policy.ts';
import { didYouMean } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { replacement } from '../replacement.ts';
import { rule } from '../rule.ts';
import { speller } from '../speller.ts';
import { clauseOf, statementName } from '../statement-parts.ts';
import { everyAction, hasWildcard } from '../statement-patterns.ts';

export default rule({
  id: 'X02-unknown-action',
  severity: 'error',
  summary: 'an action that its service does not have, or a pattern that matches none',
  why: 'AWS accepts it, and it never matches a request: what was to be allowed is not, and what was to be denied goes through',
  remedy: 'write the name as the Service Authorization Reference lists it',
  ignore:
    'for an action that is newer than the list; other services than KMS get a warning where no known name is near',
  source:
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  // The parser knows the actions of KMS.
  diagnostics: ['unknown-action'],
  errors: ['unknown-action'],
  *check({ policy }) {
    const spell = speller();
    for (const statement of policy.statements) {
      for (const { value, span } of everyAction(statement)) {
        const [prefix = '', name = ''] = value.split(':');
        const service = asciiLower(prefix) === 'kms' ? undefined : findService(prefix);
        if (!service || exists(service, name)) continue;
        const near = hasWildcard(name) ? undefined : spell(name, (word) => meant(service, word));
        yield {
          severity: near === undefined ? 'warning' : 'error',
          message: `${statementName(statement)}: ${quoted(value)} ${hasWildcard(name) ? 'matches no' : 'is not an'} action of ${quoted(service.prefix)}${near === undefined ? '' : `; did you mean \`${service.prefix}:${near}\`?`}`,
          span,
          ...(near !== undefined &&
            replacement(span, `${service.prefix}:${near}`, effectOf(statement))),
        };
      }
    }
  },
});

/** What one more action does to a statement's reach. */
function effectOf(statement: Statement): 'widens' | 'narrows' {
  const listed = clauseOf(statement, 'Action') !== undefined;
  return (statement.effect === 'Allow') === listed ? 'widens' : 'narrows';
}

function exists({ actions, byName }: ServiceNames, name: string): boolean {
  if (!hasWildcard(name)) return byName.has(asciiLower(name));
  const matches = compileGlob(asciiLower(name));
  return actions.some((action) => matches(asciiLower(action.name)));
}

/** A name that one action goes on from is nearer than one that differs by letters. */
function meant({ actions }: ServiceNames, name: string): string | undefined {
  const names = actions.map((action) => action.name);
  const begun = names.filter((known) => asciiLower(known).startsWith(asciiLower(name)));
  return begun.length === 1 ? begun[0] : didYouMean(name, names);
}
