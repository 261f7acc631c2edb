// A request to a world after the patch of a fix that sends it differently. What the world works out by itself
// (tags, MFA, the alias, the VPC) is changed where the world gets it from.
import type { RequestPatch } from '../../explain/explanation.ts';
import type { ContextValue } from '../../model/request.ts';
import type { WorldPrincipal, WorldRequest } from '../../world/request.ts';
import type { World } from '../../world/world.ts';

/** The request with the change made: what the patch takes away is left out. */
export function changedRequest(world: World, ask: WorldRequest, patch: RequestPatch): WorldRequest {
  const { via, vpcEndpoint, context = {}, grantTokens = [], ...rest } = ask;
  const changed = Object.entries(patch.context ?? {});
  const named = new Set(changed.map(([key]) => key.toLowerCase()));
  const kept = Object.entries(context).filter(([key]) => !named.has(key.toLowerCase()));
  const tokens = [...grantTokens, ...(patch.grantTokens ?? [])];
  const service = patch.via === undefined ? via : patch.via;
  const endpoint = patch.vpcEndpoint === undefined ? vpcEndpoint : patch.vpcEndpoint;
  const start: WorldRequest = {
    ...rest,
    ...(kept.length === 0 ? {} : { context: Object.fromEntries(kept) }),
    ...(tokens.length === 0 ? {} : { grantTokens: tokens }),
    ...(typeof service === 'string' ? { via: service } : {}),
    ...(typeof endpoint === 'string' ? { vpcEndpoint: endpoint } : {}),
  };
  return changed.reduce((before, [key, value]) => sent(world, before, key, value), start);
}

/** One context key, sent as this value; null leaves it out. */
type Send = (
  ask: WorldRequest,
  value: ContextValue,
  more: { readonly world: World; readonly key: string },
) => WorldRequest | undefined;

/** The keys that follow from another part of the request, in lower case. */
const elsewhere: Readonly<Record<string, Send>> = {
  'aws:multifactorauthpresent': (ask, value) =>
    typeof value === 'boolean' ? withPrincipal(ask, { mfa: value }) : undefined,
  'kms:requestalias': (ask, value, { world }) => {
    const key = keysOf(world).find(({ aliases }) => aliases.includes(String(value)));
    return key && { ...ask, key: key.arn.replace(/:key\/.*$/, `:${value}`) };
  },
  'aws:sourcevpc': (ask, value, { world }) => {
    const endpoints = [...world.accounts.values()].flatMap((account) => [
      ...account.vpcEndpoints.values(),
    ]);
    const inside = endpoints.find(({ vpc }) => vpc === value);
    if (inside) return { ...ask, vpcEndpoint: inside.id };
    const { vpcEndpoint: _, ...direct } = ask;
    return withContext(direct, 'aws:SourceVpc', value);
  },
};

function sent(world: World, ask: WorldRequest, key: string, value: ContextValue): WorldRequest {
  const name = key.toLowerCase();
  const elsewhereSent = Object.hasOwn(elsewhere, name)
    ? elsewhere[name]?.(ask, value, { world, key })
    : undefined;
  if (elsewhereSent) return elsewhereSent;
  if (name.startsWith('aws:principaltag/') && value !== null) {
    return withPrincipal(ask, { tags: { [key.slice('aws:PrincipalTag/'.length)]: String(value) } });
  }
  return value === null ? ask : withContext(ask, key, value);
}

function withContext(ask: WorldRequest, key: string, value: ContextValue): WorldRequest {
  return { ...ask, context: { ...ask.context, [key]: value } };
}

function withPrincipal(
  ask: WorldRequest,
  facts: { readonly mfa?: boolean; readonly tags?: Readonly<Record<string, string>> },
): WorldRequest {
  const { principal } = ask;
  const before: WorldPrincipal = typeof principal === 'string' ? { arn: principal } : principal;
  const tags = { ...('tags' in before ? before.tags : {}), ...facts.tags };
  const changed = { ...before, ...facts, ...(Object.keys(tags).length === 0 ? {} : { tags }) };
  return { ...ask, principal: changed };
}

function keysOf(world: World) {
  return [...world.accounts.values()].flatMap(({ keys }) => keys);
}
