// Makes cases out of a seed: a policy set, and several requests that are asked of it.
import type { RawContextValue, RawGrant, RawPolicySet, RawRequest } from '../reference/shapes.ts';
import { documentFor, rowsFor } from './generate-statement.ts';
import type { Random } from './random.ts';
import { randomFrom } from './random.ts';
import type { Scene } from './scene.ts';
import { actionIn, callerNear, resourceOf, sceneOf } from './scene.ts';
import { contextPairs } from './universe.ts';

/** One policy set and the requests to ask of it. */
export interface CaseGroup {
  policies: RawPolicySet;
  requests: RawRequest[];
}

/** How many requests each policy set is asked. */
export const requestsPerGroup = 8;

/** Endless groups, the same for the same seed. */
export function* generateGroups(seed: number): Generator<CaseGroup> {
  const random = randomFrom(seed);
  for (;;) {
    const scene = sceneOf(random);
    const policies = policiesFor(random, scene);
    const requests: RawRequest[] = [];
    for (let count = 0; count < requestsPerGroup; count++) {
      requests.push(requestFor(random, scene, policies));
    }
    yield { policies, requests };
  }
}

function policiesFor(random: Random, scene: Scene): RawPolicySet {
  const set: RawPolicySet = {};
  const federated = JSON.stringify(scene.caller.principal).includes('federated-user');
  if (random.chance(0.93)) set.resourcePolicy = documentFor(random, scene, 'resource');
  if (scene.place === 'bucket' || random.chance(0.03)) set.resourceAccount = scene.owner;
  if (random.chance(0.75)) {
    set.identityPolicies = [documentFor(random, scene, 'identity')];
    if (random.chance(0.2)) set.identityPolicies.push(documentFor(random, scene, 'identity'));
  }
  if (random.chance(0.25)) set.permissionsBoundary = documentFor(random, scene, 'guardrail');
  if (random.chance(federated ? 0.6 : 0.2)) {
    set.sessionPolicies = [documentFor(random, scene, 'guardrail')];
    if (random.chance(0.2)) set.sessionPolicies.push(documentFor(random, scene, 'guardrail'));
  }
  if (random.chance(0.18)) {
    set.serviceControlPolicies = levels(random, 0.05, () =>
      documentFor(random, scene, 'guardrail'),
    );
  }
  if (random.chance(0.12)) {
    set.resourceControlPolicies = levels(random, 0.3, () => documentFor(random, scene, 'rcp'));
  }
  if (random.chance(0.25)) set.vpcEndpointPolicy = documentFor(random, scene, 'endpoint');
  if (scene.place === 'key' && random.chance(0.35)) {
    set.grants = Array.from({ length: 1 + random.below(3) }, (_, i) => grantFor(random, scene, i));
  }
  return set;
}

function levels<T>(random: Random, empty: number, document: () => T): T[][] {
  const count = random.weighted([
    [3, 0],
    [60, 1],
    [37, 2],
  ] as const);
  return Array.from({ length: count }, () => {
    if (random.chance(empty)) return [];
    return random.chance(0.25) ? [document(), document()] : [document()];
  });
}

