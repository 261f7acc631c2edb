// Writes the world that a state holds back as a world file (schemas/world.schema.json), in JSON, which is YAML too.
// Secrets stay out unless they are asked for.
import type { Policy } from '../../model/policy.ts';
import { policyToJson } from '../../policy/print.ts';
import type { AccessKey, MfaDevice, SecretSource } from '../../world/access-keys.ts';
import { present } from '../../world/present.ts';
import type { Account, Key, OtherResource, Session, VpcEndpoint } from '../../world/world.ts';
import type { KeyMaterialText } from './key-materials.ts';
import type { State } from './state.ts';

/** A world file, and what it could not hold. */
export interface ExportedWorld {
  readonly text: string;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** What goes into the file besides. */
export interface ExportOptions {
  /** Key materials, secret access keys, MFA seeds and grant tokens. */
  readonly secrets?: boolean;
}

/** Exports the world of a state. */
export async function exportWorld(
  state: Pick<State, 'world' | 'keyMaterials'>,
  { secrets = false }: ExportOptions = {},
): Promise<ExportedWorld> {
  const world = await state.world();
  const materials = secrets ? await state.keyMaterials() : undefined;
  const notes: string[] = [];
  const writing: Writing = { secrets, materials, note: (sentence) => void notes.push(sentence) };
  const accounts = [...world.accounts.values()].map((account) => [
    account.id,
    accountOf(account, writing),
  ]);
  const file = { ...present({ region: world.region }), accounts: Object.fromEntries(accounts) };
  return { text: `${JSON.stringify(file, null, 2)}\n`, notes };
}

interface Writing {
  readonly secrets: boolean;
  readonly materials: ReadonlyMap<string, KeyMaterialText> | undefined;
  readonly note: (sentence: string) => void;
}

function accountOf(account: Account, writing: Writing) {
  const { organization, users, groups, roles, sessions, keys, vpcEndpoints, resources } = account;
  const identities = {
    users: mapOf(users, ({ groups: member, boundary, tags, ...user }) => ({
      ...identityOf(user),
      ...filled({ groups: member, tags }),
      ...present({ boundary: boundary && policyOf(boundary) }),
      ...proofsOf(user, writing),
    })),
    groups: mapOf(groups, identityOf),
    roles: mapOf(roles, ({ trustPolicy, boundary, tags, maxSessionSeconds, ...role }) => ({
      ...identityOf(role),
      ...filled({ tags }),
      ...present({
        trustPolicy: trustPolicy && policyToJson(trustPolicy),
        boundary: boundary && policyOf(boundary),
        maxSessionDuration: maxSessionSeconds,
      }),
    })),
  };
  return {
    ...present({
      organization: organization && {
        ...present({ id: organization.id, path: organization.path }),
        management: organization.management,
        scps: organization.scps.map((level) => level.map(policyOf)),
        rcps: organization.rcps.map((level) => level.map(policyOf)),
      },
      root: account.root && proofsOf(account.root, writing),
      simulation: account.simulation,
    }),
    ...(account.identitiesKnown ? identities : {}),
    ...filled({
      sessions: sessions.map((session) => sessionOf(session, writing)),
      keys: keys.flatMap((key) => keyOf(key, writing)),
      vpcEndpoints: mapOf(vpcEndpoints, endpointOf),
      resources: resources.map(resourceOf),
    }),
  };
}

function identityOf(identity: {
  readonly path: string;
  readonly id?: string;
  readonly policies: readonly Policy[];
  readonly missingPolicies: readonly string[];
}) {
  return {
    ...(identity.path === '/' ? {} : { path: identity.path }),
    ...present({ id: identity.id }),
    ...filled({ policies: [...identity.policies.map(policyOf), ...identity.missingPolicies] }),
  };
}

function sessionOf(session: Session, writing: Writing) {
  const { arn, role, user, policies, tags, mfa, sourceIdentity } = session;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return {
    ...(role === undefined ? { federatedUser: name } : { role, sessionName: name }),
    ...filled({ policies: policies.map(policyToJson), tags }),
    ...present({ user, mfa, sourceIdentity }),
    ...proofsOf(session, writing),
  };
}

function keyOf(key: Key, { secrets, materials, note }: Writing) {
  if (key.policyOrigin === 'unknown') {
    note(
      `the policy of \`${key.arn}\` is not known: the key is left out, for a world file would give it the default one`,
    );
    return [];
  }
  const held = materials?.get(key.arn);
  if (held && held.older > 0) {
    note(
      `\`${key.arn}\` has ${held.older} older key materials, which a world file cannot hold: what they encrypted stays closed`,
    );
  }
  const grants = key.grants.map(({ KeyId: _, GrantToken, ...grant }) => ({
    ...grant,
    ...(secrets ? present({ GrantToken }) : {}),
  }));
  const { id, region, spec, usage, origin, state, multiRegionKeyType, description } = key;
  return [
    {
      id,
      region,
      ...(key.policyOrigin === 'given'
        ? present({ policy: key.policy && policyToJson(key.policy) })
        : {}),
      spec,
      usage,
      origin,
      state,
      ...(key.manager === 'AWS' ? { manager: key.manager } : {}),
      ...filled({ aliases: key.aliases, tags: key.tags, grants }),
      ...present({
        multiRegionKeyType,
        description,
        material: held?.material,
        materialId: held?.materialId,
      }),
    },
  ];
}

function endpointOf({ vpc, policy }: VpcEndpoint) {
  return present({ vpc, policy: policy && policyToJson(policy) });
}

function resourceOf({ arn, policy }: OtherResource) {
  return { arn, ...present({ policy: policy && policyToJson(policy) }) };
}

function policyOf(policy: Policy) {
  return { ...filled({ name: policy.name ?? '' }), document: policyToJson(policy) };
}

function proofsOf(
  {
    accessKeys = [],
    mfaDevices = [],
  }: { readonly accessKeys?: readonly AccessKey[]; readonly mfaDevices?: readonly MfaDevice[] },
  { secrets }: Writing,
) {
  const isTold = (source: SecretSource) => secrets || source.kind !== 'value';
  return filled({
    accessKeys: accessKeys
      .filter(({ secret }) => isTold(secret))
      .map(({ id, secret, status, sessionToken }) => ({
        id,
        secret: secretOf(secret),
        status,
        ...present({ sessionToken: sessionToken && secretOf(sessionToken) }),
      })),
    mfaDevices: mfaDevices
      .filter(({ seed }) => isTold(seed))
      .map(({ serial, seed }) => ({ serial, seed: secretOf(seed) })),
  });
}

function secretOf(source: SecretSource) {
  switch (source.kind) {
    case 'value':
      return source.reveal();
    case 'env':
      return { env: source.name };
    case 'file':
      return { file: source.path };
    default:
      return source satisfies never;
  }
}

function mapOf<T, U>(
  map: ReadonlyMap<string, T>,
  write: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries([...map].map(([name, value]) => [name, write(value)]));
}

/** The fields that hold anything. */
function filled(from: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isFilled = (value: unknown) =>
    Array.isArray(value) || typeof value === 'string'
      ? value.length > 0
      : Object.keys(value as object).length > 0;
  return Object.fromEntries(Object.entries(from).filter(([, value]) => isFilled(value)));
}
