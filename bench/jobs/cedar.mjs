// Cedar, compiled to WebAssembly, its policies parsed once. The delegation to IAM is not written out: with it
// in every key policy, an identity statement is a permit of its own.
import { createRequire } from 'node:module';
import { account, actions, anyKey, keyArn, role } from '../workload/names.mjs';
import { statementsOf } from '../workload/statements.mjs';
import { requestJob } from './job.mjs';

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs');

const parents = [{ type: 'Account', id: account }];
const engineering = [{ type: 'Role', id: role('Engineering') }];
const key = { uid: { type: 'Key', id: keyArn(0) }, attrs: {}, parents };

export async function load(size) {
  const { keyPolicy, identity } = statementsOf(size);
  const rows = [...keyPolicy.filter(({ principals }) => principals !== 'account'), ...identity];
  const answer = cedar.preparsePolicySet(size, { staticPolicies: rows.map(policy).join('\n') });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors.slice(0, 3)));
  return requestJob(
    ({ principal, action, resource, context }) => ({
      principal: { type: 'Session', id: principal },
      action: { type: 'Action', id: action },
      resource: { type: 'Key', id: resource },
      context,
      preparsedPolicySetId: size,
      entities: [{ uid: { type: 'Session', id: principal }, attrs: {}, parents: engineering }, key],
    }),
    (call) => {
      const result = cedar.statefulIsAuthorized(call);
      if (result.type !== 'success') throw new Error(JSON.stringify(result));
      return result.response.decision === 'allow';
    },
  );
}

function policy({ effect, principals, actions: patterns, resources, conditions }) {
  const named = patterns.flatMap(expand).map((name) => `Action::"${name}"`);
  const tests = [
    ...(Array.isArray(principals) ? [among('principal', principals, 'Role')] : []),
    ...(resources === undefined ? [] : [resourceTest(resources)]),
    ...conditions.map(condition),
  ];
  const when = tests.length === 0 ? '' : ` when { ${tests.join(' && ')} }`;
  const verb = effect === 'Allow' ? 'permit' : 'forbid';
  return `${verb}(principal, action in [${named.join(', ')}], resource)${when};`;
}

function expand(pattern) {
  if (!pattern.endsWith('*')) return [pattern];
  return actions.filter((name) => name.startsWith(pattern.slice(0, -1)));
}

function resourceTest(resources) {
  if (resources.includes(anyKey)) return `resource in Account::"${account}"`;
  return among('resource', resources, 'Key');
}

function among(variable, ids, type) {
  return `${variable} in [${ids.map((id) => `${type}::"${id}"`).join(', ')}]`;
}

function condition([operator, name, values]) {
  const value = `context["${name}"]`;
  const has = `context has "${name}"`;
  const like = values.map((one) => `${value} like ${JSON.stringify(one)}`).join(' || ');
  const equal = `${JSON.stringify(values)}.contains(${value})`;
  switch (operator) {
    case 'StringEquals':
    case 'Bool':
      return `(${has} && ${equal})`;
    case 'StringLike':
      return `(${has} && (${like}))`;
    case 'StringNotEquals':
      return `!(${has} && ${equal})`;
  }
}