function grantFor(random: Random, scene: Scene, index: number): RawGrant {
  const { caller, resource, action } = scene;
  const own = random.chance(0.8) ? caller : callerNear(random, scene.owner, scene.place);
  const grantee = own.grantees.length === 0 ? scene.owner : random.pick(own.grantees);
  const operation = random.chance(0.85) ? action.slice('kms:'.length) : 'Encrypt';
  const grant: RawGrant = {
    GrantId: `grant-${index}`,
    Operations: [
      ...new Set([
        operation,
        ...random.some(['DescribeKey', 'RetireGrant', 'Sign', 'Decrypt'], 0, 2),
      ]),
    ],
  };
  const service = grantee.endsWith('.amazonaws.com');
  if (service && random.chance(0.7)) grant.GranteeServicePrincipal = grantee;
  else grant.GranteePrincipal = grantee;
  const retiring = random.pick([...caller.grantees, scene.owner]);
  if (random.chance(0.3)) {
    if (retiring.endsWith('.amazonaws.com')) grant.RetiringServicePrincipal = retiring;
    else grant.RetiringPrincipal = retiring;
  }
  const otherKey = 'arn:aws:kms:us-east-1:111122223333:key/00000000-1111-2222-3333-444444444444';
  const keyId = random.weighted<string | undefined>([
    [40, resource],
    [30, undefined],
    [25, resource.replace(/.*key\//, '')],
    [5, otherKey],
  ]);
  if (keyId !== undefined) grant.KeyId = keyId;
  const constraints = constraintsFor(random, service);
  if (constraints !== undefined) grant.Constraints = constraints;
  if (random.chance(0.5)) grant.GrantToken = `token-${index}`;
  if (random.chance(0.2)) grant.visible = random.chance(0.3);
  return grant;
}

function constraintsFor(random: Random, service: boolean): RawGrant['Constraints'] {
  const arn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main';
  if (service && random.chance(0.6)) return { SourceArn: arn };
  if (random.chance(0.55)) return undefined;
  const pairs = Object.fromEntries(random.some(contextPairs, 1, 2));
  return random.chance(0.5)
    ? { EncryptionContextEquals: pairs }
    : { EncryptionContextSubset: pairs };
}

function requestFor(random: Random, scene: Scene, policies: RawPolicySet): RawRequest {
  const { place, owner } = scene;
  const caller = random.chance(0.72) ? scene.caller : callerNear(random, owner, place);
  const action = random.chance(0.78) ? scene.action : actionIn(random, place);
  const request: RawRequest = {
    principal: caller.principal,
    action: random.chance(0.05) ? action.toLowerCase() : action,
    resource: action === scene.action ? scene.resource : resourceOf(random, place, owner, action),
  };
  if (random.chance(0.13)) request.via = random.pick(['s3', 'dynamodb']);
  if (random.chance(0.25)) request.vpcEndpoint = random.pick(['vpce-0a1b', 'vpce-0c2d']);
  const context = contextFor(random, scene, policies.grants ?? []);
  if (Object.keys(context).length > 0) request.context = context;
  if (policies.grants !== undefined) {
    if (random.chance(0.35)) request.grantTokens = random.some(['token-0', 'token-1'], 1, 2);
    if (random.chance(0.15)) request.grantId = random.pick(['grant-0', 'grant-1']);
  }
  return request;
}

function contextFor(
  random: Random,
  scene: Scene,
  grants: RawGrant[],
): Record<string, RawContextValue> {
  const context: Record<string, RawContextValue> = {};
  const taken = new Set<string>();
  const give = (key: string, value: RawContextValue): void => {
    if (taken.has(key.toLowerCase())) return;
    taken.add(key.toLowerCase());
    context[random.chance(0.04) ? key.toLowerCase() : key] = value;
  };
  if (scene.place === 'key' && random.chance(0.5)) {
    const wanted = pairsOf(grants);
    const fits = wanted.length > 0 && random.chance(0.6);
    for (const [key, value] of fits ? wanted : random.some(contextPairs, 1, 2)) {
      give(`kms:EncryptionContext:${key}`, value);
    }
  }
  if (scene.action === 'kms:CreateGrant') {
    const types = ['EncryptionContextEquals', 'EncryptionContextSubset'];
    if (random.chance(0.4)) give('kms:GrantConstraintType', random.pick(types));
    const operations = ['Decrypt', 'CreateGrant', 'Sign'];
    if (random.chance(0.4)) give('kms:GrantOperations', random.some(operations, 1, 2));
  }
  for (const { row, used } of rowsFor(scene)) {
    if (random.chance(used ? 0.7 : 0.025)) give(row.key, random.pick(row.values));
  }
  return context;
}

// The pairs that the first constrained grant asks for.
function pairsOf(grants: RawGrant[]): [string, string][] {
  const constraints = grants.map((grant) => grant.Constraints).find((c) => c !== undefined);
  const pairs = constraints?.EncryptionContextEquals ?? constraints?.EncryptionContextSubset;
  return Object.entries(pairs ?? {});
}
