import { needsKey } from '../inert.ts';
import type { Lab } from '../lab.ts';
import { rule } from '../rule.ts';
import type { LintDocument } from '../scope.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'K54-via-service-region',
  severity: 'warning',
  summary: 'a condition on `kms:ViaService` names another Region than the key is in',
  why: 'a service uses the keys of its own Region: what comes through the service in another Region never meets this key',
  remedy: 'write the Region of the key',
  source:
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service',
  supersedes: ['D01-never-applies'],
  types: ['key-policy'],
  *check(document, lab) {
    const region = document.resource?.region ?? lab.scope.region;
    if (region === undefined || isMadeUp(region, document, lab)) return;
    for (const statement of document.policy.statements) {
      for (const clause of conditionsOf(statement)) {
        if (clause.key.toLowerCase() !== 'kms:viaservice' || !needsKey(clause)) continue;
        const foreign = clause.values.filter(({ value }) => {
          const named = /^[a-z0-9-]+\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com$/.exec(value)?.[1];
          return named !== undefined && named !== region;
        });
        const all = foreign.length === clause.values.length;
        for (const { value, span } of foreign) {
          yield {
            message: all
              ? `${statementName(statement)} never applies: \`${value}\` is not in ${region}, where the key is`
              : `${statementName(statement)}: \`${value}\` is not in ${region}, where the key is`,
            span,
          };
        }
      }
    }
  },
});

/** Templates and plans that nobody told a Region are read for the usual one. */
function isMadeUp(region: string, { source }: LintDocument, lab: Lab): boolean {
  if (lab.scope.region !== undefined || region !== 'us-east-1') return false;
  const file = lab.scope.files.find((read) => read.source === source);
  return file !== undefined && /template|plan/i.test(file.takenFor);
}
