import { regions } from '../../catalog/regions.ts';
import { viaServices, viaServicesSource } from '../../catalog/via-services.ts';
import { compileGlob } from '../../engine/glob.ts';
import { didYouMean } from '../../syntax/did-you-mean.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import { conditionsOf, statementName } from '../statement-parts.ts';
import { hasWildcard, textValuesOf } from '../statement-patterns.ts';

/** What people call them. */
const otherNames: Readonly<Record<string, string>> = { ebs: 'ec2', efs: 'elasticfilesystem' };

export default rule({
  id: 'X14-via-service',
  severity: 'error',
  summary: 'a value that `kms:ViaService` never has',
  why: 'a value is the name of a service, a Region and `amazonaws.com`, in every partition; nothing else ever matches',
  remedy: 'write `s3.us-east-1.amazonaws.com`, say',
  ignore:
    'for a service that began to use KMS after the list was made, which is a warning where no known name is near',
  source: viaServicesSource,
  *check({ policy }) {
    for (const statement of policy.statements) {
      for (const clause of conditionsOf(statement)) {
        if (clause.key.toLowerCase() !== 'kms:viaservice') continue;
        for (const { value, wild, span } of textValuesOf(clause)) {
          // Wildcards in an operator that has none are another rule's.
          if (!wild && hasWildcard(value)) continue;
          const fault = wild ? patternFault(value) : valueFault(value);
          if (fault === undefined) continue;
          // Services begin to use KMS faster than the list grows.
          const unsure = isUnknown(value) && !fault.endsWith('?');
          yield {
            severity: unsure ? 'warning' : 'error',
            message: `${statementName(statement)}: ${fault}`,
            span,
          };
        }
      }
    }
  },
});

/** Whether a value is written as it should be, with a service that nobody knows. */
function isUnknown(value: string): boolean {
  const service = /^([a-z0-9-]+)\.[a-z]{2,}(?:-[a-z]+)+-\d\.amazonaws\.com$/.exec(value)?.[1];
  return service !== undefined && !viaServices.includes(service) && !(service in otherNames);
}

function valueFault(value: string): string | undefined {
  const shown = quoted(value);
  if (value.endsWith('.amazonaws.com.cn')) {
    return `${shown} never matches: the value ends in \`amazonaws.com\` in every partition`;
  }
  if (!value.endsWith('.amazonaws.com')) {
    const service = viaServices.includes(value) ? value : 's3';
    return `${shown} is not a value of \`kms:ViaService\`: write \`${service}.us-east-1.amazonaws.com\` with your Region`;
  }
  const [service = '', region, ...more] = value.slice(0, -'.amazonaws.com'.length).split('.');
  if (region === undefined) {
    return `${shown} lacks the Region: write \`${service}.us-east-1.amazonaws.com\` with yours`;
  }
  if (more.length === 0 && regions.includes(service) && !regions.includes(region)) {
    return `${shown} has the Region before the service: write \`${region}.${service}.amazonaws.com\``;
  }
  if (more.length > 0 || !viaServices.includes(service)) return unknownService(shown, service);
  if (/^[a-z]{2,}(?:-[a-z]+)+-\d$/.test(region)) return undefined;
  return `${quoted(region)} in ${shown} is not a Region${hint(region, regions)}`;
}

function unknownService(shown: string, service: string): string {
  const other = otherNames[service];
  if (other !== undefined)
    return `${shown}: \`kms:ViaService\` has \`${other}\` for ${quoted(service)}`;
  return `${quoted(service)} in ${shown} is not a service that \`kms:ViaService\` knows${hint(service, viaServices)}`;
}

function hint(word: string, candidates: readonly string[]): string {
  const near = didYouMean(word, candidates);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}

function patternFault(pattern: string): string | undefined {
  const matches = compileGlob(pattern);
  const some = viaServices.some((service) =>
    regions.some((region) => matches(`${service}.${region}.amazonaws.com`)),
  );
  return some ? undefined : `${quoted(pattern)} matches no value of \`kms:ViaService\``;
}
