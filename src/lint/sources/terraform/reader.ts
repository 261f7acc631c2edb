// One resource of a plan being read.
import type { PolicyType } from '../../../model/policy.ts';
import type { LocatedNode } from '../../../syntax/node.ts';
import type { LintResource } from '../../scope.ts';
import type { Reading } from '../reading.ts';
import type { Attributes } from './attributes.ts';
import { deferredDocument } from './policy-document.ts';
import { arnOfReference, type Stack } from './stack.ts';

/** What a row of resource-rows.ts is given. */
export interface PlanReader {
  readonly attributes: Attributes;
  readonly stack: Stack;
  readonly reading: Reading;
  /** The resources that other rows have made, by address. */
  readonly made: ReadonlyMap<string, LintResource>;
}

/** What all resources of a plan have. */
export function baseOf({ attributes, stack, reading }: PlanReader) {
  const { address, span } = attributes.resource;
  const said = attributes.text('region');
  const region = typeof said === 'string' ? said : stack.environment.region;
  const { account } = stack.environment;
  const isGlobal = /^aws_(iam|organizations)_/.test(attributes.resource.type);
  return {
    name: address,
    source: reading.source,
    span,
    account,
    ...(isGlobal ? {} : { region }),
  };
}

/** Reads the policy in an attribute; of one that is made during apply, the blocks of its data source. */
export function addPolicy(
  { attributes, stack, reading }: PlanReader,
  attribute: string,
  type: PolicyType,
  owner: LintResource,
  node: LocatedNode | undefined = attributes.value(attribute),
): void {
  if (!node) return;
  const name = `${attributes.resource.address}.${attribute}`;
  if (node.kind !== 'unknown') {
    if (node.kind === 'string' && node.value.trim() === '') return;
    reading.addPolicy({ node, name, type, resource: owner });
    return;
  }
  const source = sourceOf(attributes, attribute, stack);
  if (!source) {
    reading.addPolicy({ node, name, type, resource: owner });
    return;
  }
  const { node: document, others } = deferredDocument(stack.plan, source, (reference) =>
    arnOfReference(stack, reference),
  );
  if (others) {
    reading.missing({
      code: 'unknown-policy',
      severity: 'warning',
      span: source.span,
      message: `the policy \`${name}\` takes in other documents, which were not looked at`,
      why: 'they are known only after apply',
    });
  }
  reading.addPolicy({ node: document, name, type, resource: owner });
}

/** The data source that an attribute is the `json` of, and nothing else. */
function sourceOf({ references }: Attributes, attribute: string, { plan }: Stack) {
  const [reference, ...more] = references(attribute);
  if (reference === undefined || more.length > 0) return undefined;
  const match = /^(.*data\.aws_iam_policy_document\..+)\.(?:json|minified_json)$/.exec(reference);
  return match?.[1] === undefined ? undefined : plan.deferred.get(match[1]);
}
