// What the configuration of a plan refers to: through variables into the module above, and through outputs
// into the modules below.
import type { LocatedNode } from '../../../syntax/node.ts';
import { itemsOf, memberOf, membersOf, textOf } from './nodes.ts';
import type { Plan } from './plan.ts';

/** The expression of an attribute of a resource; undefined where the configuration does not set it. */
export function expressionOf(
  plan: Plan,
  address: string,
  attribute: string,
): LocatedNode | undefined {
  return memberOf(memberOf(configured(plan, address), 'expressions'), attribute);
}

/** Whether the plan has the configuration of a resource. */
export function isConfigured(plan: Plan, address: string): boolean {
  return configured(plan, address) !== undefined;
}

/** What an expression refers to: `aws_iam_role.app.arn`, in its module; the longest form of each. */
export function referencesOf(
  plan: Plan,
  address: string,
  expression: LocatedNode | undefined,
): readonly string[] {
  return allReferences(plan, modulesOf(address), expression, 0);
}

const MAX_STEPS = 16;

function allReferences(
  plan: Plan,
  path: readonly string[],
  expression: LocatedNode | undefined,
  steps: number,
): readonly string[] {
  if (steps > MAX_STEPS) return [];
  const written = itemsOf(memberOf(expression, 'references')).flatMap((item) => textOf(item) ?? []);
  const longest = written.filter(
    (one) => !written.some((other) => other !== one && other.startsWith(one)),
  );
  const found = longest.flatMap((reference) => follow(plan, path, reference, steps));
  return [...new Set(found)];
}

function follow(
  plan: Plan,
  path: readonly string[],
  reference: string,
  steps: number,
): readonly string[] {
  const [kind, name = '', output = ''] = withoutIndexes(reference).split('.');
  const prefix = path.map((module) => `module.${module}.`).join('');
  if (kind === 'module') {
    const inner = [...path, name];
    const said = memberOf(
      memberOf(memberOf(moduleAt(plan, inner), 'outputs'), output),
      'expression',
    );
    const found = allReferences(plan, inner, said, steps + 1);
    return found.length > 0 ? found : [`${prefix}${reference}`];
  }
  const call = path.at(-1);
  if (kind === 'var' && call !== undefined) {
    const outer = path.slice(0, -1);
    const calls = memberOf(memberOf(moduleAt(plan, outer), 'module_calls'), call);
    const given = memberOf(memberOf(calls, 'expressions'), name);
    const found = allReferences(plan, outer, given, steps + 1);
    return found.length > 0 ? found : [`${prefix}${reference}`];
  }
  return [`${prefix}${reference}`];
}

/** `module.a["x"].aws_kms_key.this[0]` without what counts instances. */
export function withoutIndexes(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]/g, '');
}

function modulesOf(address: string): readonly string[] {
  const parts = withoutIndexes(address).split('.');
  const modules: string[] = [];
  for (let at = 0; parts[at] === 'module'; at += 2) modules.push(parts[at + 1] ?? '');
  return modules;
}

function moduleAt({ root }: Plan, path: readonly string[]): LocatedNode | undefined {
  let module = memberOf(memberOf(root, 'configuration'), 'root_module');
  for (const name of path) {
    module = memberOf(memberOf(memberOf(module, 'module_calls'), name), 'module');
  }
  return module;
}

// Plans may hold thousands of resources: the configuration is searched once.
const configurations = new WeakMap<Plan, Map<string, LocatedNode>>();

function configured(plan: Plan, address: string): LocatedNode | undefined {
  const known = configurations.get(plan) ?? new Map<string, LocatedNode>();
  if (!configurations.has(plan)) {
    configurations.set(plan, known);
    collect(memberOf(memberOf(plan.root, 'configuration'), 'root_module'), '', known);
  }
  return known.get(withoutIndexes(address));
}

function collect(
  module: LocatedNode | undefined,
  prefix: string,
  found: Map<string, LocatedNode>,
): void {
  for (const resource of itemsOf(memberOf(module, 'resources'))) {
    found.set(`${prefix}${textOf(memberOf(resource, 'address'))}`, resource);
  }
  for (const { key, value } of membersOf(memberOf(module, 'module_calls'))) {
    collect(memberOf(value, 'module'), `${prefix}module.${key}.`, found);
  }
}
