import { partitionOf, partitions } from '../../catalog/regions.ts';
import { parseArn } from '../../model/arn.ts';
import type { Clause } from '../../model/policy.ts';
import type { Span } from '../../model/span.ts';
import { quoted } from '../../syntax/quoted.ts';
import { rule } from '../rule.ts';
import type { LintDocument, LintScope } from '../scope.ts';
import { statementName } from '../statement-parts.ts';

export default rule({
  id: 'X13-partition-mismatch',
  severity: 'warning',
  summary: 'partitions that differ among the ARNs of what is deployed together',
  why: 'no principal and no request crosses partitions, so that one of the two never matches, or AWS refuses it as a principal',
  remedy: 'use the partition of the account, in CloudFormation `${AWS::Partition}`',
  ignore: 'for a document that serves several partitions, where it lists the ARNs of each',
  source:
    'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html',
  *checkScope(scope) {
    for (const { source, documents } of scope.files) {
      const found = documents.flatMap(arnsOf);
      const usual = usualPartition(found, documents, scope);
      const first = found.find(({ partition }) => partition === usual);
      for (const { value, partition, name, span } of found) {
        if (partition === usual) continue;
        yield {
          file: source.file,
          message: `${name}: ${quoted(value)} is of the partition \`${partition}\`, and what it is deployed with of \`${usual}\``,
          span,
          ...(first && { related: [{ message: `an ARN of \`${usual}\``, span: first.span }] }),
        };
      }
    }
  },
});

interface FoundArn {
  readonly value: string;
  readonly partition: string;
  readonly name: string;
  readonly span: Span | undefined;
}

/** The ARNs of a document, but for those that stand beside the same one of another partition. */
function arnsOf({ policy }: LintDocument): readonly FoundArn[] {
  return policy.statements.flatMap((statement) =>
    statement.clauses.flatMap((clause) => {
      const arns = writtenIn(clause).flatMap(({ value, span }) => {
        const partition = parseArn(value)?.partition ?? '';
        if (!partitions.some(({ id }) => id === partition)) return [];
        return [{ value, partition, name: statementName(statement), span }];
      });
      const several = new Set(arns.map(({ partition }) => partition)).size > 1;
      return several && sameInAll(arns) ? [] : arns;
    }),
  );
}

function writtenIn(clause: Clause): readonly { value: string; span?: Span }[] {
  switch (clause.kind) {
    case 'Principal':
    case 'NotPrincipal':
      return clause.principals;
    case 'Condition':
      return clause.values;
    default:
      return clause.patterns;
  }
}

function sameInAll(arns: readonly FoundArn[]): boolean {
  const shapes = arns.map(({ value, partition }) =>
    value.replace(`arn:${partition}:`, '').replace(/^(\w+):[a-z0-9-]*:/, '$1::'),
  );
  return shapes.every((shape, index) =>
    shapes.some((other, at) => at !== index && other === shape),
  );
}

/** The partition of the Region that is deployed to; else the one of most ARNs. */
function usualPartition(
  found: readonly FoundArn[],
  documents: readonly LintDocument[],
  scope: LintScope,
): string | undefined {
  const region =
    documents.find(({ resource }) => resource?.region)?.resource?.region ?? scope.region;
  if (region !== undefined) return partitionOf(region);
  const counts = new Map<string, number>();
  for (const { partition } of found) counts.set(partition, (counts.get(partition) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
