import { findService, servicePrefixes } from '../../catalog/all-services.ts';
import { regions } from '../../catalog/regions.ts';
import { servicePrincipals } from '../../catalog/service-principals.ts';
import { didYouMean } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import { speller } from '../speller.ts';
import { clauseOf, statementName } from '../statement-parts.ts';

export default rule({
  id: 'X08-service-principal',
  severity: 'error',
  summary: 'a service principal that AWS does not have',
  why: 'KMS refuses a key policy with a principal that it cannot resolve, and elsewhere the statement never applies',
  remedy: 'write the name that the documentation of the service gives',
  ignore:
    'for a service that is newer than the list, which is a warning where no known name is near',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services',
  // A name with another end than those of AWS.
  diagnostics: ['unusual-service'],
  errors: ['unusual-service'],
  *check({ policy }) {
    const spell = speller();
    for (const statement of policy.statements) {
      const principals = [clauseOf(statement, 'Principal'), clauseOf(statement, 'NotPrincipal')];
      for (const { kind, value, span } of principals.flatMap(
        (clause) => clause?.principals ?? [],
      )) {
        const name = /^(.+)\.amazonaws\.(?:com|com\.cn|eu)$/.exec(value)?.[1];
        if (kind !== 'service' || name === undefined || isKnown(name)) continue;
        const near = spell(name, meant);
        yield {
          // Of a short word everything is near, and the list is not complete.
          severity: near === undefined || name.length < 6 ? 'warning' : 'error',
          message: `${statementName(statement)}: ${quoted(value)} is not a service principal that we know${near === undefined ? '' : `; did you mean ${quoted(value.replace(name, near))}?`}`,
          span,
        };
      }
    }
  },
});

/** Some services have a principal for each Region: `logs.us-east-1.amazonaws.com`. */
function isKnown(name: string): boolean {
  const parts = name.split('.');
  const global = parts.filter((part) => !regions.includes(part)).join('.');
  if (servicePrincipals.includes(global) || findService(global)) return true;
  // A part of a service: `logging.s3`.
  return (
    parts.length > 1 && parts.some((part) => findService(part) !== undefined) && !strayRegion(parts)
  );
}

function strayRegion(parts: readonly string[]): string | undefined {
  return parts.find((part) => /^[a-z]{2}-[a-z]+-?\d$/.test(part) && !regions.includes(part));
}

function meant(name: string): string | undefined {
  const parts = name.split('.');
  const stray = strayRegion(parts);
  if (stray !== undefined) {
    const region = didYouMean(stray, regions);
    return region === undefined ? undefined : name.replace(stray, region);
  }
  return didYouMean(name, [...servicePrincipals, ...servicePrefixes()]);
}
