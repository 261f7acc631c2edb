// A Terraform plan: its keys, principals, grants and policies, read together.
import type { ObjectNode } from '../../../syntax/node.ts';
import type { LintResource, ReadFile, SourceFile } from '../../scope.ts';
import { environmentOf } from '../environment.ts';
import { type Reading, startReading } from '../reading.ts';
import { itemsOf, memberOf, textOf } from './nodes.ts';
import { type Plan, planOf, providerExpressions, variableOf } from './plan.ts';
import { resourceRows } from './resource-rows.ts';
import { stackOf } from './stack.ts';

/** Reads a plan. The account and Region are those of the command line, or those that the plan itself names. */
export function readPlan(
  source: SourceFile,
  root: ObjectNode,
  known: { readonly account?: string; readonly region?: string },
): ReadFile {
  const reading = startReading(source);
  const plan = planOf(root);
  const account = known.account ?? accountOf(plan);
  const region = known.region ?? regionOf(plan);
  const environment = environmentOf(source.text, {
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  });
  const stack = stackOf(plan, environment);
  const made = new Map<string, LintResource>();
  for (const [types, row] of resourceRows) {
    for (const [address, attributes] of stack.attributes) {
      if (!types.includes(attributes.resource.type)) continue;
      const resource = row({ attributes, stack, reading, made });
      if (resource) made.set(address, resource);
    }
  }
  reportOthers(plan, reading, root);
  const isState = memberOf(root, 'planned_values') === undefined && memberOf(root, 'values');
  const file = reading.file(isState ? 'a Terraform state' : 'a Terraform plan');
  return { ...file, derived: true };
}

/** `data.aws_caller_identity`, as the plan has read it. */
function accountOf({ root }: Plan): string | undefined {
  const state = memberOf(memberOf(memberOf(root, 'prior_state'), 'values'), 'root_module');
  const identity = itemsOf(memberOf(state, 'resources')).find(
    (resource) => textOf(memberOf(resource, 'type')) === 'aws_caller_identity',
  );
  return textOf(memberOf(memberOf(identity, 'values'), 'account_id'));
}

/** The Region of the provider: a constant, or a variable that the plan has a value of. */
function regionOf(plan: Plan): string | undefined {
  const expression = memberOf(providerExpressions(plan), 'region');
  const constant = textOf(memberOf(expression, 'constant_value'));
  const [reference] = itemsOf(memberOf(expression, 'references'));
  const variable = /^var\.(\w+)$/.exec(textOf(reference) ?? '')?.[1];
  return constant ?? (variable === undefined ? undefined : variableOf(plan, variable));
}

/** Resources of other providers hold no policy of AWS; that of `awscc` is another shape, and is said. */
function reportOthers({ resources }: Plan, reading: Reading, { span }: ObjectNode): void {
  const start = { start: span.start, end: span.start };
  const others = resources.filter(({ type }) => !type.startsWith('aws_'));
  for (const { address, type, span: place } of others) {
    if (!/^awscc_(kms|iam|organizations)_/.test(type)) continue;
    reading.missing({
      code: 'not-looked-at',
      severity: 'warning',
      span: place,
      message: `the resource \`${address}\` was not looked at: only those of the provider \`hashicorp/aws\` are read`,
    });
  }
  if (resources.length === 0 || others.length < resources.length) return;
  const providers = [...new Set(others.map(({ provider, type }) => provider || type))].sort();
  reading.report({
    code: 'not-looked-at',
    severity: 'info',
    span: start,
    message: `nothing in this plan is of the provider \`hashicorp/aws\`, but of ${providers.map((name) => `\`${name}\``).join(', ')}`,
  });
}
