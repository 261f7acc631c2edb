// casbin: one policy line for each statement, a matcher of functions. Conditions are read once and kept.
// The delegation to IAM is not written out, as in cedar.mjs.
import { newEnforcer, newModelFromString, Util } from 'casbin';
import { role } from '../workload/names.mjs';
import { statementsOf } from '../workload/statements.mjs';
import { requestJob } from './job.mjs';

const model = `
[request_definition]
r = sub, act, obj, ctx
[policy_definition]
p = sub, act, obj, cond, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = oneOf(r.sub, p.sub) && oneOf(r.act, p.act) && oneOf(r.obj, p.obj) && holds(r.ctx, p.cond)
`;

export async function load(size) {
  const { keyPolicy, identity } = statementsOf(size);
  const rows = [...keyPolicy.filter(({ principals }) => principals !== 'account'), ...identity];
  const enforcer = await newEnforcer(newModelFromString(model));
  await enforcer.addFunction('oneOf', oneOf);
  await enforcer.addFunction('holds', holds);
  await enforcer.addPolicies(uniqueLines(rows));
  return requestJob(
    // The matcher takes a session for its role, as a caller of casbin would.
    ({ principal, action, resource, context }) => [roleOf(principal), action, resource, context],
    (request) => enforcer.enforceSync(...request),
  );
}

/** casbin refuses two equal lines, and one of them decides as well as both. */
function uniqueLines(rows) {
  const lines = rows.map(({ effect, principals, actions, resources, conditions }) => [
    Array.isArray(principals) ? principals.join('|') : '*',
    actions.join('|'),
    resources === undefined ? '*' : resources.join('|'),
    JSON.stringify(conditions),
    effect === 'Allow' ? 'allow' : 'deny',
  ]);
  return [...new Map(lines.map((line) => [line.join('\n'), line])).values()];
}

function roleOf(session) {
  return role(session.split('/')[1]);
}

const listOf = remember((text) => text.split('|'));
const conditionsOf = remember((text) => JSON.parse(text));

function remember(read) {
  const known = new Map();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = read(text);
      known.set(text, value);
    }
    return value;
  };
}

function oneOf(value, list) {
  return listOf(list).some((pattern) => Util.keyMatchFunc(value, pattern));
}

function holds(context, text) {
  return conditionsOf(text).every(([operator, key, values]) => {
    const value = context[key];
    if (operator === 'StringNotEquals') return !values.includes(value);
    if (value === undefined) return false;
    return operator === 'StringLike'
      ? values.some((pattern) => Util.keyMatchFunc(value, pattern))
      : values.includes(value);
  });
}
