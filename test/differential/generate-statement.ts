// Makes statements, documents and conditions that fit a scene more often than not.
import type {
  ConditionValue,
  PolicyJson,
  PrincipalJson,
  RawDocument,
  StatementJson,
} from '../reference/shapes.ts';
import type { ConditionRow } from './condition-rows.ts';
import { conditionRows, operatorsOf } from './condition-rows.ts';
import type { Random } from './random.ts';
import type { Scene } from './scene.ts';
import { callerNear } from './scene.ts';
import { accounts, roleActions } from './universe.ts';

/** The layers whose documents differ in what they may hold. */
export type Layer = 'resource' | 'identity' | 'guardrail' | 'rcp' | 'endpoint';

/** One or more statements; an Allow for most layers, a Deny now and then. */
export function documentFor(random: Random, scene: Scene, layer: Layer): RawDocument {
  const statements: StatementJson[] = [];
  if (layer !== 'rcp') statements.push(statementFor(random, scene, layer, 'Allow'));
  if (layer !== 'rcp' && random.chance(layer === 'resource' ? 0.5 : 0.35)) {
    statements.push(statementFor(random, scene, layer, 'Allow'));
  }
  if (layer === 'rcp' || random.chance(0.13)) {
    statements.push(statementFor(random, scene, layer, 'Deny'));
  }
  if (random.chance(0.3)) statements.reverse();
  const version = random.weighted<string | undefined>([
    [88, '2012-10-17'],
    [7, layer === 'resource' ? '2008-10-17' : '2012-10-17'],
    [5, layer === 'resource' ? undefined : '2012-10-17'],
  ]);
  const policy: PolicyJson = {
    ...(version === undefined ? {} : { Version: version }),
    Statement: statements.length === 1 && random.chance(0.2) ? statements[0]! : statements,
  };
  if (random.chance(0.05)) return JSON.stringify(policy);
  if (random.chance(0.05)) return { name: 'named', document: policy };
  return policy as unknown as RawDocument;
}

function statementFor(
  random: Random,
  scene: Scene,
  layer: Layer,
  effect: 'Allow' | 'Deny',
): StatementJson {
  const conditions = random.weighted(
    effect === 'Allow'
      ? ([
          [76, 0],
          [20, 1],
          [4, 2],
        ] as const)
      : ([
          [12, 0],
          [60, 1],
          [28, 2],
        ] as const),
  );
  const statement: StatementJson = {
    Effect: effect,
    ...principalFor(random, scene, layer, effect),
    ...actionFor(random, scene, layer),
    ...resourceFor(random, scene, layer),
  };
  for (let count = 0; count < conditions; count++) addCondition(random, scene, statement);
  return statement;
}

function principalFor(
  random: Random,
  scene: Scene,
  layer: Layer,
  effect: 'Allow' | 'Deny',
): Pick<StatementJson, 'Principal' | 'NotPrincipal'> {
  if (layer === 'rcp') return { Principal: '*' };
  if (layer !== 'resource' && layer !== 'endpoint') return {};
  const own = scene.caller.entries;
  const entries = random.weighted<() => typeof own>([
    [32, () => [own[0]!]],
    [26, () => [random.pick(own)]],
    [10, () => own],
    [8, () => random.some(own, 1, 3)],
    [10, () => random.some(callerNear(random, scene.owner, scene.place).entries, 1, 2)],
    [4, () => [{ AWS: random.pick(accounts) }]],
  ]);
  // A trust policy does not take NotPrincipal.
  if (effect === 'Deny' && scene.place !== 'role' && random.chance(0.3)) {
    const listed = random.chance(0.6) ? own : entries();
    return { NotPrincipal: principalOf(random, listed) };
  }
  if (effect === 'Deny' && random.chance(0.5)) return { Principal: '*' };
  if (random.chance(layer === 'endpoint' ? 0.7 : 0.1)) {
    return { Principal: random.chance(0.5) ? '*' : { AWS: '*' } };
  }
  return { Principal: principalOf(random, entries()) };
}

function principalOf(random: Random, entries: { AWS?: string; Service?: string }[]): PrincipalJson {
  const principal: Record<string, string | string[]> = {};
  for (const kind of ['AWS', 'Service'] as const) {
    const values = entries.flatMap((entry) => entry[kind] ?? []).filter((v) => v !== '*');
    if (values.length > 0) {
      principal[kind] = values.length === 1 && random.chance(0.7) ? values[0]! : values;
    }
  }
  return Object.keys(principal).length === 0 ? '*' : principal;
}

