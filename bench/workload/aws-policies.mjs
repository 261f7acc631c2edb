// The workload as AWS policy documents.
import { root } from './names.mjs';
import { statementsOf } from './statements.mjs';

/** Statements of one identity policy, about what fits into a managed policy's 6,144 characters. */
const PER_DOCUMENT = 10;

/** The key policy and the identity policies of a size, as parsed JSON. */
export function documentsOf(size) {
  const { keyPolicy, identity } = statementsOf(size);
  const identityPolicies = [];
  for (let at = 0; at < identity.length; at += PER_DOCUMENT) {
    identityPolicies.push(document(identity.slice(at, at + PER_DOCUMENT).map(statement)));
  }
  return {
    resourcePolicy: document(
      keyPolicy.map((row) => ({ ...statement(row), Principal: principal(row), Resource: '*' })),
    ),
    identityPolicies,
  };
}

function document(statements) {
  return { Version: '2012-10-17', Statement: statements };
}

function statement({ effect, actions, resources, conditions }, index) {
  const block = {};
  for (const [operator, key, values] of conditions) {
    block[operator] = { ...block[operator], [key]: values.length === 1 ? values[0] : values };
  }
  return {
    Sid: `Statement${index}`,
    Effect: effect,
    Action: actions,
    Resource: resources,
    ...(conditions.length === 0 ? {} : { Condition: block }),
  };
}

function principal({ principals }) {
  if (principals === 'everyone') return '*';
  return { AWS: principals === 'account' ? root : principals };
}