function actionFor(
  random: Random,
  scene: Scene,
  layer: Layer,
): Pick<StatementJson, 'Action' | 'NotAction'> {
  const { action } = scene;
  const service = action.split(':')[0]!;
  const name = action.slice(service.length + 1);
  const others = [`${service}:Tag*`, 'kms:DescribeKey', `${service}:List*`, `${service}:Sign`];
  // A trust policy names actions of sts, one by one or with a wildcard.
  if (scene.place === 'role' && layer === 'resource') {
    return {
      Action: random.pick([action, action, 'sts:*', 'STS:AssumeRole', roleActions.slice()]),
    };
  }
  if (random.chance(0.05) && layer !== 'rcp') {
    return { NotAction: random.chance(0.15) ? action : random.some(others, 1, 3) };
  }
  return random.weighted<() => { Action: string | string[] }>([
    [26, () => ({ Action: action })],
    [26, () => ({ Action: `${service}:*` })],
    [12, () => ({ Action: layer === 'rcp' ? [`${service}:*`] : '*' })],
    [8, () => ({ Action: `${service}:${name.slice(0, 2)}*` })],
    [4, () => ({ Action: [`${service}:?${name.slice(1)}`] })],
    [4, () => ({ Action: `${service.toUpperCase()}:${name.toLowerCase()}` })],
    [4, () => ({ Action: `${service}:*${name.slice(-3)}` })],
    [12, () => ({ Action: [action, ...random.some(others, 1, 3)] })],
    [6, () => ({ Action: random.some(others, 1, 3) })],
  ])();
}

function resourceFor(
  random: Random,
  scene: Scene,
  layer: Layer,
): Pick<StatementJson, 'Resource' | 'NotResource'> {
  const { resource, place } = scene;
  // A trust policy has no Resource; a key policy's is `*` but for a few odd ones.
  if (place === 'role' && layer === 'resource') return {};
  if (layer === 'resource' && place !== 'bucket' && random.chance(0.9)) return { Resource: '*' };
  if (random.chance(0.45) || resource === '*') {
    return random.chance(0.94) ? { Resource: '*' } : { Resource: 'arn:aws:kms:*:*:key/*' };
  }
  const half = resource.slice(0, resource.length - 6);
  const others = [resource.replace(/.$/, 'X'), 'arn:aws:kms:us-east-1:444455556666:key/*'];
  if (random.chance(0.08)) {
    return { NotResource: random.chance(0.2) ? [resource] : random.some(others, 1, 2) };
  }
  return random.weighted<() => { Resource: string | string[] }>([
    [36, () => ({ Resource: resource })],
    [20, () => ({ Resource: `${half}*` })],
    [8, () => ({ Resource: [`${half}??????`, ...others] })],
    [6, () => ({ Resource: resource.replace(/:\d{12}:/, ':*:') })],
    [4, () => ({ Resource: `${half}*\${aws:PrincipalTag/missing}` })],
    [4, () => ({ Resource: `${half}*\${aws:PrincipalTag/missing, '${resource.slice(-2)}'}` })],
    [
      2,
      () => ({
        Resource: [
          `${half}\${*}`,
          `arn:aws:${scene.action.split(':')[0]}:*:*:*${resource.slice(-4)}`,
        ],
      }),
    ],
    [8, () => ({ Resource: random.some(others, 1, 2) })],
  ])();
}

function addCondition(random: Random, scene: Scene, statement: StatementJson): void {
  const row = random.pick(conditionRows);
  scene.usedKeys.add(row.key);
  const family = random.chance(0.05) ? ('String' as const) : row.family;
  const key = random.chance(0.1) ? row.key.toUpperCase() : row.key;
  statement.Condition ??= {};
  if (random.chance(0.08)) {
    statement.Condition.Null = { [key]: random.pick<ConditionValue>(['true', 'false', false]) };
    return;
  }
  const setOperator = random.chance(row.multivalued ? 0.85 : 0.08);
  const prefix = setOperator ? random.pick(['ForAllValues:', 'ForAnyValue:']) : '';
  const suffix = random.chance(0.18) ? 'IfExists' : '';
  const operator = `${prefix}${random.pick(operatorsOf[family])}${suffix}`;
  const values = random.some(row.operands, 1, random.chance(0.6) ? 1 : 3);
  statement.Condition[operator] = {
    ...statement.Condition[operator],
    [key]: values.length === 1 && random.chance(0.7) ? values[0]! : values,
  };
}

/** The rows that the requests of a scene should give values to. */
export function rowsFor(scene: Scene): { row: ConditionRow; used: boolean }[] {
  return conditionRows
    .filter((row) => row.values.length > 0)
    .map((row) => ({ row, used: scene.usedKeys.has(row.key) }));
}
